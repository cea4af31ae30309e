"""The library as the page sees it when people's names are to be hidden: roles stay, names do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.store import Found, FoundAction
from search.masking import masked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.councils import Councils
    from corpus.types import DocumentId, Paper
    from indexer.build import Corrections
    from indexer.records import Inspection
    from indexer.store import PassageId
    from search.answers import Answer, Match, Request
    from search.compare import Comparison, CouncilColumn
    from search.figures import FigureShown
    from search.masking import FindPeople
    from search.themes import Theme
    from ui.app import PageServices

HIDDEN = "names hidden"


class NamesHidden:
    """Passes everything on to the library's services, with names hidden in the passages that come back.

    Each passage that was altered says so among its `repairs`.
    """

    def __init__(self, services: PageServices, find_people: FindPeople) -> None:
        self._services = services
        self._find_people = find_people

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Return the themes that councils are compared on."""
        return self._services.themes

    @property
    def councils_file(self) -> Councils:
        """Return the councils of England."""
        return self._services.councils_file

    def papers(self) -> list[Paper]:
        """Return the papers that are searched."""
        return self._services.papers()

    def all_papers(self) -> list[Paper]:
        """Return every paper on the shelf."""
        return self._services.all_papers()

    def inspections(self) -> dict[DocumentId, Inspection]:
        """Return what each inspection report on the shelf records."""
        return self._services.inspections()

    def correct(self, document_id: DocumentId, corrections: Corrections) -> Paper:
        """Correct what is known of a paper, and return it."""
        return self._services.correct(document_id, corrections)

    def councils(self) -> list[str]:
        """Return the councils whose papers are searched, by name."""
        return self._services.councils()

    def search(self, request: Request) -> Answer:
        """Return the passages that answer a question."""
        answer = self._services.search(request)
        results = []
        for result in answer.results:
            found, matched = self._hidden(result.found, result.matched)
            also_in = tuple(self._hidden(other, ())[0] for other in result.also_in)
            results.append(replace(result, found=found, matched=matched, also_in=also_in))
        return replace(answer, results=tuple(results))

    def compare(self, theme: str, councils: Sequence[str]) -> Comparison:
        """Return what councils' papers say of a theme."""
        comparison = self._services.compare(theme, councils)
        return replace(comparison, columns=tuple(map(self._column, comparison.columns)))

    def contexts(self, passage_ids: Sequence[PassageId]) -> Mapping[PassageId, Sequence[Found]]:
        """Return each passage with its neighbours in reading order."""
        contexts = self._services.contexts(passage_ids)
        return {key: [self._hidden(found, ())[0] for found in around] for key, around in contexts.items()}

    def _column(self, column: CouncilColumn) -> CouncilColumn:
        evidence = []
        for item in column.evidence:
            found, matched = self._hidden(item.found, item.matched)
            evidence.append(replace(item, found=found, matched=matched))
        silence = column.silence
        if silence is not None and silence.nearest is not None:
            silence = replace(silence, nearest=self._hidden(silence.nearest, ())[0])
        figures = tuple(map(self._figure, column.figures))
        return replace(
            column,
            evidence=tuple(evidence),
            figures=figures,
            actions=tuple(map(self._action, column.actions)),
            silence=silence,
        )

    def _action(self, found: FoundAction) -> FoundAction:
        action = found.action
        said, lead = (masked(text, find_people=self._find_people).text for text in (action.action, action.lead))
        return FoundAction(replace(action, action=said, lead=lead), found.paper)

    def _figure(self, shown: FigureShown) -> FigureShown:
        quote = masked(shown.quote, find_people=self._find_people).text
        return replace(shown, quote=quote, found=self._hidden(shown.found, ())[0])

    def _hidden(self, found: Found, matched: Sequence[Match]) -> tuple[Found, tuple[Match, ...]]:
        shown = masked(found.passage.text, matched, find_people=self._find_people)
        if not shown.hidden:
            return found, tuple(matched)
        passage = replace(found.passage, text=shown.text, repairs=(*found.passage.repairs, HIDDEN))
        return Found(passage, found.paper), shown.matched
