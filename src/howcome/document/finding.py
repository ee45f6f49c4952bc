"""What is said about a place in a document: one type for problems of reading and for checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from howcome.text import Edit, Span

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that would settle a finding. A *safe* fix never changes the meaning; others are offered only."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` names the rule, `span` the place; `suggestion` is the question or rewording to offer."""

    code: str
    severity: Severity
    span: Span
    message: str
    suggestion: str | None = None
    category: str | None = None
    fixes: tuple[Fix, ...] = ()
