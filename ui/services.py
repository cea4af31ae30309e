"""Choose the store, the encoder and the data files: the only place that names concrete ones."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from threading import Lock, Thread
from typing import TYPE_CHECKING

from corpus.errors import FileRefusedError, OtherEncoderError, ReadacrossError
from indexer.store import EVERYWHERE
from ui.desk.desk import Desk, desk_over
from ui.library import adding, asking, comparing, knowledge
from ui.library.names import body_named, council_named, paper_named
from ui.library.saved_searches import SavedSearches
from ui.routes import documents
from ui.settings import cross_encoder_folder, encoder_cache, encoder_engine, encoder_name, model_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from corpus.councils import Councils
    from corpus.types import DocumentId, Paper
    from indexer.build import Addition, Builder, Corrections
    from indexer.plans.rules import PlanRules
    from indexer.records import Inspection
    from indexer.store import Found, FoundAction, FoundMeasure, PassageId, Where
    from indexer.stores.library import SqliteLibrary
    from models.cross_encoder import Reranker
    from models.encoder import Encoder
    from search.claim_rules import ClaimRules
    from search.compare import Comparison
    from search.expand import Concept
    from search.marks.prepare import Prepared
    from search.themes import Theme
    from ui.library.names_hidden import NamesHidden


class Services:
    """Everything that the command and the page can do with one library. Safe to use from several threads.

    Args:
        folder: The library's.
        encoder: For tests; by default the one that the catalogue names, loaded when first needed.
    """

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        self.folder = folder
        self._encoder = encoder
        self._loading = Lock()
        self.adding = Lock()

    @property
    def is_new(self) -> bool:
        """Whether nothing has been kept in the folder yet."""
        from indexer.stores.library import DATABASE

        return not (self.folder / DATABASE).exists()

    @cached_property
    def store(self) -> SqliteLibrary:
        """The library, opened at first use."""
        from indexer.stores.library import SqliteLibrary

        return SqliteLibrary(self.folder)

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded and verified at first use.

        Raises:
            WeightsMissingError: the weights are not installed.
            WeightsAlteredError: the weights are not the published ones.
        """
        with self._loading:
            if self._encoder is None:
                self._encoder = default_encoder(encoder_engine(), encoder_cache())
        return self._encoder

    @cached_property
    def reranker(self) -> Reranker | None:
        """The cross-encoder that the environment names, None when it names none; raises as `cross_encoder_at`."""
        folder = cross_encoder_folder()
        if folder is None:
            return None
        from models.cross_encoder import cross_encoder_at

        return cross_encoder_at(folder)

    def warm_up(self) -> None:
        """Load the encoder now, in a thread of its own, so that the first question need not wait for it."""

        def load() -> None:
            # What is wrong with the weights is told to whoever asks the first question.
            with suppress(ReadacrossError):
                self.warm()

        Thread(target=load, daemon=True).start()

    def warm(self) -> None:
        """Load the encoder, and encode the sector's other names once; raises as `encoder` and `vocabulary`."""
        from search.interaction import encode_names

        self.encoder.encode_question("warm")
        encode_names(self.vocabulary, self.encoder)

    @cached_property
    def councils_file(self) -> Councils:
        """The councils of England."""
        return knowledge.councils_file()

    @cached_property
    def plan_rules(self) -> PlanRules:
        """What is known of action plans. Raises InputError when the library's own file cannot be read."""
        return knowledge.plan_rules(self.folder)

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The themes. Raises InputError when the library's own file cannot be read."""
        return knowledge.themes(self.folder)

    @cached_property
    def prepared_themes(self) -> Prepared:
        """The themes, ready for marking."""
        from search.marks.prepare import prepared

        return prepared(self.themes)

    @cached_property
    def claim_rules(self) -> ClaimRules:
        """The words that tell kinds of claims. Raises InputError when the library's own file cannot be read."""
        return knowledge.claim_rules(self.folder)

    def with_names_hidden(self) -> NamesHidden:
        """Return these services as the page sees them when people's names are to be hidden."""
        from models.language import people_finder
        from ui.library.names_hidden import NamesHidden

        return NamesHidden(self, people_finder())

    @cached_property
    def vocabulary(self) -> tuple[Concept, ...]:
        """The other names that questions are widened with. Raises InputError when the library's own cannot be read."""
        return knowledge.vocabulary(self.folder)

    @cached_property
    def builder(self) -> Builder:
        """What adds papers to a library of the encoder in use; raises as `check_encoder`."""
        self.check_encoder()
        return self._builder()

    def _builder(self) -> Builder:
        from corpus.sandbox import SandboxedReader
        from indexer.build import Builder
        from models.language import sentence_finder
        from ui.settings import reading_limits

        return Builder(
            store=self.store,
            encoder=self.encoder,
            councils=self.councils_file,
            rules=knowledge.splitting_rules(),
            inspection_rules=knowledge.inspection_rules(self.folder),
            plan_rules=self.plan_rules,
            figure_rules=knowledge.figure_rules(self.folder),
            find_sentences=sentence_finder(),
            read=SandboxedReader(reading_limits()),
        )

    def check_encoder(self) -> None:
        """Refuse to mix vector spaces.

        Raises:
            OtherEncoderError: the library's vectors were made with another encoder than the one in use.
        """
        made_with, in_use = self.store.made_with(), self.encoder.card.fingerprint
        if made_with not in (None, in_use):
            raise OtherEncoderError(str(self.folder), made_with=str(made_with), in_use=in_use)

    def add(
        self, path: Path, corrections: Corrections, *, on_progress: Callable[[int], None] | None = None
    ) -> Addition:
        """Add one file. Raises what `Builder.add` raises, and FileRefusedError when the file cannot be opened."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise FileRefusedError(
                path.name, f"it cannot be opened ({error.strerror})", remedy="Check that you may read it."
            ) from error
        return self.builder.add(data, file=path.name, corrections=corrections, on_progress=on_progress)

    def add_demonstration(self) -> Iterator[Addition]:
        """Add our digests, one after another."""
        from indexer.build import Corrections

        for digest in knowledge.digests():
            yield self.builder.add(digest.read_bytes(), file=digest.name, corrections=Corrections())

    def correct(self, document_id: DocumentId, corrections: Corrections) -> Paper:
        """Correct what is known of a paper, which is read again when its kind changes; raises as `Builder.correct`."""
        from indexer.build import corrected

        before = self.store.identity(document_id)
        identity = corrected(before, corrections, self.councils_file)
        if identity.kind.value != before.kind.value:
            return self.builder.correct(document_id, corrections)
        return self.store.revise(document_id, identity)

    def read_again(self, *, on_paper: Callable[[int], None] | None = None) -> list[Paper]:
        """Read all papers again and make their vectors anew with the encoder in use; raises as `Builder.read_again`."""
        papers = self._builder().read_again(on_paper=on_paper)
        self.store.refresh()
        return papers

    def compare(self, theme: str, councils: Sequence[str], *, limit: int = 12) -> Comparison:
        """Lay the evidence on a theme side by side; raises as `ui.library.comparing.compare`."""
        return comparing.compare(self, theme, councils, limit=limit)

    #: What other modules ask of a library, as what can be asked of it here.
    take_in = adding.take_in
    take_away = documents.take_away
    search = asking.answer_one
    trace = comparing.trace
    enquiries = comparing.enquiries
    similar = asking.similar_to
    theme_counts = comparing.theme_counts
    changes = comparing.changes
    timeline = comparing.timeline

    @cached_property
    def desk(self) -> Desk:
        """Papers' pages and files, and the evidence trays."""
        return desk_over(self.store)

    @cached_property
    def searches(self) -> SavedSearches:
        """A person's saved searches."""
        return SavedSearches(services=self)

    def papers(self) -> list[Paper]:
        """Return the papers that answer: by council, then newest first."""
        with self.store.viewing() as view:
            return view.papers()

    def all_papers(self) -> list[Paper]:
        """Return every paper on the shelf, digests that have stepped aside too."""
        with self.store.viewing() as view:
            return view.all_papers()

    def inspections(self) -> dict[DocumentId, Inspection]:
        """Return what each inspection report on the shelf records."""
        with self.store.viewing() as view:
            found = {paper.id: view.inspection(paper.id) for paper in view.all_papers()}
        return {name: inspection for name, inspection in found.items() if inspection is not None}

    def councils(self) -> list[str]:
        """Return the councils that a paper is of, by name."""
        return sorted({paper.council for paper in self.papers() if paper.council})

    def passages(self, where: Where = EVERYWHERE) -> list[Found]:
        """Return passages in reading order."""
        with self.store.viewing() as view:
            return view.passages(where)

    def actions(self, where: Where = EVERYWHERE) -> list[FoundAction]:
        """Return the actions of plans in reading order."""
        with self.store.viewing() as view:
            return view.actions(where)

    def measures(self, where: Where = EVERYWHERE) -> list[FoundMeasure]:
        """Return the measures of plans in reading order."""
        with self.store.viewing() as view:
            return view.measures(where)

    def everything_of(self, document_id: DocumentId) -> list[Found]:
        """Return all passages of one paper in reading order, boilerplate too."""
        with self.store.viewing() as view:
            return view.everything_of(document_id)

    def text(self, document_id: DocumentId) -> str:
        """Return a paper's text."""
        with self.store.viewing() as view:
            return view.text(document_id)

    def contexts(
        self, passage_ids: Sequence[PassageId], *, before: int = 2, after: int = 2
    ) -> dict[PassageId, list[Found]]:
        """Return each passage with its neighbours in reading order; passages that are gone by now are left out."""
        contexts = {}
        with self.store.viewing() as view:
            for passage_id in passage_ids:
                try:
                    contexts[passage_id] = view.around(passage_id, before=before, after=after)
                except KeyError:
                    continue  # removed since the answer was made; the answer still shows what was quoted
        return contexts

    def council_called(self, name: str) -> str:
        """Return the short name of a council that a paper is of; raises as `council_named`."""
        return council_named(name, self.papers(), self.councils_file)

    def body_called(self, name: str) -> str:
        """Return a committee or board that a paper was written for; raises as `body_named`."""
        return body_named(name, self.papers())

    def paper_called(self, name: str) -> Paper:
        """Return the paper of this id, file name or title; raises as `paper_named`."""
        return paper_named(name, self.all_papers())

    def remove(self, document_id: DocumentId) -> None:
        """Take a paper out."""
        self.store.remove(document_id)
        self.store.refresh()


def default_encoder(engine: str, cache: Path) -> Encoder:
    """Return the encoder that the environment names, else the default, run by an engine; raises as `encoder_named`."""
    from models.choosing import encoder_named

    return encoder_named(encoder_name(), engine, cache, model_places())
