"""The front matter and the title: only what the evidence states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC

from howcome.document.moment import write_moment
from howcome.drafting import vocabulary as words
from howcome.drafting.story import Story
from howcome.drafting.wording import stamp


def title(story: Story) -> str:
    """What the evidence itself calls the incident: the status page, else the page, else the alert."""
    inside = [e for e in story.collected.events if story.scope.since <= e.time <= story.scope.until]
    for event in inside:
        if event.kind == "status" and event.group in story.scope.status and event.details.get("incident"):
            return event.details["incident"]
    for event in inside:
        if event.kind == "page" and event.signal == "triggered" and event.group in story.scope.pages:
            return re.sub(r"^Page #\S+: (?:[A-Z]\w+: )?", "", event.text)
    detected = story.marks.get("detected")
    if detected and detected.event and detected.event.kind == "alert":
        return re.sub(r"^Alert (\S+) fired: ", "", detected.event.text)[:100]
    what = f"Errors of {story.scope.services[0]}" if story.scope.services and story.scope.harm else "Incident"
    return f"{what} on {story.scope.start:%Y-%m-%d}"


def head(story: Story, name: str) -> dict[str, str | Iterable[str] | Mapping[str, str] | None]:
    """The front matter: only what the evidence states."""
    times = {}
    if story.scope.harm and len(story.scope.harm.windows) > 1:
        times = {
            "impact-started": write_moment(stamp(story.scope.harm.start)),
            "impact-ended": write_moment(stamp(story.scope.harm.end)),
        }
    return {
        "title": name,
        "class": "drill" if story.scope.exercise else "near-miss" if _is_near_miss(story) else "incident",
        "severity": _severity(story),
        "services": story.scope.services,
        "status": "draft",
        "date": f"{story.scope.start.astimezone(UTC):%Y-%m-%d}",
        "timezone": "UTC",
        "incidents": tuple(f"#{p}" for p in story.scope.pages),
        "names": "roles",
        "times": times,
    }


def _is_near_miss(story: Story) -> bool:
    """Somebody called it a near miss, and no harm is counted."""
    return story.scope.harm is None and any(
        re.search(r"\bnear[- ]miss\b", e.text, re.IGNORECASE)
        for e in story.collected.events
        if e.kind in ("message", "decision") and story.scope.since <= e.time <= story.scope.until
    )


def _severity(story: Story) -> str | None:
    """The severity that was declared or changed last; else the page's priority; None where nobody says one."""
    declared = story.marks.get("declared")
    found = _severity_in(declared.event.text) if declared and declared.event else None
    for event in story.collected.events:
        if (
            event.kind not in ("message", "decision", "other")
            or not story.scope.since <= event.time <= story.scope.until
        ):
            continue
        tool = event.automatic and "incident" in event.text.lower()
        own = (
            event.group in story.scope.channels
            or event.key.startswith("row ")
            or not story.scope.channels
            or tool
        )
        changes = re.search(r"(?i)\b(?:up|down)?grad|\brais|\blower|\bbump|\bchang", event.text)
        if own and (words.DECLARES.search(event.text) or changes):
            found = _severity_in(event.text) or found
    if found:
        return found
    for event in story.collected.events:
        if event.kind == "page" and event.group in story.scope.pages and event.severity:
            said = _severity_in(event.severity)
            if said:
                return said
    return None


def _severity_in(text: str) -> str | None:
    """The last severity in a text: what it was changed to."""
    said = list(words.SEVERITY.finditer(text))
    if not said:
        return None
    return f"SEV-{said[-1][1]}" if said[-1][1] else said[-1][2].upper()
