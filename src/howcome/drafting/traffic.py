"""Requests per minute, whichever evidence counts them: an access log, or metrics by status.

Owns the one normal form (`Traffic`) in which stretches of failure are sought. Decides nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from howcome.evidence.gather import Requests
from howcome.evidence.model import Series, address_of

from . import vocabulary as words


class Minute(NamedTuple):
    """Requests of one minute that begins at `start` (epoch seconds)."""

    start: int
    total: float
    failed: float


@dataclass(frozen=True)
class Traffic:
    """All requests that one kind of evidence counts.

    `logs` are the request logs behind it (none: metrics). `relative` is set where only a ratio is known, so
    that counts of requests mean nothing.
    """

    name: str
    sources: tuple[str, ...]
    minutes: tuple[Minute, ...]
    logs: tuple[Requests, ...] = ()
    service: str | None = None
    relative: bool = False

    @property
    def total(self) -> float:
        return sum(m.total for m in self.minutes)

    @property
    def failed(self) -> float:
        return sum(m.failed for m in self.minutes)


def of_requests(requests: Requests) -> Traffic:
    """The traffic of an access log or of request records."""
    minutes = tuple(Minute(int(s), t, f) for s, t, f in requests.tally.minutes())
    named = [n for n, (total, _) in requests.tally.services.items() if total >= 0.95 * requests.tally.total]
    return Traffic(requests.name, requests.sources, minutes, (requests,), named[0] if named else None)


def together(parts: Sequence[Traffic]) -> Traffic:
    """The traffic of several services as one."""
    total: dict[int, float] = defaultdict(float)
    failed: dict[int, float] = defaultdict(float)
    for part in parts:
        for minute in part.minutes:
            total[minute.start] += minute.total
            failed[minute.start] += minute.failed
    minutes = tuple(Minute(s, total[s], failed[s]) for s in sorted(total))
    names = " and ".join(p.name for p in parts)
    sources = tuple(s for p in parts for s in p.sources)
    return Traffic(names, sources, minutes, tuple(x for p in parts for x in p.logs))


def complete(parts: Sequence[Traffic]) -> list[Traffic]:
    """Without partial views: a log that holds every failure and few of the rest says nothing about shares.

    One is a partial view when another piece of evidence counts the same failures minute by minute and at
    least half as many requests more. Two services that fail at one time do not: their minutes differ.
    """
    return [p for p in parts if not any(_is_part_of(p, other) for other in parts if other is not p)]


def _is_part_of(part: Traffic, whole: Traffic) -> bool:
    if whole.relative or part.relative or not part.minutes or not whole.minutes:
        return False
    start = max(part.minutes[0].start, whole.minutes[0].start)
    end = min(part.minutes[-1].start, whole.minutes[-1].start)
    if end - start < 0.5 * (part.minutes[-1].start - part.minutes[0].start):
        return False
    mine = {m.start: m for m in part.minutes if start <= m.start <= end}
    others = {m.start: m for m in whole.minutes if start <= m.start <= end}
    nothing = Minute(0, 0, 0)
    failed = sum(m.failed for m in mine.values())
    apart = sum(abs(mine.get(t, nothing).failed - others.get(t, nothing).failed) for t in {*mine, *others})
    total, all_requests = sum(m.total for m in mine.values()), sum(m.total for m in others.values())
    return failed >= 10 and apart <= 0.15 * failed and all_requests >= 1.5 * total


_STATUS_LABELS = (
    "code",
    "status",
    "status_code",
    "http_status",
    "response_code",
    "http_status_code",
    "grpc_code",
)
_SERVICE_LABELS = (
    "service",
    "service_name",
    "app",
    "envoy_cluster_name",
    "upstream",
    "application",
    "component",
    "job",
)
_OUTCOME_LABELS = ("outcome", "result", "success", "status_class", "class", "state")
_FAILED_WORDS = re.compile(
    r"^(?:5\d\d|5xx|error|errors|failed|failure|fail|false|server_error|exception|ko|unavailable)$", re.I
)
_PASSED_WORDS = re.compile(r"^(?:[1-4]\d\d|[1-4]xx|ok|success|succeeded|true|passed|client_error)$", re.I)
_REQUEST_NAME = re.compile(
    r"request|http|call|rpc|order|checkout|payment|login|search|message|job|operation|quer", re.I
)
_NO_COUNT = re.compile(
    r"duration|latency|seconds(?!_count|_total)|bytes|size|bucket|quantile|in_flight|queue|connections|cpu|memory",
    re.I,
)
_ERROR_NAME = re.compile(r"error|fail|5xx|exception|unsuccessful", re.I)


def of_series(series: Sequence[Series]) -> list[Traffic]:
    """The traffic of metrics: families of series that tell good from failed requests.

    A family is all series of one name in one piece of evidence. Rates per second, increases per step and
    counters (with resets) are told apart by the name and by the values.
    """
    series = [s for s in series if not _is_elsewhere(s.labels)]
    families: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for one in series:
        families[one.source, one.name].append(one)
    found = []
    for (source, name), members in families.items():
        if _NO_COUNT.search(name):
            continue
        parts = [(m, _fails(m.labels)) for m in members]
        if any(fails for _, fails in parts) and any(fails is False for _, fails in parts):
            found.append(_summed(source, name, parts))
    return found + _error_and_total(series) + _ratios(series)


def _is_elsewhere(labels: Mapping[str, str]) -> bool:
    """Whether a series is of an environment where nothing reaches users."""
    return any(words.NOT_PRODUCTION.match(labels.get(n, "")) for n in ("env", "environment", "stage", "tier"))


_RATIO_NAME = re.compile(
    r"(?:error|fail\w*|5xx|unavailab\w*)[_:.]?(?:ratio|rate|share|percent\w*|pct)|(?:ratio|percent|pct)[_:.](?:of[_:.])?(?:errors?|fail\w*)",
    re.I,
)
_GOOD_NAME = re.compile(r"(?:success|availab\w*)[_:.]?(?:ratio|rate|share|percent\w*|pct)?$|sli[_:.]", re.I)
_RATE_NAME = re.compile(
    r"(?:request|http|call|message|query)s?[_:.]?(?:rate|per_sec\w*|rps|qps|throughput)|\brps\b|\bqps\b", re.I
)


def _ratios(series: Sequence[Series]) -> list[Traffic]:
    """Error ratios (0 to 1, or percent), with the request rate of the same labels where there is one."""
    found = []
    for one in series:
        good = _GOOD_NAME.search(one.name) is not None
        if not (good or _RATIO_NAME.search(one.name)) or len(one.points) < 5:
            continue
        values = [v for _, v in one.points]
        scale = 100.0 if max(values) > 1.5 else 1.0
        if min(values) < 0 or max(values) > 100:
            continue
        shares = [(t, (1 - v / scale) if good else v / scale) for t, v in one.points]
        rate = next(
            (s for s in series if _RATE_NAME.search(s.name) and dict(s.labels) == dict(one.labels)), None
        )
        found.append(_of_shares(one, shares, rate))
    return found


def _of_shares(one: Series, shares: Sequence[tuple[float, float]], rate: Series | None) -> Traffic:
    step = step_of(one)
    totals = _minutes(rate) if rate else {}
    minutes = []
    for t, share in shares:
        start = int((t - min(step, 60)) // 60 * 60)
        total = totals.get(start, 0.0) if rate else 1000.0
        if total:
            minutes.append(Minute(start, total, share * total))
    keys = [address_of(one.source, one.key)] + ([address_of(rate.source, rate.key)] if rate else [])
    service = next((one.labels[n] for n in _SERVICE_LABELS if n in one.labels), None)
    return Traffic(
        one.name, tuple(keys), tuple(dict.fromkeys(minutes)), service=service, relative=rate is None
    )


def _error_and_total(series: Sequence[Series]) -> list[Traffic]:
    """Pairs of series of one piece of evidence such as `errors` and `requests`."""
    by_source: dict[str, list[Series]] = defaultdict(list)
    for one in series:
        if not _NO_COUNT.search(one.name) and "ratio" not in one.name and "percent" not in one.name:
            by_source[one.source].append(one)
    found = []
    for source, members in by_source.items():
        errors = [m for m in members if _ERROR_NAME.search(m.name) and _fails(m.labels) is None]
        totals = [
            m
            for m in members
            if not _ERROR_NAME.search(m.name) and _REQUEST_NAME.search(m.name) and _fails(m.labels) is None
        ]
        if len(errors) == 1 and len(totals) == 1 and _minutes(totals[0]):
            failed, total = _minutes(errors[0]), _minutes(totals[0])
            minutes = tuple(
                Minute(s, max(n, failed.get(s, 0)), failed.get(s, 0)) for s, n in sorted(total.items())
            )
            keys = (address_of(source, totals[0].key), address_of(source, errors[0].key))
            found.append(Traffic(totals[0].name, keys, minutes))
    return found


def _fails(labels: Mapping[str, str]) -> bool | None:
    """Whether the labels say failure (True) or not (False); None where they say nothing of it."""
    for names in (_STATUS_LABELS, _OUTCOME_LABELS):
        for name in names:
            value = labels.get(name)
            if value is None:
                continue
            if _FAILED_WORDS.match(value):
                return True
            if _PASSED_WORDS.match(value):
                return False
    return None


def _summed(source: str, name: str, parts: Iterable[tuple[Series, bool | None]]) -> Traffic:
    total: dict[int, float] = defaultdict(float)
    failed: dict[int, float] = defaultdict(float)
    keys: list[str] = []
    for one, fails in parts:
        if fails is None:
            continue
        if fails:
            keys.append(address_of(source, one.key))
        for start, count in _minutes(one).items():
            total[start] += count
            if fails:
                failed[start] += count
    minutes = tuple(Minute(s, total[s], failed.get(s, 0)) for s in sorted(total))
    services = {next((m.labels[n] for n in _SERVICE_LABELS if n in m.labels), None) for m, _ in parts}
    service = services.pop() if len(services) == 1 else None
    return Traffic(name or source, tuple(keys[:3]) or (source,), minutes, service=service)


def step_of(one: Series) -> float:
    """The usual distance between two points, in seconds."""
    gaps = [b[0] - a[0] for a, b in pairwise(one.points)]
    return median(gaps) if gaps else 60.0


def _minutes(one: Series) -> dict[int, float]:
    """Counts per minute; a point at t covers (t − step, t]."""
    step = step_of(one)
    if step <= 0 or len(one.points) < 2:
        return {}
    values = [v for _, v in one.points]
    counts: list[tuple[float, float]]
    if _is_counter(one.name, values):
        counts = []
        for (_, before), (t, now) in pairwise(one.points):
            counts.append((t, now - before if now >= before else now))
    elif _is_rate(one.name, values):
        counts = [(t, v * step) for t, v in one.points]
    else:
        counts = list(one.points)
    minutes: dict[int, float] = defaultdict(float)
    for t, count in counts:
        if step <= 60:
            minutes[int((t - step) // 60 * 60)] += count
            continue
        spread = int(step // 60)
        for i in range(spread):
            minutes[int((t - step) // 60 * 60) + 60 * i] += count / spread
    return minutes


def _is_counter(name: str, values: Sequence[float]) -> bool:
    """Counters only rise, but for a reset; their names end in _total or _count by convention."""
    if len(values) < 3 or len(set(values)) < 3:
        return False
    rising = sum(b >= a for a, b in pairwise(values)) / (len(values) - 1)
    named = name.endswith(("_total", "_count"))
    return rising >= (0.8 if named else 0.97) and (named or ":" not in name) and not _is_named_rate(name)


def _is_named_rate(name: str) -> bool:
    return re.search(r"rate|per_sec|_rps|qps|\brps\b", name) is not None


def _is_rate(name: str, values: Sequence[float]) -> bool:
    if re.search(r"increase|per_minute|_1m_count|count_per", name):
        return False
    return _is_named_rate(name) or any(v != int(v) for v in values)
