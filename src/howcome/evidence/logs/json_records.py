"""Reads one JSON object of a log as a log line and, where it states an answered request, as a request.

The names of keys are data: one table, to be extended by one word. A name with dots is looked for as it
stands and as a path into nested objects. How an object's keys map to fields is worked out once for each
set of keys and remembered, because a log has few shapes and many lines.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from howcome.evidence.importer import one_line
from howcome.evidence.model import Event, LogLine, Request

from .levels import LEVELS, level_in, read_level
from .line_formats import read_duration
from .times import Read

#: Field → the keys that state it, the best first.
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "time": (
        "ts", "time", "timestamp", "@timestamp", "t", "datetime", "date", "eventTime", "event_time", "asctime",
        "@t", "created", "logged_at", "timeMillis", "epochMillis", "instant", "t.$date", "log_time", "Timestamp",
    ),
    "level": (
        "level", "lvl", "severity", "log.level", "levelname", "loglevel", "log_level", "severityText", "@l",
        "severity_text", "s", "Level", "@fields.lvl",
    ),
    "text": (
        "msg", "message", "event", "log", "body", "short_message", "fields.message", "@fields.msg", "textPayload",
        "@m", "@mt", "MESSAGE", "error.message", "error", "err", "Message",
    ),
    "service": (
        "service", "service.name", "service_name", "app", "application", "app_name", "logger", "logger_name",
        "name", "component", "kubernetes.labels.app", "kubernetes.container_name", "container",
        "container_name", "upstream", "upstream_service", "upstream_cluster", "backend", "target_service", "c",
    ),
    "status": (
        "status", "status_code", "http.status_code", "response.status", "http.response.status_code",
        "statusCode", "res.statusCode", "response.status_code", "http_status", "sc-status",
    ),
    "method": (
        "method", "http.method", "request.method", "http.request.method", "req.method", "request_method", "verb",
    ),
    "path": (
        "path", "route", "url", "uri", "request.uri", "request.path", "http.route", "http.target", "http.url",
        "url.path", "req.url", "request_uri", "request_path", "endpoint",
    ),
    "request": ("request_id", "requestId", "req_id", "reqId", "trace_id", "traceId", "x_request_id"),
    "environment": ("env", "environment", "deployment.environment", "stage"),
    "user": (
        "user_id", "userId", "user.id", "user", "username", "customer_id", "customerId", "account_id",
        "remote_user", "client_ip", "remote_addr", "remote_ip", "request.client_ip", "request.remote_ip", "client",
    ),
    "duration": (
        "duration", "duration_ms", "duration_s", "durationMs", "duration_seconds", "latency", "latency_ms",
        "latency_s", "elapsed", "elapsed_ms", "response_time", "response_time_ms", "responseTime",
        "request_time", "took", "took_ms", "event.duration", "duration_ns", "duration_us",
    ),
}  # fmt: skip

#: Keys of objects that are no log records, although they look a little like ones.
FOREIGN_KEYS: Final = frozenset({
    "alerts", "incident_updates", "workflow_run", "workflow_job", "deployment", "deployment_status", "check_run",
    "involvedObject", "resourceLogs", "resourceMetrics", "resourceSpans", "resource_logs", "eventSource",
    "pull_request", "client_msg_id", "blocks", "reactions", "thread_ts", "channel_id", "sha256", "apiVersion",
    "groupKey", "commonLabels", "incident_key", "user_profile", "user_team",
})  # fmt: skip

#: How a key's ending or a key of its own tells a number's unit, as seconds.
_DURATION_UNITS: Final = (
    (re.compile(r"(?:_ms|Ms|Millis|responseTime|took)$"), 1e-3),
    (re.compile(r"_(?:us|µs)$"), 1e-6),
    (re.compile(r"(?:_ns|event\.duration)$"), 1e-9),
    (re.compile(r""), 1.0),
)
_LONGEST_TEXT = 4000
_SHAPES = 500
_STATUS = re.compile(r"[1-5]\d\d$")
_LETTERS = {"T": "debug", "D": "debug", "I": "info", "W": "warning", "E": "error", "F": "fatal"}

Get = Callable[[Mapping[str, Any]], Any]
Shape = dict[str, tuple[tuple[str, Get], ...]]


class JsonRecords:
    """Turns the objects of one file into records. It remembers the shapes of objects that it has met."""

    def __init__(self, read_time_text: Read) -> None:
        self._read = read_time_text
        self._shapes: dict[tuple[str, ...], Shape] = {}

    def lines(
        self, record: Mapping[str, Any], number: int, outer: float | None = None
    ) -> Sequence[LogLine | Request | Event]:
        """The log line of an object and its request, if it states one; nothing without a time or any value.

        An object that tells who changed what (an audit trail, a flag's history) is an `Event`.

        `outer` is a time from outside the object, for one that has none of its own.
        """
        shape = self._shape(record)
        time = self._time(record, shape)
        if time is None:
            time = outer
        if time is None:
            return ()
        service = _first_text(record, shape["service"])
        text = _first_text(record, shape["text"])
        request = self._request(record, shape, time, service) if shape["status"] else None
        if text is None and request:
            return (request,)
        change = audited(record, time, number) if text is None else None
        if change:
            return (change,)
        if text is None:
            text = _stated(record, shape)
        if text is None:
            return ()
        line = LogLine(time, self._level(record, shape, text), text[:_LONGEST_TEXT], service, number)
        return (line, request) if request else (line,)

    def time(self, record: Mapping[str, Any]) -> float | None:
        """Epoch seconds of the first key for a time whose value can be read."""
        return self._time(record, self._shape(record))

    def _time(self, record: Mapping[str, Any], shape: Shape) -> float | None:
        for _, get in shape["time"]:
            time = self._epoch(get(record))
            if time is not None:
                return time
        return None

    def _epoch(self, value: object) -> float | None:
        if isinstance(value, str):
            return self._read(value.strip())
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        if not 1e8 <= value < 1e20:
            return None
        seconds = float(value)
        while seconds >= 1e11:
            seconds /= 1000
        return seconds

    def _level(self, record: Mapping[str, Any], shape: Shape, text: str) -> str | None:
        for key, get in shape["level"]:
            value = get(record)
            if isinstance(value, str) and value in LEVELS:
                return LEVELS[value]
            level = _LETTERS.get(value) if key == "s" and isinstance(value, str) else read_level(value)
            if level:
                return level
        return level_in(text)

    def _request(
        self, record: Mapping[str, Any], shape: Shape, time: float, service: str | None
    ) -> Request | None:
        status = None
        for _, get in shape["status"]:
            status = _http_status(get(record))
            if status is not None:
                break
        else:
            return None
        method = _first_text(record, shape["method"])
        path = _first_text(record, shape["path"])
        if not method and not path and not _first_text(record, shape["request"]):
            return None
        duration = None
        for key, get in shape["duration"]:
            duration = _seconds(key, get(record))
            if duration is not None:
                break
        user = _first_text(record, shape["user"])
        environment = _first_text(record, shape["environment"]) if shape["environment"] else None
        return Request(time, status, method, bare_path(path), user, duration, service, environment)

    def _shape(self, record: Mapping[str, Any]) -> Shape:
        keys = tuple(record)
        known = self._shapes.get(keys)
        if known is None:
            if len(self._shapes) >= _SHAPES:
                self._shapes.clear()
            known = self._shapes[keys] = _shape_of(record)
        return known


def _shape_of(record: Mapping[str, Any]) -> Shape:
    shape = {}
    for field, names in KEYS.items():
        found: list[tuple[str, Get]] = []
        for name in names:
            if name in record:
                found.append((name, operator.itemgetter(name)))
            elif "." in name and name.split(".", 1)[0] in record:
                found.append((name, _path_getter(name.split("."))))
        shape[field] = tuple(found)
    return shape


def _path_getter(parts: list[str]) -> Get:
    def get(record: Mapping[str, Any]) -> Any:
        value: Any = record
        for part in parts:
            if not isinstance(value, dict):
                return None
            value = value.get(part)
        return value

    return get


def _first_text(record: Mapping[str, Any], getters: tuple[tuple[str, Get], ...]) -> str | None:
    for _, get in getters:
        value = get(record)
        if isinstance(value, str):
            text = value.strip()
            if text and text not in ("-", "--"):
                return text
        elif isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return None


#: Keys of an audit record: who did it, what was done, and to what.
_WHO: Final = ("actor", "user", "who", "changed_by", "author", "principal", "member", "operator", "by")
_DONE: Final = ("action", "operation", "change", "verb", "activity", "event_type", "kind", "type")
_TO_WHAT: Final = (
    "flag",
    "feature",
    "key",
    "setting",
    "resource",
    "target",
    "name",
    "object",
    "entity",
    "parameter",
    "variable",
)


def audited(record: Mapping[str, Any], time: float, number: int) -> Event | None:
    """The change that an audit record states; None for other objects."""
    actor, action, target = (
        next((record[k] for k in keys if _is_word(record.get(k))), None) for keys in (_WHO, _DONE, _TO_WHAT)
    )
    if actor is None or action is None or target is None:
        return None
    used = {"from", "to", "old", "new", "old_value", "new_value", "before", "after"}
    moves = [
        f"{k.replace('_', ' ')} {one_line(record[k], 80)}"
        for k in record
        if k in used and isinstance(record[k], str | int | float | bool)
    ]
    environment = record.get("environment") or record.get("env")
    text = one_line(f"{target}: {action}{', ' if moves else ''}{', '.join(moves)}", 300)
    return Event(
        time=datetime.fromtimestamp(time, UTC), kind="change", text=text, source="", key=f"line {number}",
        actors=(one_line(actor, 80),), reference=one_line(target, 80),
        environment=environment if isinstance(environment, str) else None, details={"audit": one_line(action, 80)},
    )  # fmt: skip


def _is_word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 200


def _stated(record: Mapping[str, Any], shape: Shape) -> str | None:
    """`key=value` of what an object states beside its time, level and service, for one without a message."""
    known = {name for field in ("time", "level", "service") for name, _ in shape[field]}
    pairs = [
        f"{key}={one_line(value, 80)}"
        for key, value in record.items()
        if key not in known and isinstance(value, str | int | float | bool) and value != ""
    ]
    return " ".join(pairs[:12]) if pairs else None


def _http_status(value: object) -> int | None:
    if isinstance(value, str) and _STATUS.match(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599:
        return value
    return None


@functools.lru_cache(256)
def _unit_of(key: str) -> float:
    return next(unit for pattern, unit in _DURATION_UNITS if pattern.search(key))


def _seconds(key: str, value: object) -> float | None:
    unit = _unit_of(key)
    if isinstance(value, str):
        text = value.strip()
        found = read_duration(text)
        return found if found is None or text[-1].isalpha() else round(found * unit, 9)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e15:
        return None
    return round(value * unit, 9)


def bare_path(path: str | None) -> str | None:
    """A request's path without query and fragment, and without scheme and host; at most 500 characters."""
    if path is None:
        return None
    path = path[:2000]
    if "?" in path or "#" in path:
        path = path.partition("?")[0].partition("#")[0]
    if "://" in path[:12]:
        path = "/" + path.split("://", 1)[1].partition("/")[2]
    return path[:500]


def looks_like_log(record: object) -> bool:
    """Whether a JSON value is a log record: an object with a time and a level or a text, and no other kind."""
    if not isinstance(record, dict) or not FOREIGN_KEYS.isdisjoint(record):
        return False
    if record.get("type") in ("message", "post", "direct_post") or isinstance(record.get("event"), dict):
        return False
    shape = _shape_of(record)
    if not any(isinstance(get(record), str | int | float) for _, get in shape["time"]):
        return False
    if any(isinstance(get(record), str | int) for field in ("level", "text") for _, get in shape[field]):
        return True
    if any(_http_status(get(record)) for _, get in shape["status"]) and (shape["method"] or shape["path"]):
        return True
    return all(any(_is_word(record.get(k)) for k in keys) for keys in (_WHO, _DONE, _TO_WHAT))
