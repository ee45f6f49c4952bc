"""The appendix: evidence with hashes, how the draft was made, what was blanked, charts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from howcome.analysis.secrets import find_secrets
from howcome.document.compose import compose
from howcome.document.grammar import Attachment
from howcome.document.inline import escape
from howcome.document.moment import write_moment
from howcome.drafting.measures import thinned
from howcome.drafting.story import Story
from howcome.drafting.wording import stamp


def write(story: Story) -> str:
    """Evidence with hashes, charts, how the incident was found, what was left out, blanked, not understood."""
    parts = ["### Evidence", "", *_evidence(story), "", "### How this draft was made", "", *_how(story)]
    blanked = _blanked(story)
    if blanked:
        parts += ["", "### Blanked", "", *blanked]
    if story.collected.problems:
        said = [f"- {escape(story.lines.wording.clean(str(p)))}" for p in story.collected.problems[:40]]
        if len(story.collected.problems) > 40:
            said.append(f"- and {len(story.collected.problems) - 40} more")
        parts += ["", "### Not understood", "", *said]
    charts = _charts(story)
    if charts:
        parts += ["", "### Charts", "", *charts]
    return "\n".join(parts)


def _evidence(story: Story) -> Iterable[str]:
    for piece in story.collected.evidence:
        covers = None
        if piece.first and piece.last:
            covers = f"{write_moment(stamp(piece.first))}/{write_moment(stamp(piece.last))}"
        yield compose(
            Attachment,
            piece.name,
            id=piece.id,
            type=piece.kind,
            sha256=piece.sha256,
            events=piece.events or None,
            covers=covers,
        )


def _how(story: Story) -> Iterable[str]:
    scope = story.scope
    yield f"- The incident was found by: {escape(story.lines.wording.clean('; '.join(scope.how)))}."
    if scope.others:
        yield f"- The evidence holds signs of other incidents: {escape(story.lines.wording.clean('; '.join(scope.others)))}. Use `--incident`, `--channel`, `--from` and `--to` to choose."
    for mark in story.marks.values():
        yield f"- {mark.name}: {write_moment(stamp(mark.time))}, because {escape(story.lines.wording.clean(mark.why))}."
    used = len({x.address for e in story.timeline.entries for x in e.events})
    yield f"- {len(story.collected.events)} events were read; {used} stand in the timeline, {len(story.timeline.left_out)} do not (`howcome events --left-out` lists them):"
    for reason, count in story.timeline.reasons()[:12]:
        yield f"  - {count} × {escape(reason)}"


def _blanked(story: Story) -> list[str]:
    """What was blanked, and secrets that stand in evidence which the draft does not quote."""
    blanked = story.lines.wording.blanked
    lines = [
        f"- {count} × {kind}" + (f" (evidence: {escape(address)})" if address else "")
        for (kind, address), count in sorted(blanked.items())
    ]
    quoted = {address for _, address in blanked}
    for event in story.collected.events:
        if event.kind in ("message", "decision", "change", "page") and event.address not in quoted:
            for secret in find_secrets(event.text):
                if secret.kind not in ("e-mail", "phone"):
                    lines.append(
                        f"- a {secret.kind} stands in the evidence at {escape(event.address)}; it is not quoted here, but should be rotated"
                    )
    return lines[:40]


def _charts(story: Story) -> list[str]:
    lines: list[str] = []
    window = (
        [f"{t.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for t in (story.scope.harm.start, story.scope.harm.end)]
        if story.scope.harm
        else None
    )
    if story.scope.harm:
        traffic = story.scope.harm.traffic
        inside = [
            m
            for m in traffic.minutes
            if story.scope.since.timestamp() <= m.start <= story.scope.until.timestamp()
        ]
        failed = thinned([(m.start, m.failed) for m in inside])
        series = [{"name": "failed requests", "points": _points(failed)}]
        if not traffic.relative:
            series.insert(
                0, {"name": "all requests", "points": _points(thinned([(m.start, m.total) for m in inside]))}
            )
        lines += _chart(
            {
                "title": "Failed requests, out of a thousand" if traffic.relative else "Requests per minute",
                "unit": "per mille" if traffic.relative else "requests/min",
                "source": traffic.sources[0],
                "section": "impact",
                "series": series,
                "window": window,
            }
        )
    for metric in story.metrics:
        inside_points = [
            p
            for p in metric.series.points
            if story.scope.since.timestamp() <= p[0] <= story.scope.until.timestamp()
        ]
        one = [{"name": metric.name, "points": _points(thinned(inside_points))}]
        lines += _chart(
            {"title": metric.name, "unit": "", "source": metric.address, "series": one, "window": window}
        )
    return lines


def _points(points: Sequence[tuple[float, float]]) -> list[list[str | float]]:
    return [[f"{datetime.fromtimestamp(t, UTC):%Y-%m-%dT%H:%M:%SZ}", round(v, 4)] for t, v in points]


def _chart(chart: dict[str, object]) -> list[str]:
    return ["```howcome-chart", json.dumps(chart, ensure_ascii=False, separators=(",", ":")), "```", ""]
