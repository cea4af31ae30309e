"""What programs may ask of the page: the command's questions as functions of plain values, answered by its JSON."""

# No `from __future__ import annotations`: Gradio and pydantic read the types of these functions as they run.

import json
import logging
from argparse import Namespace
from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import gradio as gr
from pydantic import Field, TypeAdapter, ValidationError, validate_call

from corpus.errors import EmptyQuestionError, InputError, ReadacrossError
from ui.shapes.answers import Json
from ui.tabs.edge import UnforeseenError

if TYPE_CHECKING:
    from indexer.store import Where
    from ui.page.app import PageServices

MOST = 200  # passages of one answer: as many as a person or a program can sensibly read
STATUS = Literal["complete", "on_track", "some_issues", "off_track", "none"]

Councils = Annotated[list[str] | None, Field(description="Names of councils to look among; all when left out.")]
Theme = Annotated[str | None, Field(description="A theme's id or title, as `themes` lists them.")]
Statuses = Annotated[list[STATUS] | None, Field(description="Only actions with a milestone that stands so.")]
Date = Annotated[str | None, Field(description="An ISO date: 2023, 2023-03 or 2023-03-08.")]
Limit = Annotated[int, Field(ge=1, le=MOST, description=f"How many to return at most, 1 to {MOST}.")]

logger = logging.getLogger(__name__)


class BadArgumentError(InputError):
    """A program gave a value that a question cannot take."""

    def __init__(self, faults: str) -> None:
        super().__init__(f"{faults}.", remedy="docs/programs.md says what each question takes.")


class Question(NamedTuple):
    """A question that programs may ask: its name, what it is for, and the JSON schema of what it takes.

    `answer` takes its arguments by name and raises ReadacrossError alone, in words that a person can read.
    """

    name: str
    about: str
    schema: Json
    answer: Callable[..., Any]


class Api:
    """The questions over one library. Each returns the JSON that the command of its name prints."""

    def __init__(self, services: "PageServices") -> None:
        self._services = services

    def search(  # noqa: PLR0913, PLR0917 - the command's own options
        self,
        question: Annotated[
            str, Field(description='In your own words. "Words in quotation marks" must stand; a -word must not.')
        ] = "",
        councils: Councils = None,
        theme: Theme = None,
        statuses: Statuses = None,
        date_from: Date = None,
        date_to: Date = None,
        limit: Limit = 20,
        per_council: Annotated[int | None, Field(ge=1, description="At most this many from each council.")] = None,
        mode: Annotated[
            Literal["hybrid", "meaning", "words"], Field(description="By meaning, by words, or by both.")
        ] = "hybrid",
        expansion: Annotated[bool, Field(description="Search the sector's other names for the words too.")] = True,  # noqa: FBT002 - a JSON value
    ) -> Json:
        """Find passages of councils' papers for a question, best first, each an exact quotation with its citation.

        `nothing_relevant` is true when no passage passes the calibrated threshold; the nearest are listed all the same.
        """
        from search.answers import Mode, Request
        from search.themes import theme_called
        from ui.library import limits
        from ui.shapes import answers as shapes

        if not any(map(str.isalnum, question)):
            raise EmptyQuestionError
        given = Namespace(theme=theme, status=statuses or [])
        request = Request(
            question=question,
            where=self._where(councils, date_from, date_to),
            mode=Mode(mode),
            limit=limit,
            per_council=per_council,
            is_widened=expansion,
            theme=None if theme is None else theme_called(theme, self._services.themes),
            statuses=limits.statuses_of(given),
        )
        answer = self._services.search(request)
        return {**shapes.answer_json(answer, self._services.themes), **limits.limits_json(answer, given, None)}

    def compare(
        self,
        theme: Annotated[str, Field(description="A theme's id or title, or words of your own.")] = "",
        councils: Councils = None,
        limit: Limit = 12,
    ) -> Json:
        """Lay what councils' papers say of a theme side by side, with figures and actions; silence is told as such.

        A council of which nothing was found is "not found in the papers searched", never "absent".
        """
        from ui.shapes import comparison as comparison_shapes

        if not theme.strip():
            raise EmptyQuestionError
        comparison = self._services.compare(theme, self._named(councils), limit=limit)
        return comparison_shapes.comparison_json(comparison, self._services.themes)

    def actions(
        self,
        councils: Councils = None,
        theme: Theme = None,
        statuses: Statuses = None,
        due_before: Date = None,
        lead: Annotated[str | None, Field(description="Words that the name of the lead's role holds.")] = None,
    ) -> list[Json]:
        """List the actions of improvement plans, with milestones, dates and how they stand, as printed."""
        from search.actions import ActionsWanted, chosen, themes_of_action
        from search.themes import theme_called
        from ui.library import limits
        from ui.shapes import plans as plan_shapes

        wanted = ActionsWanted(
            statuses=limits.statuses_of(Namespace(status=statuses or [])),
            due_before=limits.iso_date(due_before),
            lead=lead,
        )
        found = chosen(self._services.actions(self._where(councils, None, None)), wanted)
        if theme is not None:
            asked = theme_called(theme, self._services.themes)
            found = [item for item in found if themes_of_action(item.action, [asked])]
        return [plan_shapes.action_json(item, self._services.themes) for item in found]

    def trace(
        self,
        inspection: Annotated[str, Field(description="An inspection report's file name, title or id.")] = "",
        papers: Annotated[
            list[str] | None, Field(description="Papers to look for replies in; the council's later ones by default.")
        ] = None,
        limit: Annotated[int, Field(ge=1, le=MOST, description="Replies to each finding at most.")] = 5,
    ) -> Json:
        """Lay each thing that an inspection says must improve beside what later papers say in reply.

        "No reply found in the papers searched" says something of those papers, not of what the council does.
        """
        from ui.shapes import trace as trace_shapes

        return trace_shapes.trace_json(
            self._services.trace(inspection, papers or (), limit=limit), self._services.themes
        )

    def similar(
        self,
        passage: Annotated[str, Field(description="A passage's id, or an action's id or reference.")] = "",
        paper: Annotated[
            str | None, Field(description="The paper it stands in, where its number is of several.")
        ] = None,
        councils: Councils = None,
        limit: Limit = 20,
        per_council: Annotated[int, Field(ge=1, le=MOST, description="Of each council at most.")] = 3,
        same_council: Annotated[bool, Field(description="Look among the same council's passages too.")] = False,  # noqa: FBT002 - a JSON value
    ) -> Json:
        """Find comparable practice elsewhere: the passages of other councils nearest to one passage or action."""
        from search.similar import SimilarWanted
        from ui.shapes import saved as saved_shapes

        wanted = SimilarWanted(
            where=self._where(councils, None, None),
            limit=limit,
            per_council=per_council,
            with_own_council=same_council,
        )
        return saved_shapes.similar_json(self._services.similar(passage, wanted, of=paper), self._services.themes)

    def themes(self) -> list[Json]:
        """List the themes that councils can be compared on, each with its definition and the words that speak of it."""
        from ui.shapes import answers as shapes

        return [shapes.theme_json(theme) for theme in self._services.themes]

    def papers(self) -> list[Json]:
        """List the papers of the library, with what was recognised of each and what could not be read."""
        from ui.shapes import answers as shapes

        inspections = self._services.inspections()
        return [shapes.listed_paper_json(paper, inspections.get(paper.id)) for paper in self._services.all_papers()]

    def _where(self, councils: list[str] | None, date_from: str | None, date_to: str | None) -> "Where":
        from indexer.store import Where
        from ui.library.limits import iso_date

        return Where(councils=self._named(councils), date_from=iso_date(date_from), date_to=iso_date(date_to))

    def _named(self, councils: list[str] | None) -> tuple[str, ...]:
        from ui.library.names import council_named

        known, file = self._services.papers(), self._services.councils_file
        return tuple(council_named(name, known, file) for name in councils or ())


