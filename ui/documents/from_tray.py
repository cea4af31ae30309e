"""Make the take-away documents of an evidence tray: just what was pinned, in the tray's order, with the notes to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indexer.store import EVERYWHERE
from ui.documents.checking import check_quotations
from ui.documents.extract import ExtractWanted
from ui.documents.extract_records import Piece
from ui.documents.pinned import taken
from ui.documents.quoting import masking
from ui.documents.searched import searching
from ui.documents.writing import BRIEFING_FORMATS, ENQUIRIES_FORMATS, Made, chosen_extract, renderer
from ui.library import knowledge
from ui.library.asking import ready

if TYPE_CHECKING:
    from indexer.store import View
    from search.masking import FindPeople
    from ui.documents.pinned import LeftOut, Taken
    from ui.documents.quoting import Mask
    from ui.services import Services

OF_PARTS = (
    "Where a part of a passage was pinned, its text, place, lines and figures are the part's; themes and what a plan "
    "says of it are its passage's.",
    "note and line_of_enquiry are the words of whoever pinned the passage, not of its paper.",
)


def briefing_from_tray(
    services: Services,
    name: str,
    *,
    question: str | None = None,
    date: str | None = None,
    to: str,
    find_people: FindPeople | None = None,
) -> Made:
    """Return a comparable practice briefing of a tray as "docx", "html" or "md"; names as in `writing.briefing`.

    Raises:
        InputError: there is no such format or tray, or nothing in it stands.
        ValueError: a quotation is not what stands in its paper.
        EmptyLibraryError, OtherEncoderError, WeightsMissingError, WeightsAlteredError.
    """
    from ui.documents.tray_briefing import tray_briefing

    render = renderer(to, BRIEFING_FORMATS)
    mask, _ = masking(find_people)
    with ready(services) as view:
        held = taken(services, view, name, mask)
        told = searching(services, view, EVERYWHERE)
        document = tray_briefing(held, told, mask, question=question, date=date)
        count = check_quotations(document.quotations, view.text, mask)
    return Made(data=render(document), beside={}, quotations=count, left_out=len(held.left_out))


def enquiries_from_tray(
    services: Services, name: str, as_of: str, *, to: str, find_people: FindPeople | None = None
) -> Made:
    """Return lines of enquiry of a tray as "docx", "xlsx", "html" or "md"; raises as `briefing_from_tray`."""
    from ui.documents.tray_enquiries import tray_enquiries_document, tray_rows
    from ui.documents.xlsx import tray_lines_xlsx

    render = None if to == "xlsx" else renderer(to, ENQUIRIES_FORMATS)
    mask, _ = masking(find_people)
    templates = knowledge.enquiry_templates(services.folder)
    with ready(services) as view:
        held = taken(services, view, name, mask)
        told = searching(services, view, EVERYWHERE)
        rows = tray_rows(held, as_of, mask, templates=templates, themes=services.themes)
        count = check_quotations((row.quoted for row in rows), view.text, mask)
    document = tray_enquiries_document(held, rows, told, templates, as_of=as_of)
    data = render(document) if render else tray_lines_xlsx(document, rows, templates.statement)
    return Made(data=data, beside={}, quotations=count, left_out=len(held.left_out))


def extract_from_tray(
    services: Services, name: str, *, date: str | None = None, to: str, find_people: FindPeople | None = None
) -> Made:
    """Return a coded extract of a tray as "csv", "xlsx", "md" or "qdpx"; raises as `briefing_from_tray`."""
    left_out: tuple[LeftOut, ...] = ()

    def choose(view: View, mask: Mask) -> ExtractWanted:
        nonlocal left_out
        held = taken(services, view, name, mask)
        left_out = held.left_out
        return _wanted(held, date)

    made = chosen_extract(services, choose, to=to, find_people=find_people)
    return replace(made, left_out=len(left_out))


def _wanted(held: Taken, date: str | None) -> ExtractWanted:
    pieces = tuple(Piece(it.found, it.part, it.item.note, it.item.enquiry) for it in held.pinned)
    return ExtractWanted(
        where=EVERYWHERE,
        date=date,
        pieces=pieces,
        chosen=(
            f"What a person pinned to the evidence tray “{held.name}”, in its order.",
            *OF_PARTS,
            *(f"Left out: {it.citation}: {it.why}." for it in held.left_out),
        ),
        is_pinned=True,
    )
