"""Run the commands that ask a library, one function each, named as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.commands.library import DONE, print_results, services_of
from ui.library import limits
from ui.shapes import answers as shapes
from ui.terminal import answers as tell

if TYPE_CHECKING:
    import argparse


def search(given: argparse.Namespace) -> int:
    """Find passages for a question, for a file of questions, or by examples."""
    from ui.commands import saved as saved_commands

    services = services_of(given)
    if given.questions or given.output or given.more_like or given.less_like or given.question is None:
        return saved_commands.search(given, services, limits.request_of)
    answer, alike = services.search(limits.request_of(given, services)), limits.alike_of(given, services)
    as_json = {**shapes.answer_json(answer, services.themes), **limits.limits_json(answer, given, alike)}
    print_results(as_json, limits.limits_told(answer, given, alike) + tell.answer(answer), given)
    return DONE


def similar(given: argparse.Namespace) -> int:
    """Find comparable practice elsewhere for one passage or action."""
    from ui.commands import saved as saved_commands

    services = services_of(given)
    return saved_commands.similar(given, services, limits.where_of(given, services))


def questions(given: argparse.Namespace) -> int:
    """Keep questions, and ask them again for what is new."""
    from ui.commands import saved as saved_commands

    return saved_commands.questions(given, services_of(given), limits.request_of)


def themes(given: argparse.Namespace) -> int:
    """List the themes, with how much of each council speaks of each."""
    from ui.library.comparing import theme_counts
    from ui.shapes import comparison as comparison_shapes
    from ui.terminal import comparison as tell_comparison

    services = services_of(given)
    if not given.counts:
        print_results([shapes.theme_json(theme) for theme in services.themes], tell.themes(services.themes), given)
        return DONE
    counts = theme_counts(services)
    as_json = comparison_shapes.counts_json(counts, services.themes)
    print_results(as_json, tell_comparison.counts(counts, services.themes), given)
    return DONE


def compare(given: argparse.Namespace) -> int:
    """Lay the evidence on a theme side by side."""
    from ui.library.comparing import compare as compared
    from ui.shapes import comparison as comparison_shapes
    from ui.terminal import comparison as tell_comparison

    services = services_of(given)
    where = limits.where_of(given, services)
    comparison = compared(services, given.theme, given.council, limit=given.limit, where=where)
    as_json = comparison_shapes.comparison_json(comparison, services.themes)
    print_results(as_json, tell_comparison.comparison(comparison), given)
    return DONE


def trace(given: argparse.Namespace) -> int:
    """Trace what an inspection says must improve to what later papers reply."""
    from ui.library.comparing import trace as traced
    from ui.shapes import trace as trace_shapes
    from ui.terminal import trace as tell_trace

    services = services_of(given)
    found = traced(services, given.inspection, given.paper, limit=given.limit)
    print_results(trace_shapes.trace_json(found, services.themes), tell_trace.trace(found), given)
    return DONE


def changes(given: argparse.Namespace) -> int:
    """Tell what changed between two papers of one council."""
    from ui.library.comparing import changes as changed
    from ui.shapes import changes as changes_shapes
    from ui.terminal import changes as tell_changes

    services = services_of(given)
    found = changed(services, given.old, given.new)
    print_results(changes_shapes.changes_json(found, services.themes), tell_changes.changes(found), given)
    return DONE


def timeline(given: argparse.Namespace) -> int:
    """Follow a theme through all papers of one council."""
    from ui.library.comparing import timeline as followed
    from ui.shapes import changes as changes_shapes
    from ui.terminal import comparison as tell_comparison

    services = services_of(given)
    found = followed(services, given.theme, given.council, limit=given.limit)
    print_results(changes_shapes.timeline_json(found, services.themes), tell_comparison.timeline(found), given)
    return DONE


def enquiries(given: argparse.Namespace) -> int:
    """List neutral lines of enquiry for one council."""
    from datetime import UTC, datetime

    from ui.library.comparing import enquiries as asked
    from ui.shapes import enquiries as enquiry_shapes
    from ui.terminal import enquiries as tell_enquiries

    as_of = limits.iso_date(given.as_of) or datetime.now(UTC).date().isoformat()
    made = asked(services_of(given), given.council, as_of)
    print_results(enquiry_shapes.enquiries_json(made), tell_enquiries.enquiries(made), given)
    return DONE


def words(given: argparse.Namespace) -> int:
    """List the words that each council uses more, or less, than the others."""
    from ui.library.comparing import keyness
    from ui.shapes import changes as changes_shapes
    from ui.terminal import changes as tell_changes

    found = keyness(services_of(given), given.council, limit=given.limit)
    print_results(changes_shapes.keyness_json(found), tell_changes.keyness(found), given)
    return DONE


def code(given: argparse.Namespace) -> int:
    """Decide about the themes of a passage, or tell how far two coders agree."""
    from ui.commands import coding as coding_commands

    return coding_commands.code(given, services_of(given))


def export(given: argparse.Namespace) -> int:
    """Write a take-away document, or a coded extract, into a file."""
    from ui.commands import export as export_commands

    return export_commands.export(given, services_of(given))
