"""JSON lines logs: which keys state what, and which objects are no log records."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from howcome.evidence.importer import Context, File
from howcome.evidence.importers.jsonlines import importer
from howcome.evidence.logs.json_records import bare_path
from howcome.evidence.model import LogLine, Problem, Record, Request


def file(*rows: Any, name: str = "app.jsonl") -> File:
    data = "\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows).encode() + b"\n"
    return File(name, lambda: io.BytesIO(data), len(data))


def reading(*rows: Any) -> list[Record]:
    return list(importer.read(file(*rows), "app", Context()))


TIME = {"ts": "2026-10-14T14:02:04Z"}


@pytest.mark.parametrize(
    "key", ["ts", "time", "timestamp", "@timestamp", "t", "datetime", "asctime", "eventTime"]
)
@pytest.mark.parametrize(
    "value",
    ["2026-10-14T14:02:04Z", "2026-10-14 16:02:04+02:00", 1791986524, 1791986524000, 1791986524000000,
     1791986524000000000, "1791986524"],
)  # fmt: skip
def test_times(key: str, value: object) -> None:
    (line,) = reading({key: value, "msg": "late"})
    assert isinstance(line, LogLine)
    assert line.time == 1791986524.0


def test_mongodb_nests_its_time() -> None:
    (line,) = reading({"t": {"$date": "2026-10-14T14:02:04.000Z"}, "s": "W", "c": "NETWORK", "msg": "late"})
    assert line == LogLine(1791986524.0, "warning", "late", "NETWORK", 1)


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({"level": "WARN"}, "warning"),
        ({"severity": "CRITICAL"}, "fatal"),
        ({"log.level": "error"}, "error"),
        ({"log": {"level": "error"}}, "error"),
        ({"levelname": "DEBUG"}, "debug"),
        ({"level": 50}, "error"),
        ({"level": 3}, None),
        ({"s": "E"}, "error"),
        ({}, None),
    ],
)
def test_levels(fields: dict[str, Any], level: str | None) -> None:
    (line,) = reading({**TIME, "msg": "late", **fields})
    assert isinstance(line, LogLine)
    assert line.level == level


@pytest.mark.parametrize(
    ("fields", "service"),
    [
        ({"service": "cart"}, "cart"),
        ({"service": {"name": "cart"}}, "cart"),
        ({"kubernetes": {"labels": {"app": "cart"}}}, "cart"),
        ({"logger": "cart.pool"}, "cart.pool"),
        ({"service": 7}, "7"),
        ({"service": None}, None),
    ],
)
def test_services(fields: dict[str, Any], service: str | None) -> None:
    (line,) = reading({**TIME, "msg": "late", **fields})
    assert isinstance(line, LogLine)
    assert line.service == service


@pytest.mark.parametrize(
    ("fields", "request_fields"),
    [
        ({"status": 503, "path": "/cart?x=1"}, (503, None, "/cart", None, None)),
        ({"status_code": "200", "method": "GET", "user_id": 17}, (200, "GET", None, "17", None)),
        (
            {"http": {"status_code": 502}, "route": "/pay", "latency_ms": 12.5},
            (502, None, "/pay", None, 0.0125),
        ),
        ({"status": 200, "request_id": "5f0c", "duration": "1.5s"}, (200, None, None, None, 1.5)),
        ({"status": 200, "url": "https://shop.example.test/a/b?c"}, (200, None, "/a/b", None, None)),
        ({"status": 200, "path": "/", "event": {"duration": 2_000_000_000}}, (200, None, "/", None, 2.0)),
        ({"status": 200}, None),
        ({"status": "ok", "path": "/cart"}, None),
        ({"status": 42, "path": "/cart"}, None),
        ({"status": True, "path": "/cart"}, None),
    ],
)
def test_an_answered_request_is_a_request_beside_the_line(
    fields: dict[str, Any], request_fields: tuple[Any, ...] | None
) -> None:
    line, *requests = reading({**TIME, "level": "info", "msg": "request", **fields})
    assert isinstance(line, LogLine)
    found = [(r.status, r.method, r.path, r.user, r.duration) for r in requests if isinstance(r, Request)]
    assert found == ([request_fields] if request_fields else [])


def test_what_a_container_wrote_is_read_as_what_it_is() -> None:
    outer = {"stream": "stdout", "time": "2026-10-14T14:02:04Z"}
    access = '203.0.113.9 - - [14/Oct/2026:14:02:03 +0000] "GET /cart HTTP/1.1" 502 5\n'
    assert reading({"log": access, **outer}) == [
        Request(1791986523.0, 502, "GET", "/cart", "203.0.113.9", None, None)
    ]
    assert reading({"log": '{"level":"warn","msg":"late"}\n', **outer}) == [
        LogLine(1791986524.0, "warning", "late", None, 1)
    ]
    assert reading({"log": "\n", **outer}) == []
    assert reading({"log": "ERROR late\n", **outer}) == [
        LogLine(1791986524.0, "error", "ERROR late", None, 1)
    ]


def test_lines_that_are_no_records_are_three_problems_and_a_count() -> None:
    good = {**TIME, "msg": "late"}
    found = [r for r in reading(good, *["{"] * 20, good) if isinstance(r, Problem)]
    assert [p.place for p in found] == ["line 2", "line 3", "line 4", ""]
    assert found[-1].message == "17 more lines like this"


@pytest.mark.parametrize(
    "row",
    [
        {"alerts": [], "status": "firing", "time": "2026-10-14T14:02:04Z", "message": "x"},
        {"type": "message", "ts": "1791986524.000100", "user": "U1", "text": "hello", "message": "x"},
        {"event": {"event_type": "incident.triggered"}, "timestamp": "2026-10-14T14:02:04Z", "message": "x"},
        {"incident_updates": [], "timestamp": "2026-10-14T14:02:04Z", "message": "x"},
        {"workflow_run": {}, "time": "2026-10-14T14:02:04Z", "message": "x"},
        {"involvedObject": {}, "message": "x", "time": "2026-10-14T14:02:04Z"},
        {"resourceLogs": []},
        {"eventSource": "x", "eventTime": "2026-10-14T14:02:04Z", "message": "x"},
        {"timestamp": 1791986524000, "connections": {}},
        {"msg": "no time"},
    ],
    ids=lambda row: next(iter(row)),
)
def test_records_of_other_kinds_are_refused(row: dict[str, Any]) -> None:
    assert not importer.accepts(file(row, row))


def test_a_log_is_accepted_whatever_its_name() -> None:
    assert importer.accepts(file({**TIME, "msg": "late"}, name="thing.log"))
    assert importer.accepts(file({"time": "2026-10-14T14:02:04Z", "log": "late\n", "stream": "stdout"}))


def test_it_says_how_certain_the_times_are() -> None:
    assert importer.certainty(file({**TIME, "msg": "late"}), Context()) == "exact"
    assert (
        importer.certainty(file({"time": "2026-10-14 14:02:04", "msg": "late"}), Context()) == "zone-assumed"
    )


def test_hostile_values_raise_nothing() -> None:
    for value in (None, [], {}, 1e308, -1, "x" * 100_000, True, "\0", 10**400):
        for key in ("ts", "level", "msg", "service", "status", "path", "duration", "user_id", "event", "log"):
            reading({**TIME, "level": "info", "msg": "x", "status": 200, "path": "/", key: value})
    reading("[" * 100_000, '{"a":' * 100_000)


def test_a_path_has_no_query() -> None:
    assert bare_path("/a/b?c=d#e") == "/a/b"
    assert bare_path(None) is None
