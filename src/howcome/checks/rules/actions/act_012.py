"""The actions prevent, and they also detect or mitigate.

Why
    No prevention is complete. The next incident of the kind comes by a way that nobody thought of, and then
    it counts how soon it is known and how far it reaches.

Example
    - [ ] Limit workers per release (kind: prevent)
    - [ ] Raise the size of the pool (kind: prevent)

Better
    - [ ] Limit workers per release (kind: prevent)
    - [ ] Alert when the pool is 80 % full (kind: detect)

When to ignore
    It was known within a minute and harmed next to nobody: there is nothing to gain on that side.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import kept_actions
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    kinds = [kind for a in kept_actions(document) if (kind := (a.type or "").strip().lower()) != "repair"]
    if not is_present(document, "actions") or len(kinds) < 2 or not all(kinds):
        return  # where one says no kind, ACT-006 asks for it
    place = section_span(document, "actions")
    if "prevent" not in kinds:
        yield Hit(
            place, "no action prevents", "What would make a recurrence less likely, or who accepts the risk?"
        )
    elif not {"detect", "mitigate"} & set(kinds):
        yield Hit(
            place,
            "no action detects or mitigates",
            "When it comes by another way: what would tell sooner, or keep it small?",
        )


rule = Rule(
    code="ACT-012",
    title="Actions prevent, and detect or mitigate",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
