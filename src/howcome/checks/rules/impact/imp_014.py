"""Where personal data or a regulated service is affected, the document says what is due to whom, and when.

Why
    Legal clocks run in hours. A document that names the fact and not the clock leaves the next reader to
    find out whether somebody acted.

Example
    - **Personal data:** 312 addresses were shown to other customers

Better
    - **Personal data:** 312 addresses were shown to other customers
    - **Authority:** aware 2026-11-20 15:10Z, due 2026-11-23 15:10Z, reported 2026-11-22 09:20Z

When to ignore
    Your legal team keeps the clock elsewhere; a line that says so is enough.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, listed
from howcome.checks.prose import Sentence, prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Communication, Impact
from howcome.text import Span

_FLAG = re.compile(
    r"\b(?:personal data|personally identifiable|health data|patient data|cardholder data|pii)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:no|not|none|never|nor|without|unaffected|nothing)\b|\b0\b", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\b(?:authority|authorities|regulators?|supervisory|data protection|commissioner|ombudsman|gdpr|dora|nis2|hipaa|"
    r"art(?:icle|\.)\s?33|legal (?:clock|deadline|duty|team))\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:due|deadline|until|no later than|within)\b|\bby\s(?:19|20)\d\d-|\b(?:4|24|72)\s?-?(?:h|hours)\b",
    re.IGNORECASE,
)
_AWARE = re.compile(r"\b(?:aware|known|since|started?|clock|from|begins?|began)\b", re.IGNORECASE)
_SENT = re.compile(
    r"\b(?:informed|reported|filed|sent|notified|submitted|told|not yet|open|planned|pending|not (?:sent|needed|required|due))\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:not (?:notifiable|reportable|required to|subject to)|no (?:duty|obligation|notification|report) (?:to|is|was|needed|required)|"
    r"not (?:to be )?(?:reported|notified)|need(?:s|ed)? no(?:t)? (?:be )?(?:report|notif)\w*|exempt)\b",
    re.IGNORECASE,
)
_TAGS = frozenset({"personal-data", "gdpr", "pii", "privacy", "regulated", "dora", "nis2", "hipaa", "pci"})


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    flagged = _flagged(document)
    if flagged is None:
        return
    clocks = [c for c in _clocks(document) if c[1]]
    if any(_DECIDED.search(words) for _, words in clocks) or _DECIDED.search(document.summary or ""):
        return
    rows = " ".join(words for _, words in clocks)
    told = [s for s in _sentences(document) if _AUTHORITY.search(s.text)]
    said = f"{rows} {' '.join(s.text for s in told)}"
    # What the summary tells of an authority is no clock: it says that it was told, and not since when and until when.
    clock = f"{rows} {' '.join(s.text for s in told if s.section != 'incident-summary')}"
    if not _DEADLINE.search(said):
        yield Hit(
            flagged,
            "this touches personal data or a regulated service, and no deadline is named",
            "Whom must we tell, by when, and when was it done? If nobody: who decided that?",
        )
        return
    parts = (("since when the clock runs", _AWARE), ("whether it was told", _SENT))
    missing = [
        name for (name, pattern), words in zip(parts, (clock, said), strict=True) if not pattern.search(words)
    ]
    if missing:
        row = next((item for item, _ in clocks), None)
        yield Hit(
            item_span(row) if row else flagged,
            f"the legal clock does not say {listed(missing, 'or')}",
            "Since when was it known, when is it due, and when was it sent?",
            levels={"full": "warning", "standard": "info", "security": "warning"},
        )


def _clocks(document: Document) -> Iterator[tuple[Impact | Communication, str]]:
    """Rows of the impact and messages that are about an authority."""
    for row in document.impact:
        words = f"{row.name or ''}: {row.text or ''} {row.method or ''}"
        if _AUTHORITY.search(words):
            yield row, words
    for message in document.communications:
        words = f"{message.audience or ''}: {message.text or ''} {message.channel or ''}"
        if _AUTHORITY.search(words):
            yield message, words + (" due" if message.by else "") + (" sent" if message.done else "")


def _sentences(document: Document) -> Iterator[Sentence]:
    for section in ("incident-summary", "impact", "communication"):
        yield from prose_of(document).sentences(section)


def _flagged(document: Document) -> Span | None:
    tags = document.head.cells.get("tags")
    if tags and _TAGS & {t.lower() for t in document.head.tags}:
        return tags.span
    for sentence in prose_of(document).sentences("impact"):
        found = _FLAG.search(sentence.text)
        if found and not _denied(document, sentence):
            return Span(sentence.span.start + found.start(), sentence.span.start + found.end())
    return None


def _denied(document: Document, sentence: Sentence) -> bool:
    line = document.source.line_span(document.source.line_at(sentence.span.start))
    return bool(_DENIED.search(sentence.text) or _DENIED.search(document.source[line]))


rule = Rule(
    code="IMP-014",
    title="Legal clocks are named where data or rules are affected",
    levels=levels(full="error", standard="error", light="warning"),
    check=check,
    gap=True,
    dimension="timeliness",
)
