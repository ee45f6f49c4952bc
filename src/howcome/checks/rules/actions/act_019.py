"""What is only written down is paired with something that works without being read.

Why
    A runbook helps whoever opens it, at three in the morning, at the right page. It is worth having, and it is the
    weaker half: a check, a default or a test works for those who never read it.

Example
    - [ ] Document that the two flags exclude each other (addresses: w0a03)

Better
    - [ ] Reject the two flags together at start-up (addresses: w0a03)
    - [ ] Document why the two flags exclude each other (addresses: w0a03)

When to ignore
    The text is the deliverable: a contract, a public notice, a page that others asked for.

Source
    VA National Center for Patient Safety, action hierarchy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from howcome.checks.levels import levels
from howcome.checks.open_actions import kept_actions
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.strength import WEAK_SCORE, one_step_stronger, rung_of
from howcome.checks.verbs import beginning
from howcome.document import Document
from howcome.document.grammar import Action
from howcome.text.pattern import pattern

_WRITTEN = pattern(
    r"(?:document(?! (?:database|store|api|model))\b|(?:add|write|update|extend|create|improve|put|describe|note|record|explain|publish)\b"
    r"[^.;]{0,60}?\b(?:run-?books?|playbooks?|checklists?|wiki|readme|documentation|docs|guides?|guidelines?|handbook|faq|procedures?|manual)\b)",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    stronger = [
        a
        for a in kept_actions(document)
        if not _is_written(a) and (rung := rung_of(a)) and rung.score > WEAK_SCORE
    ]
    paired = {name for action in stronger for name in action.addresses}
    alone = [a for a in kept_actions(document) if _is_written(a) and not _is_paired(a, stronger, paired)]
    if not alone:
        return
    one = len(alone) == 1
    words = (
        "this action only writes something down" if one else f"{len(alone)} actions only write something down"
    )
    where = "" if one else f" ({lines_of(alone)})"
    yield Hit(item_span(alone[0]), f"{words}{where}", one_step_stronger(alone[0].text or ""))


def _is_written(action: Action) -> bool:
    kind = (action.type or "").strip().lower()
    start = beginning(action.text or "")
    if kind in ("share", "investigate") or not start:
        return False
    rung = rung_of(action) if action.strength and start.word.lower() != "document" else None
    return bool(_WRITTEN.match(start.rest)) and not (rung and rung.score > WEAK_SCORE)


def _is_paired(action: Action, stronger: Sequence[Action], paired: set[str]) -> bool:
    """Whether a stronger action answers one of the same causes; without causes, whether there is one at all."""
    if action.addresses:
        return bool(paired & set(action.addresses))
    return bool(stronger)


rule = Rule(
    code="ACT-019",
    title="What is written down is paired with what works unread",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
