"""Write the take-away documents of a library: built, checked against the papers, and put in place when whole.

These are the functions that the command and the page call.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.errors import InputError
from indexer.store import EVERYWHERE
from ui.documents.checking import check_place, check_quotations, put_in_place
from ui.documents.quoting import masking, veiled, writable
from ui.documents.searched import searching
from ui.html.render import counted
from ui.library.asking import mark, ready
from ui.library.coding import decisions
from ui.library.comparing import compare, enquiries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indexer.store import View
    from search.masking import FindPeople
    from ui.documents.briefing import BriefingWanted
    from ui.documents.extract import ExtractWanted
    from ui.documents.extract_records import Extract
    from ui.documents.quoting import Mask
    from ui.documents.records import TakeAway
    from ui.services import Services

BRIEFING_FORMATS = ("docx", "html", "md")
ENQUIRIES_FORMATS = ("docx", "xlsx", "html", "md")
EXTRACT_FORMATS = ("csv", "xlsx", "md", "qdpx")
FORMATS = {"briefing": BRIEFING_FORMATS, "enquiries": ENQUIRIES_FORMATS, "extract": EXTRACT_FORMATS}
MOST_EVIDENCE = 12  # passages of each council that a briefing chooses from


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document in its format: the file's bytes, those that go beside it by name, and how many quotations it holds.

    `left_out` counts what was pinned and no longer stands in its paper, which the document names.
    """

    data: bytes
    beside: dict[str, bytes]
    quotations: int
    left_out: int = 0

    @property
    def told(self) -> str:
        """What was checked, and what is left out, in words."""
        checked = f"{counted(self.quotations, 'quotation')} checked against the papers"
        left = f"; {counted(self.left_out, 'pinned quotation')} left out, and the document says why"
        return checked + (left if self.left_out else "")


def briefing(services: Services, wanted: BriefingWanted, *, to: str, find_people: FindPeople | None = None) -> Made:
    """Return a comparable practice briefing as "docx", "html" or "md"; raises as `ui.library.comparing.compare`.

    Here and below, names are hidden where `find_people` is given, and else where the settings say so.

    Raises:
        InputError: there is no such format.
        ValueError: a quotation is not what stands in its paper.
    """
    from ui.documents.briefing import briefing as made

    render = renderer(to, BRIEFING_FORMATS)
    comparison = compare(services, wanted.theme, wanted.councils, limit=MOST_EVIDENCE, where=wanted.where)
    mask, _ = masking(find_people)
    limits = replace(wanted.where, councils=tuple(column.council for column in comparison.columns))
    with ready(services) as view:
        document = made(comparison, searching(services, view, limits), mask, wanted)
        count = check_quotations(document.quotations, view.text, mask)
    return Made(data=render(document), beside={}, quotations=count)


def lines_of_enquiry(
    services: Services, council: str, as_of: str, *, to: str, find_people: FindPeople | None = None
) -> Made:
    """Return lines of enquiry as "docx", "xlsx", "html" or "md"; raises as `briefing`. `as_of` is an ISO date."""
    from ui.documents.enquiries import enquiries_document, enquiry_rows
    from ui.documents.xlsx import enquiries_xlsx

    render = None if to == "xlsx" else renderer(to, ENQUIRIES_FORMATS)
    found = enquiries(services, council, as_of)
    mask, _ = masking(find_people)
    with ready(services) as view:
        names = tuple(paper.id for paper in found.papers)
        told = searching(services, view, replace(EVERYWHERE, papers=names, councils=(found.council,)))
        told = replace(told, within=found.searched, papers=found.papers)
        rows = enquiry_rows(found, view, mask, services.themes)
        quotations = [quoted for row in rows for quoted in row.quoted]
        count = check_quotations(quotations, view.text, mask)
    document = enquiries_document(found, rows, told)
    data = render(document) if render else enquiries_xlsx(document, rows, found.statement)
    return Made(data=data, beside={}, quotations=count)


def coded_extract(services: Services, wanted: ExtractWanted, *, to: str, find_people: FindPeople | None = None) -> Made:
    """Return a coded extract as "csv", with codebook and methods beside it, "xlsx", "md" or "qdpx".

    Raises as `briefing`, and UnknownNameError when no theme is called so.
    """
    return chosen_extract(services, lambda _view, _mask: wanted, to=to, find_people=find_people)


