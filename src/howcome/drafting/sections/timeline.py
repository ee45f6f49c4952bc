"""The timeline: the chosen entries and the edges of the harm, in order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from howcome.document.compose import questions
from howcome.document.grammar import TimelineEntry
from howcome.document.inline import escape
from howcome.document.moment import write_moment
from howcome.drafting.impact import Harm, Window
from howcome.drafting.joining import Entry
from howcome.drafting.marks import Mark
from howcome.drafting.story import Story
from howcome.drafting.wording import addresses, failed_words, percent, stamp


def write(story: Story) -> str:
    """The chosen entries and the edges of the harm, in order."""
    rows: list[tuple[datetime, int, str]] = []
    for entry in story.timeline.entries:
        rows.append((entry.time, 1, _entry_line(story, entry)))
    if story.scope.harm:
        for time, line in _edges(story, story.scope.harm):
            rows.append((time, 0, line))
    for mark in story.marks.values():
        if mark.event is not None and abs(mark.time - mark.event.time) > timedelta(minutes=1):
            rows.append((mark.time, 0, _stated_later(story, mark)))
    rows.sort(key=lambda r: (r[0], r[1]))
    note = "Times are UTC. Every entry cites where it is stated; entries in quotation marks are words of that moment."
    if story.timeline.foreign:
        channels = " and ".join(f"#{name}" for name in story.timeline.foreign)
        note += " " + escape(
            f"The talk in {channels} is in a language that the draft cannot weigh (it knows English alone), "
            "so all of it stands here: delete what does not matter, and mark what does."
        )
    return "\n".join([note, "", *(line for _, _, line in rows)]) if rows else questions("timeline")


def _entry_line(story: Story, entry: Entry) -> str:
    event = entry.event
    wording = story.lines.wording
    until = max((e.until for e in entry.events if e.until), default=None)
    lasted = until is not None and until - event.time >= timedelta(minutes=1)
    certainty = None if event.certainty == "exact" else event.certainty
    return story.lines.item(
        TimelineEntry,
        wording.line(event, entry.text),
        time=write_moment(stamp(event.time)),
        until=write_moment(stamp(until)) if lasted and until else None,
        marks=entry.marks,
        certainty=certainty,
        event=event.kind if event.kind != "other" else None,
        actors=[a.replace(",", "") for a in wording.actors(event)],
        evidence=addresses(entry.events),
    )


def _stated_later(story: Story, mark: Mark) -> str:
    """A moment that somebody stated afterwards, at the time that they name."""
    event = mark.event
    said = story.lines.wording.line(event) if event else ""
    return story.lines.item(
        TimelineEntry, f"Stated later: {said}", time=write_moment(stamp(mark.time)), marks=(mark.name,),
        certainty="approximate", event="external", evidence=addresses((event,)) if event else (),
    )  # fmt: skip


def _edges(story: Story, harm: Harm) -> Iterable[tuple[datetime, str]]:
    for i, window in enumerate(harm.windows):
        again = " again" if i else ""
        before = percent(harm.usual) if harm.usual else "none"
        start_words = f"Server errors rose{again}: {percent(_share_at(harm, window))} of requests failed in this minute, usual is {before}"
        yield window.start, story.lines.item(
            TimelineEntry, start_words, time=write_moment(stamp(window.start)), marks=("impact-started",), event="metric",
            evidence=story.cite(harm, window.start, window.start + timedelta(minutes=1)),
        )  # fmt: skip
        end_words = f"Error rate back to normal; from {window.start:%H:%M} to {window.end:%H:%M} UTC {failed_words(window.total, window.failed, relative=harm.traffic.relative)} failed"
        yield window.end, story.lines.item(
            TimelineEntry, end_words, time=write_moment(stamp(window.end)), marks=("impact-ended",), event="metric",
            evidence=story.cite(harm, window.start, window.end),
        )  # fmt: skip


def _share_at(harm: Harm, window: Window) -> float:
    start = int(window.start.timestamp())
    minute = next((m for m in harm.traffic.minutes if m.start == start), None)
    return minute.failed / minute.total if minute and minute.total else window.share
