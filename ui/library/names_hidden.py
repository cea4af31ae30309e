"""The library as the page sees it when people's names are to be hidden: roles stay, names do not."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from indexer.store import EVERYWHERE, Found
from search.masking import masked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.councils import Councils
    from corpus.types import DocumentId, Paper
    from indexer.build import Corrections
    from indexer.figures.records import Figure
    from indexer.records import Inspection
    from indexer.store import FoundAction, PassageId, Where
    from search.answers import Answer, Match, Request
    from search.changes import Changes
    from search.compare import Comparison, CouncilColumn
    from search.enquiries.records import Enquiries, Enquiry
    from search.masking import FindPeople
    from search.saved import News
    from search.similar import Neighbour, Similar, SimilarWanted
    from search.themes import Theme
    from search.timeline import Timeline
    from search.trace import OnFinding, Reply, Trace, TracedFinding
    from ui.desk.desk import Desk
    from ui.library.adding import ReadingReport
    from ui.library.comparing import ThemeCounts
    from ui.library.saved_searches import SavedSearches
    from ui.page.app import PageServices
    from ui.routes import documents

AnyT = TypeVar("AnyT")
HIDDEN = "names hidden"
REMEMBERED = 10_000  # texts


class NamesHidden:
    """Passes everything on to the library's services, with names hidden in the passages that come back.

    Each passage that was altered says so among its `repairs`.
    """

    def __init__(self, services: PageServices, find_people: FindPeople) -> None:
        self._services = services
        # Plans say the same of many actions, and are shown again and again: 60 actions take 3 seconds the first time.
        self._find_people: FindPeople = lru_cache(maxsize=REMEMBERED)(find_people)

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

    def take_in(self, data: bytes, *, file: str) -> ReadingReport:
        """Add a file that was sent, and return what became of it."""
        return self._services.take_in(data, file=file)

    def take_away(self, asked: documents.Asked, *, find_people: FindPeople | None = None) -> documents.Document:
        """Return a document to take away, names hidden."""
        return self._services.take_away(asked, find_people=find_people or self._find_people)

    def remove(self, document_id: DocumentId) -> None:
        """Take a paper out."""
        self._services.remove(document_id)

    def councils(self) -> list[str]:
        """Return the councils whose papers are searched, by name."""
        return self._services.councils()

    def search(self, request: Request) -> Answer:
        """Return the passages that answer a question."""
        return self._answer(self._services.search(request))

    @property
    def searches(self) -> SavedSearches:
        """Return the saved searches, names hidden in what is new for them."""
        return replace(self._services.searches, shown=self._news)

    def _news(self, news: News) -> News:
        return replace(news, answer=self._answer(news.answer) if news.answer else None)

    def _answer(self, answer: Answer) -> Answer:
        results = []
        for result in answer.results:
            found, matched = self._hidden(result.found, result.matched)
            also_in = tuple(self._hidden(other, ())[0] for other in result.also_in)
            results.append(replace(result, found=found, matched=matched, also_in=also_in))
        return replace(answer, results=tuple(results))

    def compare(self, theme: str, councils: Sequence[str], *, limit: int = 12) -> Comparison:
        """Return what councils' papers say of a theme."""
        comparison = self._services.compare(theme, councils, limit=limit)
        return replace(comparison, columns=tuple(map(self._column, comparison.columns)))

    def theme_counts(self) -> ThemeCounts:
        """Count the passages of each council on each theme."""
        return self._services.theme_counts()

    def contexts(self, passage_ids: Sequence[PassageId]) -> Mapping[PassageId, Sequence[Found]]:
        """Return each passage with its neighbours in reading order."""
        contexts = self._services.contexts(passage_ids)
        return {key: [self._hidden(found, ())[0] for found in around] for key, around in contexts.items()}

    def actions(self, where: Where = EVERYWHERE) -> list[FoundAction]:
        """Return the actions of plans in reading order."""
        return self._without_names(self._services.actions(where))

    def changes(self, old: str, new: str) -> Changes:
        """Return what changed between two papers."""
        return self._without_names(self._services.changes(old, new))

    def timeline(self, theme: str, council: str) -> Timeline[Figure]:
        """Return a theme's timeline through a council's papers."""
        return self._without_names(self._services.timeline(theme, council))

    @property
    def desk(self) -> Desk:
        """Return the trays, names hidden; papers' pages and files are not shown, because names stand in them."""
        return replace(self._services.desk, find_people=self._find_people)

    def trace(
        self, inspection: str, papers: Sequence[str] = (), *, limit: int = 5, on_finding: OnFinding | None = None
    ) -> Trace:
        """Return what an inspection says must improve beside what papers reply."""
        traced = self._services.trace(inspection, papers, limit=limit, on_finding=on_finding)
        return replace(traced, findings=tuple(map(self._traced, traced.findings)))

    def enquiries(self, council: str, as_of: str, *, on_finding: OnFinding | None = None) -> Enquiries:
        """Return lines of enquiry for one council at an ISO date."""
        made = self._services.enquiries(council, as_of, on_finding=on_finding)
        areas = (replace(area, enquiries=tuple(map(self._enquiry, area.enquiries))) for area in made.areas)
        return replace(made, areas=tuple(areas))

    def similar(self, name: str, wanted: SimilarWanted, *, of: str | None) -> Similar:
        """Return comparable practice elsewhere for a passage or an action."""
        similar = self._services.similar(name, wanted, of=of)
        councils = (each._replace(neighbours=tuple(map(self._neighbour, each.neighbours))) for each in similar.councils)
        asked = tuple(self._hidden(found, ())[0] for found in similar.asked)
        return replace(similar, asked=asked, action=self._without_names(similar.action), councils=tuple(councils))

    def _traced(self, traced: TracedFinding) -> TracedFinding:
        finding = traced.finding
        found = tuple(self._hidden(each, ())[0] for each in finding.found)
        text = masked(finding.text, find_people=self._find_people).text
        return replace(
            traced,
            finding=replace(finding, text=text, found=found),
            replies=tuple(map(self._reply, traced.replies)),
            nearest=self._reply(traced.nearest) if traced.nearest else None,
        )

    def _reply(self, reply: Reply) -> Reply:
        found, matched = self._hidden(reply.found, reply.matched)
        return replace(reply, found=found, matched=matched, action=self._without_names(reply.action))

    def _enquiry(self, line: Enquiry) -> Enquiry:
        quoted = (q._replace(text=masked(q.text, find_people=self._find_people).text) for q in line.quotations)
        return replace(line, quotations=tuple(quoted), dates=self._without_names(line.dates))

    def _neighbour(self, neighbour: Neighbour) -> Neighbour:
        found, matched = self._hidden(neighbour.found, neighbour.matched)
        also_in = tuple(self._hidden(other, ())[0] for other in neighbour.also_in)
        action = self._without_names(neighbour.action)
        return replace(neighbour, found=found, matched=matched, also_in=also_in, action=action)

    def _without_names(self, record: AnyT) -> AnyT:
        from ui.library.plans_hidden import names_hidden_in  # it takes HIDDEN from here

        return names_hidden_in(record, self._find_people)

    def _column(self, column: CouncilColumn) -> CouncilColumn:
        evidence = []
        for item in column.evidence:
            found, matched = self._hidden(item.found, item.matched)
            evidence.append(replace(item, found=found, matched=matched))
        silence = column.silence
        if silence is not None and silence.nearest is not None:
            silence = replace(silence, nearest=self._hidden(silence.nearest, ())[0])
        return replace(
            column,
            evidence=tuple(evidence),
            figures=self._without_names(column.figures),
            actions=self._without_names(column.actions),
            silence=silence,
        )

    def _hidden(self, found: Found, matched: Sequence[Match]) -> tuple[Found, tuple[Match, ...]]:
        shown = masked(found.passage.text, matched, find_people=self._find_people)
        if not shown.hidden:
            return found, tuple(matched)
        passage = replace(found.passage, text=shown.text, repairs=(*found.passage.repairs, HIDDEN))
        return Found(passage, found.paper), shown.matched
