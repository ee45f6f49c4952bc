"""What all reports share: what they are given, where a finding stands, and text that is safe to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from howcome.document import Document, Finding
from howcome.text.pattern import pattern

Results = Sequence[tuple[str, Document, Sequence[Finding]]]

_UNPRINTABLE = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_WHITE = pattern(r"[ \t\r\n]+")


class Place(NamedTuple):
    """Lines and columns from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def place_of(document: Document, finding: Finding) -> Place:
    """Where a finding stands."""
    start = document.source.position(finding.span.start)
    end = document.source.position(max(finding.span.start, finding.span.end))
    return Place(*start, *end)


def printable(text: str) -> str:
    """One line without characters that steer a terminal, hide text, or cannot be written as UTF-8."""
    return _UNPRINTABLE.sub("\ufffd", _WHITE.sub(" ", text)).strip()


def is_fixable(finding: Finding) -> bool:
    """Whether a safe fix stands ready."""
    return any(fix.safe for fix in finding.fixes)
