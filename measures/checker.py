"""Asks the real checks about a text. Owns the flat form of a finding that all measures count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from howcome.checks import check
from howcome.checks.reports.result import place_of
from howcome.document import Document, Finding


class Flag(NamedTuple):
    """One finding. Line and columns count from 1, in code points; `words` is what it points at."""

    line: int
    column: int
    end_column: int
    code: str
    category: str | None
    severity: str
    message: str
    words: str

    @property
    def is_info(self) -> bool:
        return self.severity == "info"


def flags_of(document: Document, select: Sequence[str] = ()) -> list[Flag]:
    """All findings about a document, or those of some rules, in the order of the text, as they are reported."""
    return [_flag(document, finding) for finding in check(document, select=select)]


def flags_in(text: str, stem: str = "document", select: Sequence[str] = ()) -> list[Flag]:
    """All findings about a text, or those of some rules."""
    return flags_of(Document.parse(text, stem), select)


def _flag(document: Document, finding: Finding) -> Flag:
    place = place_of(document, finding)
    return Flag(
        place.line, place.column, place.end_column, finding.code, finding.category, finding.severity,
        finding.message, document.source[finding.span],
    )  # fmt: skip
