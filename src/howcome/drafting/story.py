"""Everything that is known of an incident when its draft is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from howcome.analysis.error_budget import Slo
from howcome.evidence.gather import Collected
from howcome.evidence.model import Event, address_of

from .changes import Change
from .impact import Harm
from .incident import Scope
from .lines import Lines
from .marks import Mark
from .measures import Metric
from .timeline import Timeline


@dataclass(frozen=True)
class Story:
    """What the sections are written from: the evidence, the incident in it, and what was concluded.

    `latent` are safeguards that were off, `warnings` alerts of earlier weeks that told of the same thing,
    `metrics` those that moved with the incident; `lines` writes items.
    """

    collected: Collected
    scope: Scope
    marks: dict[str, Mark]
    timeline: Timeline
    changes: Sequence[Change]
    latent: Sequence[Event]
    warnings: Sequence[Event]
    metrics: Sequence[Metric]
    slo: Slo | None
    lines: Lines

    def cite(self, harm: Harm, start: datetime, end: datetime) -> tuple[str, ...]:
        """Where counts of a stretch stand: the logs' lines of that time, or the metric's series."""
        if not harm.traffic.logs:
            return harm.traffic.sources
        covers = {e.id: (e.first, e.last) for e in self.collected.evidence}
        sources = [s for s in harm.traffic.sources if _overlaps(covers.get(s, (None, None)), start, end)]
        stretch = f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}/{end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        return tuple(address_of(s, stretch) for s in sources or harm.traffic.sources)


def _overlaps(covers: tuple[datetime | None, datetime | None], start: datetime, end: datetime) -> bool:
    first, last = covers
    return first is None or last is None or (first < end and last >= start)
