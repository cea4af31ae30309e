"""Run the command `code`: decisions about the themes of passages, and how far two coders agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import InputError, UnknownNameError
from indexer.store import PassageId
from search.marks.decide import Verdict
from search.themes import theme_called
from ui.commands.library import DONE, print_results
from ui.library.coding import agreement, coded, decide
from ui.terminal.answers import quoted

if TYPE_CHECKING:
    import argparse

    from search.agreement import Agreement
    from ui.services import Services
    from ui.shapes.answers import Json

COMPARED = 2


def code(given: argparse.Namespace, services: Services) -> int:
    """Decide about the themes of a passage, or tell how far two coders agree."""
    if given.passage is None:
        return _agreement(given, services)
    wanted = {Verdict.ACCEPT: given.accept, Verdict.REJECT: given.reject, Verdict.ADD: given.add, None: given.undo}
    chosen = [
        (theme_called(theme, services.themes).id, verdict) for verdict, themes in wanted.items() for theme in themes
    ]
    if len(given.coder) != 1 and (chosen or given.blind):
        raise InputError("Nobody is named who decides.", remedy="Name one: --coder NAME")
    passage_id = PassageId(given.passage)
    coder = given.coder[0] if given.coder else None
    try:
        for theme, verdict in chosen:
            decide(services, passage_id, theme, str(coder), verdict)
        found, marks, seen = coded(services, passage_id, coder=coder, is_blind=given.blind)
    except KeyError as error:
        known = [item.passage.id for item in services.passages()]
        raise UnknownNameError("passage", given.passage, known, list_with="readacross passages --json") from error
    as_json: Json = {
        "passage_id": found.passage.id,
        "marks": [
            {"theme": mark.theme, "score": mark.score, "terms": [term for term, _ in mark.terms]} for mark in marks
        ],
        "decisions": [{"theme": it.theme, "coder": it.coder, "verdict": it.verdict, "at": it.at} for it in seen],
    }
    lines = [quoted(found)]
    lines += [f"   marked {mark.theme}: {', '.join(dict.fromkeys(t for t, _ in mark.terms))}\n" for mark in marks]
    lines += [f"   {it.coder}: {it.verdict} {it.theme} ({it.at})\n" for it in seen]
    print_results(as_json, "".join(lines), given)
    return DONE


def _agreement(given: argparse.Namespace, services: Services) -> int:
    if len(given.coder) != COMPARED:
        raise InputError(
            "Agreement is between two coders.", remedy="Name both: readacross code --coder NAME --coder NAME"
        )
    found = agreement(services, *given.coder)
    as_json = [
        {
            "theme": it.theme,
            "n": it.n,
            "both": it.both,
            "first_only": it.first_only,
            "second_only": it.second_only,
            "neither": it.neither,
            "prevalence": it.prevalence,
            "observed": it.observed,
            "kappa": it.kappa,
        }
        for it in found
    ]
    print_results(as_json, _told(found, given.coder), given)
    return DONE


def _told(found: list[Agreement], coders: list[str]) -> str:
    n = found[0].n if found else 0
    if not n:
        return f"{coders[0]} and {coders[1]} have not decided about one and the same passage yet.\n"
    lines = [f"{coders[0]} and {coders[1]}, {n} passage{'' if n == 1 else 's'} that both decided about", ""]
    lines.append(f"{'theme':<16}{'kappa':>9}{'alike':>9}{'given to':>10}")
    for it in found:
        kappa = "undefined" if it.kappa is None else f"{it.kappa:.2f}"
        lines.append(f"{it.theme:<16}{kappa:>9}{it.observed or 0:>9.0%}{it.prevalence or 0:>10.0%}")
    lines += ["", "Kappa is 1 for full agreement, 0 for what chance would bring (Cohen 1960)."]
    return "\n".join(lines) + "\n"
