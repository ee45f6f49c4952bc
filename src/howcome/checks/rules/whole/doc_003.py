"""The head says title, severity, status, services and one owner.

Why
    Lists, reminders and searches live on these five. The owner sees the document through; that says
    nothing about who did what in the incident.

Example
    ---
    howcome: 1
    title: Checkout errors
    ---

Better
    ---
    howcome: 1
    title: Checkout errors
    severity: SEV-2
    status: draft
    services: [checkout-api]
    owner: Ines
    ---

When to ignore
    Never for long: a document without an owner stays where it is.

Source
    Atlassian, incident management handbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, listed
from howcome.checks.profiles import PROFILES
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.head import Head
from howcome.text import Span
from howcome.text.pattern import pattern

_SEVERAL = pattern(r"[,;&/]|\sand\s")


def check(document: Document) -> Iterator[Hit]:
    head = document.head
    said = {"title": document.title, "severity": head.severity, "status": head.status, "owner": head.owner}
    missing = [name for name, value in said.items() if not value]
    if not head.services and is_present(document, "incident-summary"):
        missing.append("services")
    if missing:
        questions = {
            "title": "Which symptom, in which service?",
            "severity": "How severe was it on your scale?",
            "status": "Is it a draft, in review, approved?",
            "owner": "Who sees this document through?",
            "services": "Which services were affected?",
        }
        yield Hit(
            _top(document),
            f"the head does not say {listed(missing, 'or')}",
            " ".join(questions[m] for m in missing),
        )
    owner = head.cells.get("owner")
    if owner and _SEVERAL.search(owner.raw.strip()):
        yield Hit(
            owner.span,
            "the document has more than one owner",
            "Which one of them sees it through to the review?",
        )
    yield from _unknown(document)
    profile = head.cells.get("profile")
    if profile and profile.raw.strip().lower() not in PROFILES:
        yield Hit(
            profile.span,
            f"profile {profile.raw.strip()!r} is not known, so the standard one is used",
            f"Did you mean one of these: {', '.join(PROFILES)}?",
        )


def _unknown(document: Document) -> Iterator[Hit]:
    """Values that are none of those that the field knows."""
    for name in ("class", "names"):
        cell = document.head.cells.get(name)
        choices = Head.fields[name].choices or ()
        if cell and cell.raw.strip().lower() not in choices:
            message = f"{name} {cell.raw.strip()!r} is not known"
            yield Hit(cell.span, message, f"Did you mean one of these: {', '.join(choices)}?")


def _top(document: Document) -> Span:
    """The first line of the front matter: `howcome:` as a rule."""
    line = document.source.line_at(document.head.span.start)
    return document.source.line_span(line)


rule = Rule(
    code="DOC-003",
    title="The head is complete",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
