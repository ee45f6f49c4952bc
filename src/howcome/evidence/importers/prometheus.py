"""Series out of Prometheus: the answer of its HTTP API to a range query, saved as a file.

To get one: `curl 'http://prometheus.example.test/api/v1/query_range?query=…&start=…&end=…&step=60'
> errors.json` (Thanos, Mimir and VictoriaMetrics answer in the same way). An instant query (`/api/v1/query`)
reads as series of one point. The bare `data` of an answer, a bare list of series and a list of answers are
read too. Address: the series' name with its labels, `http_requests_total{code="500"}`.
Format: https://prometheus.io/docs/prometheus/latest/querying/api/
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from howcome.evidence.importer import Context, File, Unreadable, one_line
from howcome.evidence.json_shape import as_list, documents, glimpse, place_in
from howcome.evidence.model import Problem, Record, Series

LONGEST_KEY = 200

_TYPES = ("matrix", "vector", "scalar", "string")

Points = list[tuple[float, float]]


@dataclass(slots=True)
class _Found:
    """What one series has been seen with; a second document may go on where the first ended."""

    name: str
    labels: dict[str, str]
    points: Points = field(default_factory=list)


class Prometheus:
    """Reads `Series`; a part without numbers that can be used is passed over with a word."""

    name = "prometheus"
    title = "Prometheus query result"

    def accepts(self, file: File) -> bool:
        """By `resultType`, by series of `metric` and `values`, or by the shape of an error's answer."""
        seen = glimpse(file)
        if isinstance(seen, list):
            return any(_is_answer(one) or _is_series(one) for one in seen[:1])
        return _is_answer(seen) or _is_series(seen)

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:  # noqa: ARG002
        """Every series once, in the order of the file; raises `Unreadable` for an answer that is an error."""
        found: dict[str, _Found] = {}
        for document in documents(file):
            if isinstance(document, Problem):
                yield document
                continue
            place_of_all, value = document
            answers = value if isinstance(value, list) else [value]
            for number, answer in enumerate(answers):
                place = place_of_all or (f"item {number + 1}" if len(answers) > 1 else "")
                if error := _error(answer):
                    if len(answers) == 1:
                        raise Unreadable(place, error)
                    yield Problem(file.name, place, error)
                    continue
                yield from _collect(file, place, answer, found)
        for key, one in found.items():
            if points := _ordered(one.points):
                yield Series(source, key, one.name, one.labels, points)


def _is_answer(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    if value.get("status") == "error":
        return "errorType" in value
    data = value.get("data", value)
    if not isinstance(data, dict):
        return False
    if "resultType" in data:
        return data["resultType"] in _TYPES
    return any(_is_series(item) for item in as_list(data.get("result"))[:1])


def _is_series(item: object) -> bool:
    """A log stream has `stream` in the place of `metric`, and texts in the place of times."""
    if not isinstance(item, dict) or not isinstance(item.get("metric"), dict):
        return False
    pair = item.get("value") or as_list(item.get("values"))[:1]
    while isinstance(pair, list) and pair:
        pair = pair[0]
    return isinstance(pair, int | float)


def _error(answer: object) -> str:
    if isinstance(answer, dict) and answer.get("status") == "error":
        kind, text = answer.get("errorType") or "error", answer.get("error") or "no reason given"
        return one_line(f"Prometheus answered with an error instead of data: {kind}: {text}")
    return ""


def _collect(file: File, place: str, answer: object, found: dict[str, _Found]) -> Iterator[Problem]:
    """Adds the points of one answer (or of one bare series) to `found`."""
    here: dict[str, _Found] = {}
    for number, item in enumerate(_series_of(answer), 1):
        where = place_in(place, f"series {number}")
        labels = _labels(item)
        name = labels.pop("__name__", "")
        key = _key(name, labels)
        points, bad = _points(item)
        if bad:
            yield Problem(file.name, where, f"{bad} samples of {key} are not a pair of time and number")
        if not points and ("histograms" in item or "histogram" in item):
            yield Problem(file.name, where, f"{key} is a native histogram; query a quantile or a rate of it")
        if points:
            here.setdefault(key, _Found(name, labels)).points.extend(points)
    for key, one in here.items():
        _add(found, key, one)


def _add(found: dict[str, _Found], key: str, one: _Found) -> None:
    """Joins pieces of one series; another query's answer of the same name gets an address of its own."""
    start, end = min(one.points)[0], max(one.points)[0]
    number, address = 1, key
    while address in found:
        before = found[address].points
        if before[-1][0] <= start or end <= before[0][0]:
            before.extend(one.points)
            before.sort()
            return
        number += 1
        address = f"{key}#{number}"
    one.points.sort()
    found[address] = one


def _series_of(answer: object) -> Iterator[Mapping[str, Any]]:
    """The series of an answer; a scalar is given the shape of one."""
    if not isinstance(answer, dict):
        return
    data = answer.get("data", answer)
    if not isinstance(data, dict):
        return
    result = data.get("result")
    if data.get("resultType") in ("scalar", "string"):
        yield {"metric": {}, "value": result}
    elif isinstance(result, list):
        yield from (item for item in result if isinstance(item, dict))
    elif "metric" in data:
        yield data


def _labels(item: Mapping[str, Any]) -> dict[str, str]:
    metric = item.get("metric")
    if not isinstance(metric, dict):
        return {}
    return {str(name): str(value) for name, value in sorted(metric.items())}


def _key(name: str, labels: Mapping[str, str]) -> str:
    """The series as a query would name it, at most `LONGEST_KEY` characters."""
    inner = ",".join(f'{label}="{_escaped(value)}"' for label, value in labels.items())
    key = f"{name}{{{inner}}}" if inner or not name else name
    key = " ".join(key.split())
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{key[: LONGEST_KEY - 10]}… {digest}"[:LONGEST_KEY]


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _points(item: Mapping[str, Any]) -> tuple[Points, int]:
    """The usable samples, and how many cannot be read. NaN and Inf are usable for nobody and no error."""
    pairs = item.get("values")
    if pairs is None:
        pairs = [item["value"]] if item.get("value") is not None else []
    if not isinstance(pairs, list):
        return [], 1
    points: Points = []
    bad = 0
    for pair in pairs:
        try:
            time, value = float(pair[0]), float(pair[1])
        except (TypeError, ValueError, LookupError, OverflowError):
            bad += 1
            continue
        if not math.isfinite(time) or time <= 0:
            bad += 1
        elif math.isfinite(value):
            points.append((time, value))
    return points, bad


def _ordered(points: Points) -> tuple[tuple[float, float], ...]:
    """By time; of several samples of one instant the first stays."""
    seen: dict[float, float] = {}
    for time, value in points:
        seen.setdefault(time, value)
    return tuple(sorted(seen.items()))


importer = Prometheus()