def questions(services: "PageServices") -> list[Question]:
    """Return what programs may ask of a library."""
    api = Api(services)
    functions: list[Callable[..., Any]] = [
        api.search,
        api.compare,
        api.actions,
        api.trace,
        api.similar,
        api.themes,
        api.papers,
    ]
    return [
        Question(
            name=function.__name__,
            about=" ".join((function.__doc__ or "").split()),
            schema=_schema(function),
            answer=_answering(function),
        )
        for function in functions
    ]


def _schema(function: Callable[..., Any]) -> Json:
    """Return the JSON schema of what a function takes. What is empty by default must be given."""
    schema: Json = TypeAdapter(function).json_schema()  # type: ignore[arg-type]  # pydantic takes functions too
    required = [name for name, each in schema.get("properties", {}).items() if each.get("default") == ""]
    return {**schema, "type": "object", "required": required}


def offer(services: "PageServices") -> None:
    """Offer the questions as named endpoints of the page that is being laid out: /search, /compare and so on."""
    for question in questions(services):
        gr.api(_for_gradio(question.answer), api_name=question.name, api_description=question.about)


def _answering(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with its arguments checked, its errors readable, and nothing but JSON in what it returns."""
    checked = validate_call(function)

    @wraps(function)
    def answer(**arguments: object) -> Any:
        try:
            return json.loads(json.dumps(checked(**arguments)))
        except ValidationError as error:
            raise BadArgumentError("; ".join(map(_fault, error.errors()))) from error
        except ReadacrossError:
            raise
        except Exception as error:  # the edge of the API: a program reads a sentence, the terminal gets the trace
            logger.exception("The API could not answer")
            raise UnforeseenError from error

    return answer


def _fault(error: Any) -> str:
    """Return what is wrong with an argument, by its name where pydantic knows it."""
    name = " ".join(str(part) for part in error["loc"])
    return f"{name}: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _for_gradio(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Return the same for arguments in order, as Gradio gives them, with errors that it passes on in words."""
    names = tuple(signature(answer).parameters)

    @wraps(answer)
    def ask(*args: object) -> Any:
        try:
            return answer(**dict(zip(names, args, strict=True)))
        except ReadacrossError as error:
            raise gr.Error(str(error), duration=None, print_exception=False) from error

    return ask
