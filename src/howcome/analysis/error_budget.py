"""Error budgets: what a service level objective leaves for failure, and how much of it an incident used.

Owns the arithmetic of the site reliability workbook (chapter "Implementing SLOs"); refuses to guess
traffic that was not counted. Shares are fractions between 0 and 1, times are seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from howcome.errors import UsageError
from howcome.text.pattern import pattern

_EXAMPLE = 'write it like "99.9%/30d" or "99.95 % over 28 days"'
_DEFAULT_DAYS = 30
_DAY = 86_400
_UNIT_DAYS = {"d": 1, "w": 7, "m": 30, "q": 90, "y": 365}
_SLO = pattern(
    r"(?P<target>[0-9]{1,3}(?:[.,][0-9]{1,9})?)\s*%?"
    r"(?:\s*(?:/|over|in|per|for|,|;|@)?\s*(?:the\s+last\s+|a\s+)?(?P<days>[0-9]{1,4})\s*-?\s*"
    r"(?P<unit>d|days?|w|weeks?|months?|quarters?|y|years?)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slo:
    """A service level objective: the share that must be good (`target`, exact) in a window of `days`."""

    target: Fraction
    days: int

    @property
    def seconds(self) -> int:
        """Length of the window in seconds."""
        return self.days * _DAY

    def __str__(self) -> str:
        return f"{float(self.target * 100):.12g} % over {self.days} days"


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may fail in the window, and how much of that was used.

    `unit` is "requests" or "seconds"; `allowed` and `used` are in it. `before` is what was used in the
    same window before the incident.
    """

    slo: Slo
    unit: Literal["requests", "seconds"]
    allowed: float
    used: float
    before: float = 0.0

    @property
    def consumed(self) -> float:
        """Share of the whole budget that the incident used: used / allowed; above 1 it is overdrawn."""
        return self.used / self.allowed

    @property
    def remaining(self) -> float:
        """Share that is left: 1 − (before + used) / allowed; negative when overdrawn."""
        return 1 - (self.before + self.used) / self.allowed


def parse_slo(text: str) -> Slo:
    """Read an objective: "99.9", "99.9%", "99.9%/30d", "99.95 % over 28 days", "99,5 % / 4 weeks".

    Without a window it is 30 days. Raises `UsageError` that says what is wrong and shows a right one.
    """
    shown = text.strip()[:60]
    match = _SLO.fullmatch(text.strip()) if len(text) <= 200 else None
    if not match:
        raise UsageError(f'cannot read the objective "{shown}"', hint=_EXAMPLE)
    target = Fraction(match["target"].replace(",", ".")) / 100
    if not 0 < target < 1:
        raise UsageError(f'the objective "{shown}" must lie between 0 and 100 %, without both', hint=_EXAMPLE)
    unit = (match["unit"] or "d")[0].lower()
    days = int(match["days"]) * _UNIT_DAYS[unit] if match["days"] else _DEFAULT_DAYS
    if not 1 <= days <= 3660:
        raise UsageError(f'the window of "{shown}" must have 1 to 3660 days', hint=_EXAMPLE)
    return Slo(target, days)


def budget_by_requests(slo: Slo, eligible: float, bad: float, bad_before: float = 0) -> Budget:
    """The budget counted in requests: B = (1 − s) · N, consumed c = b / B.

    `eligible` is N, all requests of the whole window; `bad` is b, those of the incident that failed.
    Raises `UsageError` for counts that cannot be. Source: site reliability workbook, "Implementing SLOs".
    """
    if eligible <= 0 or bad < 0 or bad_before < 0:
        raise UsageError("requests of the window must be above 0, failed ones not below 0")
    if bad + bad_before > eligible:
        raise UsageError(
            "more failed requests than requests in the window", hint="count both over the SLO's window"
        )
    return Budget(
        slo, "requests", float((1 - slo.target) * Fraction(eligible)), float(bad), float(bad_before)
    )


def budget_by_time(slo: Slo, segments: Iterable[tuple[float, float]], before: float = 0) -> Budget:
    """The budget counted in time: B = (1 − s) · W, consumed c = Σ Δt·f / B. 99.9 % over 30 days is 43.2 min.

    `segments` are those of `full_equivalent`; `before` is full-equivalent seconds used earlier in the window.
    Source: site reliability workbook, "Implementing SLOs".
    """
    if before < 0:
        raise UsageError("time used before cannot be below 0")
    return Budget(
        slo, "seconds", float((1 - slo.target) * slo.seconds), full_equivalent(segments), float(before)
    )


def full_equivalent(segments: Iterable[tuple[float, float]]) -> float:
    """Full-equivalent downtime in seconds: Σ Δt·f over segments (seconds, affected share).

    52 minutes at a share of 0.31 are as much as 16.1 minutes of everything down. Raises `UsageError` for a
    negative length or a share outside 0 … 1.
    """
    total = 0.0
    for seconds, share in segments:
        if not seconds >= 0:
            raise UsageError(f"a segment cannot last {seconds} seconds")
        if not 0 <= share <= 1:
            raise UsageError(f"an affected share must lie between 0 and 1, not {share}")
        total += seconds * share
    return total


def burn_rate(slo: Slo, error_rate: float) -> float:
    """How many times faster than allowed the budget goes: r = error rate / (1 − s). At 1 it lasts the window.

    Source: site reliability workbook, "Alerting on SLOs".
    """
    if not 0 <= error_rate <= 1:
        raise UsageError(f"an error rate must lie between 0 and 1, not {error_rate}")
    return error_rate / float(1 - slo.target)