def chosen_extract(
    services: Services,
    choose: Callable[[View, Mask], ExtractWanted],
    *,
    to: str,
    find_people: FindPeople | None = None,
) -> Made:
    """Return a coded extract of what is chosen in one state of the library; raises as `coded_extract` and `choose`."""
    from ui.documents.extract import Basis, extract

    if to not in EXTRACT_FORMATS:
        raise no_format(to, EXTRACT_FORMATS)
    mark(services)
    mask, find_people = masking(find_people)
    with ready(services) as view:
        wanted = choose(view, mask)
        basis = Basis(
            themes=services.themes,
            decisions=decisions(services),
            councils=services.councils_file,
            told=searching(services, view, wanted.where),
            mask=mask,
        )
        made = extract(view, wanted, basis)
        texts = {paper.id: view.text(paper.id) for paper in made.papers}
    count = check_quotations(made.quotations, texts.__getitem__, mask)
    _check_rows(made, mask)
    if to == "qdpx":
        from ui.documents.qdpx import qdpx_bytes

        covered = {name: veiled(text, find_people) for name, text in texts.items()}
        return Made(data=qdpx_bytes(made, covered), beside={}, quotations=count)
    return replace(_table(made, to), quotations=count)


def write_briefing(path: Path, services: Services, wanted: BriefingWanted, *, to: str) -> Made:
    """Write a briefing into a file; raises as `briefing`, and InputError when the file cannot be written."""
    return write(path, lambda: briefing(services, wanted, to=to))


def write_enquiries(path: Path, services: Services, council: str, as_of: str, *, to: str) -> Made:
    """Write lines of enquiry into a file; raises as `lines_of_enquiry`, and InputError when it cannot be written."""
    return write(path, lambda: lines_of_enquiry(services, council, as_of, to=to))


def write_extract(path: Path, services: Services, wanted: ExtractWanted, *, to: str) -> Made:
    """Write a coded extract into a file, with what goes beside it; raises as `coded_extract` and `write_briefing`."""
    return write(path, lambda: coded_extract(services, wanted, to=to))


def write(path: Path, make: Callable[[], Made]) -> Made:
    """Make a document and put it in place; nothing is written unless every quotation was found right.

    Raises as `make`, and InputError when the file cannot be written.
    """
    check_place(path)
    made = make()
    beside = {path.parent / name: data for name, data in made.beside.items()}
    for place, data in beside.items():
        _check_ours(path, place, data)
    put_in_place({**beside, path: made.data})
    return made


def _check_ours(path: Path, place: Path, data: bytes) -> None:
    """Refuse to take the place of a file beside the extract that is no codebook and no methods of ours."""
    if place == path:
        raise InputError(f"The extract needs {path.name} for itself.", remedy="Give the extract another name.")
    first = data.split(b"\r\n", 1)[0]
    if place.exists() and place.read_bytes()[: len(first)] != first:
        raise InputError(
            f"There is another file at {place}, which the extract would replace.",
            remedy="Write the extract into a folder of its own.",
        )


def _check_rows(made: Extract, mask: Mask) -> None:
    for row, quoted in zip(made.rows, made.quotations, strict=True):
        if row.text_raw != mask(quoted.text).text or (row.start, row.end) != (quoted.start, quoted.end):
            raise ValueError(f"the row of {row.passage_id} does not hold its passage")


def _table(made: Extract, to: str) -> Made:
    if to == "csv":
        from ui.documents.csv import CODEBOOK_FILE, METHODS_FILE, codebook_csv, extract_csv, methods_txt

        beside = {CODEBOOK_FILE: codebook_csv(made), METHODS_FILE: methods_txt(made)}
        return Made(data=extract_csv(made), beside=beside, quotations=0)
    if to == "xlsx":
        from ui.documents.xlsx import extract_xlsx

        return Made(data=extract_xlsx(made), beside={}, quotations=0)
    from ui.documents.extract_pages import extract_document
    from ui.documents.markdown import markdown_bytes

    return Made(data=markdown_bytes(extract_document(made)), beside={}, quotations=0)


def renderer(to: str, formats: Sequence[str]) -> Callable[[TakeAway], bytes]:
    """Return what writes a document in a format. Raises InputError when it is none of `formats`."""
    if to not in formats:
        raise no_format(to, formats)
    if to == "docx":
        from ui.documents.docx import docx_bytes

        return docx_bytes
    if to == "html":
        from ui.documents.html import html_bytes

        return html_bytes
    from ui.documents.markdown import markdown_bytes

    return markdown_bytes


def no_format(to: str, formats: Sequence[str]) -> InputError:
    """Return the error that a document cannot be written in a format."""
    return InputError(
        f"This document cannot be written as “{writable(to)}”.", remedy=f"Choose --to {' or --to '.join(formats)}."
    )
