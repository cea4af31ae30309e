"""Run the commands that ask a library, one function each, named as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import limits, shapes, tell
from ui.commands import DONE, print_results, services_of

if TYPE_CHECKING:
    import argparse


def search(given: argparse.Namespace) -> int:
    """Find passages for a question, for a file of questions, or by examples."""
    from ui import saved_commands

    services = services_of(given)
    if given.questions or given.output or given.more_like or given.less_like or given.question is None:
        return saved_commands.search(given, services, limits.request_of)
    answer, alike = services.search(limits.request_of(given, services)), limits.alike_of(given, services)
    as_json = {**shapes.answer_json(answer, services.themes), **limits.limits_json(answer, given, alike)}
    print_results(as_json, limits.limits_told(answer, given, alike) + tell.answer(answer), given)
    return DONE


def similar(given: argparse.Namespace) -> int:
    """Find comparable practice elsewhere for one passage or action."""
    from ui import saved_commands

    services = services_of(given)
    return saved_commands.similar(given, services, limits.where_of(given, services))


def questions(given: argparse.Namespace) -> int:
    """Keep questions, and ask them again for what is new."""
    from ui import saved_commands

    return saved_commands.questions(given, services_of(given), limits.request_of)


def themes(given: argparse.Namespace) -> int:
    """List the themes, with how much of each council speaks of each."""
    from ui import comparison_shapes, tell_comparison
    from ui.comparing import theme_counts

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
    from ui import comparison_shapes, tell_comparison
    from ui.comparing import compare as compared

    services = services_of(given)
    where = limits.where_of(given, services)
    comparison = compared(services, given.theme, given.council, limit=given.limit, where=where)
    as_json = comparison_shapes.comparison_json(comparison, services.themes)
    print_results(as_json, tell_comparison.comparison(comparison), given)
    return DONE


def trace(given: argparse.Namespace) -> int:
    """Trace what an inspection says must improve to what later papers reply."""
    from ui import tell_trace, trace_shapes
    from ui.comparing import trace as traced

    services = services_of(given)
    found = traced(services, given.inspection, given.paper, limit=given.limit)
    print_results(trace_shapes.trace_json(found, services.themes), tell_trace.trace(found), given)
    return DONE


def changes(given: argparse.Namespace) -> int:
    """Tell what changed between two papers of one council."""
    from ui import changes_shapes, tell_changes
    from ui.comparing import changes as changed

    services = services_of(given)
    found = changed(services, given.old, given.new)
    print_results(changes_shapes.changes_json(found, services.themes), tell_changes.changes(found), given)
    return DONE


def timeline(given: argparse.Namespace) -> int:
    """Follow a theme through all papers of one council."""
    from ui import changes_shapes, tell_comparison
    from ui.comparing import timeline as followed

    services = services_of(given)
    found = followed(services, given.theme, given.council, limit=given.limit)
    print_results(changes_shapes.timeline_json(found, services.themes), tell_comparison.timeline(found), given)
    return DONE


def enquiries(given: argparse.Namespace) -> int:
    """List neutral lines of enquiry for one council."""
    from datetime import UTC, datetime

    from ui import enquiry_shapes, tell_enquiries
    from ui.comparing import enquiries as asked

    as_of = limits.iso_date(given.as_of) or datetime.now(UTC).date().isoformat()
    made = asked(services_of(given), given.council, as_of)
    print_results(enquiry_shapes.enquiries_json(made), tell_enquiries.enquiries(made), given)
    return DONE


def words(given: argparse.Namespace) -> int:
    """List the words that each council uses more, or less, than the others."""
    from ui import changes_shapes, tell_changes
    from ui.comparing import keyness

    found = keyness(services_of(given), given.council, limit=given.limit)
    print_results(changes_shapes.keyness_json(found), tell_changes.keyness(found), given)
    return DONE


def code(given: argparse.Namespace) -> int:
    """Decide about the themes of a passage, or tell how far two coders agree."""
    from ui import coding_commands

    return coding_commands.code(given, services_of(given))


def export(given: argparse.Namespace) -> int:
    """Write a take-away document, or a coded extract, into a file."""
    from ui import export_commands

    return export_commands.export(given, services_of(given))
