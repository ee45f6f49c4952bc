"""What was done during the incident is recorded as done.

Why
    A list that mixes what was repaired that night with what is still to do makes the rest look nearly finished.
    Apart, both count: what was done gets its credit, what is left gets its owner.

Example
    - [ ] Added two replicas during the incident

Better
    - [x] Add two replicas (state: done; kind: repair; evidence: deploys#413)

When to ignore
    The words name a thing and not what was done.

Source
    Google, Site Reliability Engineering, chapter 15 (example postmortem).
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import QUIET
from howcome.checks.open_actions import open_actions
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.verbs import reads_done
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    done = [a for a in open_actions(document) if reads_done(a.text or "")]
    if not done:
        return
    words = "this action reads as done" if len(done) == 1 else f"{len(done)} actions read as done"
    where = "" if len(done) == 1 else f" ({lines_of(done)})"
    yield Hit(
        item_span(done[0]),
        f"{words} and is not ticked{where}" if len(done) == 1 else f"{words} and are not ticked{where}",
        "Was it done during the response? Then tick it, with `kind: repair` and what shows it.",
    )


rule = Rule(
    code="ACT-021",
    title="What was done is recorded as done",
    levels=QUIET,
    check=check,
)
