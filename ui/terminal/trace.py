"""Tell in plain text what papers say in reply to an inspection, for people at a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from corpus.cleaning import on_one_line
from indexer.store import FoundAction
from search.actions import cite_action
from search.citation import DIGEST_NOTE, cite, cite_paper, date_in_words
from search.trace import NO_REPLY
from ui.terminal.answers import WIDTH
from ui.terminal.plans import STATUSES

if TYPE_CHECKING:
    from search.trace import Reply, Trace, TracedFinding

UNDATED = "of unknown date, so it may be older than the inspection"
SHOWN_IN_COMMON = 8
NOTE = (
    "A reply is what comes near in meaning and words: read it before you rely on it. "
    "That none was found says something of the papers searched, not of what the council does."
)


def trace(traced: Trace) -> str:
    """Return an inspection's findings, each with its replies or with what came nearest."""
    head = f"{cite_paper(traced.inspection)}\n\n{_searched(traced)}"
    if not traced.findings:
        return f"{head}The report as read names nothing that must improve.\n"
    without = sum(finding.is_unanswered for finding in traced.findings)
    count = (
        f"{_count(len(traced.findings), 'finding')}: {len(traced.findings) - without} with a reply, {without} without."
    )
    told = [_finding(number, finding, traced) for number, finding in enumerate(traced.findings, start=1)]
    return "".join([head, f"{count}\n", *told, "\n", textwrap.fill(NOTE, WIDTH), "\n"])


def _searched(traced: Trace) -> str:
    """Return which papers were searched, and what of them could not be read."""
    if not traced.papers:
        council = traced.inspection.council or "the inspected council, which was not recognised,"
        since = f" from {date_in_words(traced.since)} on" if traced.since else ""
        return f"No papers of {council}{since} are in the library: there was nothing to search.\n"
    lines = [f"Searched: {_where(traced)}"]
    for paper in traced.papers:
        notes = [cite_paper(paper), *([UNDATED] if paper.date is None else [])]
        lines.append(textwrap.fill("; ".join(notes), WIDTH, initial_indent="  · ", subsequent_indent="    "))
    return "".join(f"{line}\n" for line in lines)


def _where(traced: Trace) -> str:
    papers, passages, unreadable = traced.searched
    lost = f", {_count(unreadable, 'page')} of them unreadable" if unreadable else ""
    return f"{_count(passages, 'passage')} of {_count(papers, 'paper')}{lost}"


def _finding(number: int, traced: TracedFinding, whole: Trace) -> str:
    lines = [_quoted(f"{number}. ", traced.finding.text, "   "), _indented(cite(traced.finding.found[0]), "   ")]
    lines += [_reply(reply) for reply in traced.replies]
    if traced.is_unanswered:
        lines.append(_indented(f"{NO_REPLY[0].upper()}{NO_REPLY[1:]}: {_where(whole)}.", "   "))
        if traced.nearest is not None:
            lines += ["   The nearest:", _reply(traced.nearest)]
    return "\n" + "".join(f"{line}\n" for line in lines)


def _reply(reply: Reply) -> str:
    found, action = reply.found, reply.action
    quotation = _quoted("   → ", found.passage.text.replace("\t", " | "), "     ")
    cited = cite_action(FoundAction(action, found.paper)) if action else cite(found)
    facts = [STATUSES[action.status]] if action else []
    facts += [f"cosine {reply.nearness.cosine:.2f}"]
    shared = reply.in_common
    more = f" and {len(shared) - SHOWN_IN_COMMON} more" if len(shared) > SHOWN_IN_COMMON else ""
    facts += [f"in common: {', '.join(shared[:SHOWN_IN_COMMON])}{more}"] if shared else ["no words in common"]
    facts += [f"the paper is {UNDATED}"] if found.paper.date is None else []
    facts += [DIGEST_NOTE] if found.paper.is_digest else []
    return "\n".join([quotation, *(_indented(line, "     ") for line in (cited, "; ".join(facts)))])


def _indented(line: str, indent: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)


def _quoted(lead: str, text: str, indent: str) -> str:
    return textwrap.fill(f"{lead}“{on_one_line(text)}”", WIDTH, subsequent_indent=indent, break_long_words=False)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
