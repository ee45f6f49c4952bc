"""The communication plan: what was already sent, as the evidence states it."""

from __future__ import annotations

from howcome.document.compose import questions
from howcome.document.grammar import Communication
from howcome.drafting.signs import is_own_status
from howcome.drafting.story import Story
from howcome.drafting.wording import addresses, day


def write(story: Story) -> str:
    """What was already sent, as the evidence states it; the rest is asked."""
    lines = []
    for entry in story.timeline.entries:
        event = entry.event
        if event.signal and is_own_status(event, story.scope.suppliers):
            lines.append(
                story.lines.item(
                    Communication, story.lines.wording.line(event), done=True, audience="Customers", channel="status page",
                    by=day(event.time), evidence=addresses(entry.events),
                )
            )  # fmt: skip
    return "\n".join([*lines, "", questions("communication")]).strip()
