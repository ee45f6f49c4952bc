"""Who acted is said by role, team or system.

Why
    A name adds nothing to what happened, and the page will be found by it for years. The rule about names in
    general (B13) looks for people to whom the head gives a role; this one for the field `actors`, for the owners of
    the document, of an action, a message or a question, and for given names with a deed or a family name.

Example
    - 2026-11-20 14:31Z Dana restarts the pod (kind: action; actors: Dana)

Better
    - 2026-11-20 14:31Z The payments on-call restarts the pod (kind: action; actors: the payments on-call)

When to ignore
    Your team writes names on purpose: `names: free` in the head switches this off, `names: handles` allows
    @handles.

Source
    NASA, Procedural Requirements 8621.1; dxw, playbook, writing up an incident.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.known_people import owners, people_without_role, with_roles
from howcome.checks.levels import levels
from howcome.checks.places import lines_of, listed
from howcome.checks.rule import Hit, Rule
from howcome.checks.settings import Settings, names_policy
from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.text import Span

_QUESTION = "Which role did they have there?"


def check(document: Document, settings: Settings) -> Iterator[Hit]:
    policy = names_policy(document, settings)
    if policy == "free":
        return
    said: set[int] = set()
    for name, spans in people_without_role(document, ("timeline",), policy):
        said |= {document.source.line_at(s.start) for s in spans}
        often = "" if len(spans) == 1 else f" ({len(spans)} times)"
        yield Hit(spans[0], f"{name} is named in the timeline{often}", _QUESTION)
    acting = [(e, names) for e, names in _acting(document, policy) if e.line not in said]
    if acting:
        names = sorted({name for _, names in acting for name in names})
        cell = acting[0][0].cells["actors"]
        yield Hit(
            Span(*cell.span),
            f"{listed(names)} {'is' if len(names) == 1 else 'are'} named as acting "
            f"({lines_of([e for e, _ in acting])})",
            _QUESTION,
        )


def _acting(document: Document, policy: str) -> Iterator[tuple[TimelineEntry, list[str]]]:
    """Entries whose field `actors` names somebody whom the document knows as a person."""
    handles = policy == "handles"
    known, head = owners(document), with_roles(document)
    for entry in document.timeline:
        names = [
            actor
            for actor in entry.actors
            if (actor in known or (actor[:1].isupper() and set(actor.split()) <= head))
            and not (handles and actor.startswith("@"))
        ]
        if names:
            yield entry, names


rule = Rule(
    code="TL-010",
    title="Those who act appear by role",
    levels=levels(full="warning", standard="info", light="info"),
    configured=check,
    dimension="blamelessness",
)
