"""Text logs: web access logs, syslog, databases, container and application logs.

How to get one: copy the file from the machine (`/var/log/…`, rotated and gzipped ones too), or write it
out with `journalctl -o short-iso`, `kubectl logs --timestamps`, `docker logs -t`. What a format is, is data:
`evidence/logs/formats/*.toml`. A line's address is `line N`.

An access log's line is a `Request` and nothing else. A line that no pattern matches belongs to the record
before it; of a stack trace the line that names the exception is added to the record's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from howcome.evidence.importer import Context, File, one_line
from howcome.evidence.logs.container_text import LONGEST_TEXT, ContainerText, answered
from howcome.evidence.logs.json_records import bare_path
from howcome.evidence.logs.line_formats import Groups, LogFormat, detect, read_duration, unquoted
from howcome.evidence.logs.long_lines import LongLines
from howcome.evidence.logs.times import Era, date_in, has_zone, reader
from howcome.evidence.model import Certainty, Event, LogLine, Problem, Record, Request
from howcome.evidence.tables import TIME_NAMES, sniff

#: Files with these endings are documents or tables, whatever their lines look like.
OTHER_KINDS = (
    ".md", ".rst", ".json", ".yaml", ".yml", ".html", ".htm", ".xml", ".csv", ".tsv", ".py", ".toml", ".ini",
    ".ics", ".eml", ".mbox", ".svg", ".pdf", ".docx", ".zip",
)  # fmt: skip

_LONGEST = 16_384
_DETECT_LINES = 200
_SHOWN_PROBLEMS = 3

_JAVA = re.compile(r"[A-Za-z_][\w.$]*(?:Exception|Error|Throwable)\b")
_PYTHON = re.compile(r"[A-Za-z_][\w.]*(?::\s|$)")


class TextLog:
    """The importer of text logs. `now` stands in for the present in tests."""

    name = "log"
    title = "log file"

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now

    def accepts(self, file: File) -> bool:
        """Whether at least half of the first lines are of one known format."""
        if file.base.lower().endswith(OTHER_KINDS) or b"\0" in file.head[:4096] or file.json_head == "{":
            return False
        lines = _first_lines(file)
        if not lines or any(line.startswith("#Fields:") for line in lines[:10]):
            return False
        table = sniff(file.head)
        return not (table and table.find(TIME_NAMES)) and detect(lines) is not None

    def certainty(self, file: File, context: Context) -> Certainty:
        """How certain the times of this file are: "exact" with zones of their own or a zone that was said."""
        lines = _first_lines(file)
        form = detect(lines)
        if form is None or not form.times:
            return "unknown"
        found = next((groups[0] for line in lines if (groups := form.match(line)) and groups[0]), "")
        if form.yearless and not (found[:4].isdigit() and form.times[0] == "syslog"):
            return "approximate"
        return "exact" if has_zone(found) else context.zone_for(file.name)[1]

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:  # noqa: ARG002
        """Log lines and requests in the order of the file; problems for lines that fit nowhere."""
        head = _first_lines(file)
        form = detect(head)
        if form is None:
            yield Problem(file.name, "", "no known log format in the first lines")
            return
        reading = _Reading(file, form, context, self._era(file, context), head)
        yield from reading.records()

    def _era(self, file: File, context: Context) -> Era:
        since, until = context.since, context.until
        if since is None and until is None:
            since = until = date_in(file.name) or date_in(file.text_head)
        return Era(since, until, self.now)


def _first_lines(file: File) -> list[str]:
    lines = file.text_head.split("\n")
    if len(lines) > 1:
        lines.pop()
    return [line.rstrip("\r")[:_LONGEST] for line in lines if line.strip()][:_DETECT_LINES]


class _Reading:
    """One pass over one file."""

    def __init__(self, file: File, form: LogFormat, context: Context, era: Era, head: Sequence[str]) -> None:
        self.file, self.form, self.era = file, form, era
        self.zone: tzinfo = context.zone_for(file.name)[0]
        self.time = reader(form.times, self.zone, era) if form.times else None
        self.wrong = 0
        self.lines = LongLines(file, _LONGEST)
        self.inside = None
        if form.inner:
            texts = [groups[2] for line in head if (groups := form.match(line)) and groups[2]]
            self.inside = ContainerText(texts, self.zone, era)

    def records(self) -> Iterator[Record]:
        if self.form.lines:
            yield from self._requests()
        else:
            yield from self._lines()
        if self.wrong > _SHOWN_PROBLEMS:
            yield Problem(self.file.name, "", f"{self.wrong - _SHOWN_PROBLEMS} more lines like this")
        if self.lines.problem:
            yield self.lines.problem

    def _requests(self) -> Iterator[Record]:
        form, read = self.form, self.time
        match, integer = form.match, form.integer_duration
        assert read is not None  # noqa: S101
        for number, line in self.lines:
            groups = match(line if len(line) <= _LONGEST else line[:_LONGEST])
            time = read(groups[0]) if groups and groups[0] else None
            if time is None or groups is None:
                if line.strip():
                    yield from self._problem(number, line)
                continue
            _, _, _, service, _, _, _, method, path, status, _, user, client, duration = groups
            if path is not None and ("?" in path or "#" in path or len(path) > 400):
                path = bare_path(path)
            yield Request(
                time,
                int(status or 0),
                method,
                path,
                client if user == "-" or user is None else user,
                None if duration is None else read_duration(duration, integer),
                service,
            )

    def _lines(self) -> Iterator[Record]:
        pending: LogLine | None = None
        stack = _Stack(self.form.stacks)
        for number, line in self.lines:
            if len(line) > _LONGEST:
                line = line[:_LONGEST]
            groups = self.form.match(line)
            if groups is None:
                if pending is not None:
                    stack.add(line)
                elif line.strip():
                    yield from self._problem(number, line)
                continue
            if pending is not None:
                yield stack.close(pending)
                pending = None
            for record in self._record(groups, number):
                if isinstance(record, LogLine):
                    pending = record
                else:
                    yield record
        if pending is not None:
            yield stack.close(pending)

    def _record(self, groups: Groups, number: int) -> Iterator[LogLine | Request | Event]:
        time_text, word, text, service, _, _, pri, _, _, status, *_ = groups
        time = self.time(time_text) if self.time and time_text else None
        text = text or ""
        if self.form.unquote:
            text = unquoted(text)
        if self.inside:
            yield from self.inside.records(text, time, number) if text else ()
            return
        if status and time is not None:
            yield answered(self.form, groups, time)
            if not text:
                return
        text = text[:LONGEST_TEXT]
        yield LogLine(
            time, self.form.level(word, pri, text), text, None if service == "-" else service, number
        )

    def _problem(self, number: int, line: str) -> Iterator[Problem]:
        self.wrong += 1
        if self.wrong <= _SHOWN_PROBLEMS:
            said = f"no line of this format ({self.form.title}): {one_line(line[:400], 60)!r}"
            yield Problem(self.file.name, f"line {number}", said)


class _Stack:
    """The lines after a record, of which only the exception's line is kept."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self.python, self.java = "python" in kinds, "java" in kinds
        self._reset()

    def _reset(self) -> None:
        self.traceback = False
        self.found: str | None = None
        self.empty = True

    def add(self, line: str) -> None:
        self.empty = False
        if self.python and line.startswith("Traceback (most recent call last)"):
            self.traceback = True
        elif self.traceback:
            if line[:1] not in (" ", "\t", "") and _PYTHON.match(line):
                self.found, self.traceback = line, False
        elif self.java and line.startswith("Caused by: "):
            self.found = line[11:]
        elif self.java and self.found is None and line[:1] not in (" ", "\t") and _JAVA.match(line):
            self.found = line

    def close(self, record: LogLine) -> LogLine:
        """The record with the exception's line at its end."""
        if self.empty:
            return record
        found = self.found
        self._reset()
        if not found:
            return record
        text = f"{record.text}: {found[:500].strip()}" if record.text else found[:500].strip()
        return record._replace(text=text)


importer = TextLog()
