"""The causes: three roots with candidates from the evidence. Nothing here is confirmed by howcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from howcome.analysis.durations import spell
from howcome.document.compose import questions
from howcome.document.grammar import Cause, Question
from howcome.document.quantity import write_number
from howcome.drafting import vocabulary as words
from howcome.drafting.measures import Metric
from howcome.drafting.story import Story
from howcome.drafting.wording import addresses, day, stamp
from howcome.evidence.model import Event


def write(story: Story) -> str:
    """Three roots with what the evidence offers as hypotheses; whoever reviews confirms or refutes."""
    what = (
        f"did {story.scope.services[0]} fail" if story.scope.services and story.scope.harm else "did it begin"
    )
    lines = [
        "Nothing here is confirmed: these are candidates from the evidence, for you to confirm, refute or deepen.",
        "",
        story.lines.item(Cause, f"Why {what}?", root="began"),
    ]
    lines += _triggers(story) or [_nothing(story, "No change shortly before is in the evidence")]
    lines += _conditions(story)
    lines.append(story.lines.item(Cause, "Why was it not known sooner?", root="not-known-sooner"))
    lines += _detection(story)
    lines.append(story.lines.item(Cause, "Why did it last as long as it did?", root="lasted"))
    lines += _lasting(story)
    doubts = _contradictions(story)
    if doubts:
        lines += ["", "### Open questions", "", *doubts]
    return "\n".join([*lines, "", questions("causes")])


def _nothing(story: Story, said: str) -> str:
    return story.lines.item(Cause, said, depth=1, status="unknown")


def _cause(story: Story, said: str, label: str, events: Sequence[Event], **more: str | None) -> str:
    return story.lines.item(
        Cause, said, depth=1, label=(label,), status="hypothesis", evidence=addresses(events), **more
    )


def _triggers(story: Story) -> list[str]:
    """The candidate triggers: the likely one first, others only if they come near it."""
    if not story.changes:
        return []
    top = story.changes[0].score
    lines = []
    for place, change in enumerate(c for c in story.changes[:4] if c.score >= max(1.0, 0.3 * top)):
        said = story.lines.wording.line(change.first)
        merged = change.merged
        if merged and merged is not change.first and merged.reference and merged.reference not in said:
            said += f" – it carries “{story.lines.wording.clean(_bare(merged.text), merged.address)}”"
        reasons = "; ".join(change.reasons)
        said += f". Why it may be: {reasons}" if reasons else ""
        cited = [change.first, *([merged] if merged else []), *change.events]
        lines.append(
            _cause(
                story,
                said,
                "trigger" if place == 0 and top >= 3 else "candidate",
                cited,
                since=day(change.time),
            )
        )
    return lines


def _bare(text: str) -> str:
    return re.sub(r"^(?:Commit [0-9a-f]{7,40}|Merged pull request #\d+): ", "", text)


def _conditions(story: Story) -> list[str]:
    """What responders named, what safeguards were off, what logs and metrics show."""
    lines = []
    for entry in story.timeline.entries:
        event = entry.event
        if event.kind in ("message", "decision", "page") and _diagnoses(event):
            lines.append(_cause(story, story.lines.wording.line(event), "condition", entry.events))
    for event in story.latent:
        lines.append(
            _cause(story, story.lines.wording.line(event), "condition", (event,), since=day(event.time))
        )
    for metric in story.metrics[:2]:
        said = _metric_words(metric)
        lines.append(
            story.lines.item(
                Cause, said, depth=1, label=("condition",), status="hypothesis", evidence=(metric.address,)
            )
        )
    logs = [
        e for e in story.timeline.entries if e.event.kind == "log" and e.event.severity in ("error", "fatal")
    ]
    for entry in sorted(logs, key=lambda e: -e.event.count)[:2]:
        lines.append(_cause(story, story.lines.wording.line(entry.event), "condition", entry.events))
    return lines[:9]


def _diagnoses(event: Event) -> bool:
    if event.text.rstrip().endswith("?") or event.automatic:
        return False
    named = words.DIAGNOSES.search(event.text) and not words.RULES_OUT.search(event.text)
    noted = event.kind == "page" and event.signal == "annotated" and words.SYMPTOMS.search(event.text)
    return bool(named or noted)


def _metric_words(metric: Metric) -> str:
    return f"{metric.name} went from about {_value(metric.usual)} to {_value(metric.extreme)} from {metric.left:%H:%M} UTC on"


def _value(value: float) -> str:
    return write_number(round(value, 3 if abs(value) < 1 else 1 if abs(value) < 100 else 0))


def _detection(story: Story) -> list[str]:
    detected, began = story.marks.get("detected"), story.marks.get("impact-started")
    if not detected or not detected.event:
        return [_nothing(story, "No first signal is in the evidence")]
    said = f"The first signal: {story.lines.wording.line(detected.event)}"
    if began:
        seconds = (stamp(detected.time) - stamp(began.time)).total_seconds()
        when = (
            f"{spell(seconds)} after the first failed requests"
            if seconds >= 0
            else f"{spell(-seconds)} before"
        )
        said += f" ({when})"
    lines = [_cause(story, said, "detection", (detected.event,))]
    quiet = re.compile(
        r"\b(?:digest|not to the pager|no pager|not paged|email only|muted|silenced|ticket only)\b",
        re.IGNORECASE,
    )
    for entry in story.timeline.entries:
        about = entry.event.details.get("description", "")
        if entry.event.kind == "alert" and entry.event.signal == "fired" and quiet.search(about):
            words_ = story.lines.wording.clean(f"{entry.event.text} ({about})", entry.event.address)
            lines.append(_cause(story, words_, "detection", entry.events))
    for event in story.warnings:
        said = story.lines.wording.line(event)
        lines.append(_cause(story, f"Warned before: {said}", "detection", (event,), since=day(event.time)))
    return lines


def _lasting(story: Story) -> list[str]:
    """Attempts that did not help, and what was waited for."""
    lines = []
    for entry in story.timeline.entries:
        event = entry.event
        said = event.text
        if event.kind == "page" and event.signal == "escalated":
            lines.append(_cause(story, story.lines.wording.line(event), "response", entry.events))
        if event.kind not in ("message", "decision", "deploy", "other") or event.time < story.scope.start:
            continue
        if (event.kind != "deploy" and words.NO_HELP.search(said)) or (
            words.WAITS.search(said) and event.signal in ("waiting", None) and "?" not in said
        ):
            lines.append(_cause(story, story.lines.wording.line(event), "response", entry.events))
    return lines[:6] or [_nothing(story, "The evidence does not tell what took the time")]


def _contradictions(story: Story) -> list[str]:
    """Times that somebody remembers and the requests do not show: both are kept, and asked."""
    harm = story.scope.harm
    if harm is None:
        return []
    lines = []
    for entry in story.timeline.entries:
        event = entry.event
        if event.kind not in ("message", "status") or words.RULES_OUT.search(event.text):
            continue
        for pattern, edge, name in (
            (words.CLAIMS_START, harm.start, "began"),
            (words.CLAIMS_END, harm.end, "ended"),
        ):
            said = pattern.search(event.text)
            claimed = words.clock_on(said[1], edge) if said else None
            if claimed and timedelta(minutes=3) <= abs(claimed - edge) <= timedelta(hours=3):
                asked = f"When did it {name.replace('began', 'begin').replace('ended', 'end')}? One statement says {said[1] if said else ''}, the requests show {edge:%H:%M} UTC: {story.lines.wording.line(event)}"
                lines.append(story.lines.item(Question, asked, evidence=addresses(entry.events)))
    return lines[:6]
