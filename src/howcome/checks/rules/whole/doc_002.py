"""No placeholder of a template is left in the text.

Why
    Placeholders get published, and a reader cannot tell "not known" from "not looked at".

Example
    - **Affected accounts:** ??? of all accounts

Better
    - **Affected accounts:** not known yet; the count is due on 2026-12-01

When to ignore
    The word is the subject itself, for example a job that is really named TODO. Put it in code marks:
    code is never read as prose.

Source
    PagerDuty, incident response guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.prose import prose_of
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document
from howcome.text import Span

_ANGLES = re.compile(
    r"<(?:your|insert|enter|add|describe|name of|date of|time of|link to|list of|title of|team|who|what|when|todo|tbd)"
    r"\b[^<>\n]{0,60}>",
    re.IGNORECASE,
)
#: One word alone looks like a tag of HTML, which no prose holds; where it is closed, or attached to a path, it is one.
_WORDS = re.compile(
    r"(?<![^\s(*_|:~])<(time|date|name|number|duration|service|severity|region|role|owner|count|percent(?:age)?|link|reason|"
    r"cause|impact|start|end|team|who|what|when|where|tbd|todo)>(?=[\s.,;:)*_|%]|\Z)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[(?:insert|your|enter|describe|fill in)\s[^\[\]\n]{1,60}\](?![\[(])", re.IGNORECASE)
_MEASURED = r"(?:%|of\b|out\b|users?\b|customers?\b|requests?\b|min\w*\b|hours?\b|h\b|UTC\b)"
_MARKS = re.compile(
    rf"(?<![?\w!:])\?\?(?!\?)(?::\?\?)?(?=\s?{_MEASURED})|^[^\w\n]{{0,8}}\?\?\s*$"
    rf"|(?i:(?<=\babout\s)|(?<=\baround\s)|(?<=\broughly\s)|(?<=\bthan\s)|(?<=\bof\s)|(?<=\bto\s)|(?<=\bfor\s)|(?<=\bafter\s)|(?<=~)|(?<=~\s))"
    rf"\?\?(?=\s[a-z]{{3,20}}\b)"
    rf"|(?<![\w.:-])XX+(?::XX+)?(?=\s?{_MEASURED})",
    re.MULTILINE,
)
_DATES = re.compile(r"\bYYYY-MM-DD\b|\bDD[./]MM[./]YYYY\b|(?<![\w:])HH:MM(?![\w:])")
#: Patterns behind what must stand in the text for them: looking for that first is much cheaper.
_PATTERNS = (
    (("<",), _ANGLES),
    (("[i", "[I", "[y", "[Y", "[e", "[E", "[d", "[D", "[f", "[F"), _BRACKETS),
    (("YYYY", "HH:MM"), _DATES),
    (("??", "XX"), _MARKS),
)
_QUESTION = "What belongs here? If it is not known, say so, and who finds out by when."
_ACTION_LEAD = re.compile(r"\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s*)?[\s*_`]*\Z")


def check(document: Document) -> Iterator[Hit]:
    text = prose_of(document).text
    for sign, pattern in _PATTERNS:
        for found in pattern.finditer(text) if any(s in text for s in sign) else ():
            yield Hit(Span(*found.span()), f"{found.group()} is a placeholder of a template", _QUESTION)
    yield from _words_in_angles(document)


def _words_in_angles(document: Document) -> Iterator[Hit]:
    text = document.source.text
    if "<" not in text:
        return
    for block in document.blocks:
        if block.kind in ("fence", "comment", "front-matter", "blank"):
            continue
        for found in _WORDS.finditer(text, *block.span):
            line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
            if line.count("`") % 2 == 0 and f"</{found[1].lower()}" not in text.lower():
                yield Hit(Span(*found.span()), f"{found.group()} is a placeholder of a template", _QUESTION)


def judge(candidate: Candidate, document: Document) -> Hit | None:
    written = document.source[candidate.span]
    sentence = candidate.sentence
    if candidate.word in ("todo", "fixme", "tba") and not written.isupper():
        return None
    if sentence.is_heading and candidate.word != "???":
        return None
    if candidate.word in ("todo", "tba") and _is_state(document, candidate):
        return None
    opens_task = candidate.word in ("todo", "fixme") and _ACTION_LEAD.match(candidate.before)
    if opens_task and sentence.section in ("actions", None) and candidate.after.strip():
        return None
    return Hit(candidate.span, f"“{written}” is still a placeholder", _QUESTION)


def _is_state(document: Document, candidate: Candidate) -> bool:
    """Whether it is the state of a row that says enough otherwise, as in tables of actions."""
    line = document.source[document.source.line_span(document.source.line_at(candidate.span.start))]
    if (
        not line.lstrip().startswith("|")
        or candidate.sentence.text.strip(" |\t\r\n").lower() != candidate.word
    ):
        return False
    return sum(bool(cell.strip()) for cell in line.split("|")) > 3


rule = Rule(
    code="DOC-002",
    title="No placeholder is left",
    levels=levels(full="error", standard="error", light="warning"),
    check=check,
    triggers=(
        "tbd",
        "tba",
        "todo",
        "fixme",
        "???",
        "lorem ipsum",
        "your name here",
        "your name goes here",
        "your answer here",
        "your answer goes here",
        "your text here",
        "your text goes here",
        "to be determined",
        "to be filled in",
        "fill me in",
    ),
    judge=judge,
    gap=True,
    foreign=True,
)
