"""Logs with one JSON object a line: application logs, Docker's json-file, bunyan, pino, zap, structlog, Caddy.

How to get one: copy the file, or write out what a log store keeps (`kubectl logs`, `docker logs`, a query's
export as JSON lines, `journalctl -o json`). A line's address is `line N`. Which keys state what is in
`evidence/logs/json_records.py`. An object with an HTTP status and a method, a path or a request's id is a
`Request` as well as a log line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from howcome.evidence.importer import Context, File, one_line
from howcome.evidence.logs.container_text import ContainerText
from howcome.evidence.logs.json_records import JsonRecords, looks_like_log
from howcome.evidence.logs.long_lines import LongLines
from howcome.evidence.logs.times import Era, has_zone, reader
from howcome.evidence.model import Certainty, Event, LogLine, Problem, Record, Request

_LOOKED_AT = 20
_SHOWN_PROBLEMS = 3
_LONGEST_LINE = 4 * 1024 * 1024


class JsonLines:
    """The importer of JSON lines logs."""

    name = "jsonlines"
    title = "JSON lines log"

    def accepts(self, file: File) -> bool:
        """Whether the first lines are JSON objects with a time and a level or a text, and nothing else."""
        if file.json_head != "{":
            return False
        values = _head_values(file)
        good = sum(looks_like_log(value) for value in values)
        return good * 2 > len(values) and looks_like_log(values[0])

    def certainty(self, file: File, context: Context) -> Certainty:
        """How certain the times of this file are: "exact" with zones of their own or a zone that was said."""
        zoned = JsonRecords(lambda text: 1.0 if has_zone(text) else None)
        any_time = JsonRecords(reader(("iso", "epoch", "clf")))
        for value in _head_values(file):
            if isinstance(value, dict) and zoned.time(value) is None and any_time.time(value) is not None:
                return context.zone_for(file.name)[1]
        return "exact"

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:
        """Log lines and requests in the order of the file; at most four problems for lines that are neither."""
        zone = context.zone_for(file.name)[0]
        records = JsonRecords(reader(("iso", "epoch", "clf"), zone, Era(context.since, context.until)))
        inside = ContainerText(_container_texts(file), zone, Era(context.since, context.until))
        lines = LongLines(file, _LONGEST_LINE)
        wrong = 0
        for number, line in lines:
            if not line or line.isspace():
                continue
            said = None
            value = _loaded(line)
            found: Sequence[LogLine | Request | Event]
            if isinstance(value, dict):
                text = _container_text(value)
                if text == "":
                    continue
                if text:
                    found = inside.records(text, records.time(value), number)
                else:
                    found = records.lines(value, number)
                yield from (replace(r, source=source) if isinstance(r, Event) else r for r in found)
                if not found:
                    said = "an object without a time that can be read, or without a text"
            else:
                said = "not a JSON object"
            if said:
                wrong += 1
                if wrong <= _SHOWN_PROBLEMS:
                    yield Problem(file.name, f"line {number}", f"{said}: {one_line(line[:400], 60)!r}")
        if wrong > _SHOWN_PROBLEMS:
            yield Problem(file.name, "", f"{wrong - _SHOWN_PROBLEMS} more lines like this")
        if lines.problem:
            yield lines.problem


def _loaded(line: str) -> Any:
    if len(line) > _LONGEST_LINE:
        return None
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _container_text(value: dict[str, Any]) -> str | None:
    """What a container wrote, where the object is one of Docker's json-file."""
    text = value.get("log")
    return text.strip() if isinstance(text, str) and "stream" in value else None


def _container_texts(file: File) -> list[str]:
    values = (value for value in _head_values(file) if isinstance(value, dict))
    return [text for value in values if (text := _container_text(value))]


def _head_values(file: File) -> list[Any]:
    lines = file.text_head.split("\n")
    if len(lines) > 1:
        lines.pop()
    return [_loaded(line) for line in lines if line.strip()][:_LOOKED_AT]


importer = JsonLines()
