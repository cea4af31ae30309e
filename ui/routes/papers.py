"""Do what the page asks of papers: correct one, remove one, and make those just added ready to be searched."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from corpus.dates import is_iso_date
from corpus.errors import BadDateError, UnknownNameError
from corpus.types import DocumentId, PaperKind
from indexer.build import FACTS, Corrections
from ui.desk.desk import PaperNotHereError
from ui.html.correcting import NOT_SAVED, NOTHING_CHANGED, saved_html
from ui.html.paper_facts import known
from ui.html.papers import removed_html
from ui.html.render import counted
from ui.library.adding import Counts
from ui.tabs.edge import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.councils import Councils
    from corpus.types import Paper
    from ui.page.app import PageServices


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page asks: `do` is a key of `DEEDS`; the rest is what that needs.

    To correct: the paper, and the form as it was filled in. To remove: the paper. To finish what was added: how many
    papers were, and so on as in `Counts`, and how many files were `left` unread.
    """

    do: str
    paper: str = ""
    council: str = ""
    body: str = ""
    date: str = ""
    title: str = ""
    kind: str = ""
    licence: str = ""
    added: int = 0
    unchanged: int = 0
    refused: int = 0
    lost: int = 0
    left: int = 0

    def checked(self) -> Asked:
        """Return it. Raises TypeError when a value is of another type, ValueError when nothing like it can be done."""
        for each in fields(self):
            value = getattr(self, each.name)
            if type(value) is not (int if each.default == 0 else str):
                raise TypeError(each.name)
        if self.do not in DEEDS:
            raise ValueError(self.do)
        return self


def done(services: PageServices, asked: Asked) -> dict[str, Any]:
    """Do what is asked, and return what to say of it: `said`, or what went wrong, `error`, both HTML."""
    said, error = shown(lambda: (DEEDS[asked.do](services, asked), ""))
    return {"said": NOT_SAVED if error else said, "error": error}


def corrections_for(asked: Asked, paper: Paper, councils: Councils) -> Corrections:
    """Return what a filled-in form changes of a paper: the boxes that are not empty and say something else.

    Raises:
        UnknownNameError: no council of England, or no kind of paper, is called so.
        BadDateError: the date is not in the ISO form.
    """
    typed = {name: " ".join(str(getattr(asked, name)).split()) for name in FACTS}
    changed = {name: value for name, value in typed.items() if value and value != known(paper, name)}
    if "date" in changed and not is_iso_date(changed["date"]):
        raise BadDateError(changed["date"])
    if changed.get("kind", PaperKind.OTHER) not in set(PaperKind):
        raise UnknownNameError("kind of paper", changed["kind"], PaperKind, list_with="open the list of kinds.")
    if "council" in changed:
        changed["council"] = _council(changed["council"], councils)
    return Corrections(**changed)


def _council(typed: str, councils: Councils) -> str:
    try:
        return councils.called(typed).name
    except UnknownNameError as error:
        names = [council.name for council in councils.all]
        raise UnknownNameError("council", typed, names, list_with="empty the Council box and open its list.") from error


def _correct(services: PageServices, asked: Asked) -> str:
    before = _paper(services, asked)
    corrections = corrections_for(asked, before, services.councils_file)
    if not corrections.any:
        return NOTHING_CHANGED
    try:
        return saved_html(before, services.correct(before.id, corrections))
    except KeyError as error:  # removed in this very moment
        raise PaperNotHereError from error


def _remove(services: PageServices, asked: Asked) -> str:
    paper = _paper(services, asked)
    try:
        services.remove(DocumentId(paper.id))
    except KeyError as error:  # as above
        raise PaperNotHereError from error
    return removed_html(paper)


def _finish(services: PageServices, asked: Asked) -> str:
    services.desk.store.refresh()
    counts = Counts(asked.added, asked.unchanged, asked.refused, asked.lost)
    left = f" {counted(asked.left, 'file')} not read; what was added before stays." if asked.left else ""
    return f"<p><strong>{counts.in_words()}</strong>{left}</p>"


def _paper(services: PageServices, asked: Asked) -> Paper:
    for paper in services.all_papers():
        if paper.id == asked.paper:
            return paper
    raise PaperNotHereError


DEEDS: dict[str, Callable[[PageServices, Asked], str]] = {"correct": _correct, "remove": _remove, "finish": _finish}
