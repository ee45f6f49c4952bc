"""What a good draft of the example says, for tests that compare one with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType

from .repository import commits
from .story import BOT, CONTRADICTION, INCIDENT_CHANNEL, PEOPLE, PULL, SECRETS, SERVICE, WHEN
from .traffic import impact


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The example's answers.

    `marks` maps the names of the marks to moments in UTC; `accepted` gives other readings of some marks
    that the evidence supports as well. `failed` and `total` count requests from the mark `impact-started`
    to `impact-ended`, `ratio` is failed / total, `minutes` the time between. `trigger` is the reference of
    the change, `trigger_commit` its full sha; `red_herrings` name what only looked like it. `contradiction`
    is a false statement about when it began. `secrets` maps a kind to the text that must never be written
    out again. `zones` are the values for `--timezone`.
    """

    marks: Mapping[str, datetime]
    accepted: Mapping[str, tuple[datetime, ...]]
    failed: int
    total: int
    ratio: float
    minutes: int
    trigger: str
    trigger_commit: str
    red_herrings: tuple[str, ...]
    contradiction: str
    secrets: Mapping[str, str]
    people: tuple[str, ...]
    handles: tuple[str, ...]
    bot: str
    service: str
    channel: str
    severity: str
    zones: tuple[str, ...]


_MARKS = {
    "introduced": "pull merged",
    "trigger": "rollout started",
    "impact-started": "first failures",
    "detected": "support reported",
    "notified": "page notified",
    "acknowledged": "page acknowledged",
    "declared": "declared",
    "diagnosed": "diagnosed",
    "mitigated": "revert finished",
    "impact-ended": "last failures",
    "resolved": "resolved",
}

_ALSO = {
    "trigger": ("pull merged", "rollout finished"),
    "detected": ("alert fired", "page triggered"),
    "notified": ("page triggered",),
    "mitigated": ("last failures",),
    "resolved": ("alert recovered", "queue empty", "status resolved"),
}


@cache
def truth() -> Truth:
    """The answers, computed from what the generator makes."""
    sums = impact()
    return Truth(
        marks=MappingProxyType({mark: WHEN[name] for mark, name in _MARKS.items()}),
        accepted=MappingProxyType({m: tuple(WHEN[n] for n in names) for m, names in _ALSO.items()}),
        failed=sums.failed,
        total=sums.total,
        ratio=sums.ratio,
        minutes=sums.minutes,
        trigger=f"#{PULL}",
        trigger_commit=next(c.sha for c in commits() if f"(#{PULL})" in c.message),
        red_herrings=("seat-map", "Meridia"),
        contradiction=CONTRADICTION,
        secrets=SECRETS,
        people=tuple(p.name for p in PEOPLE),
        handles=tuple(p.handle for p in PEOPLE),
        bot=BOT,
        service=SERVICE,
        channel=INCIDENT_CHANNEL,
        severity="SEV-2",
        zones=("pricing.log=Europe/Lisbon",),
    )
