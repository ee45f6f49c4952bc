"""Reads what a program inside a container wrote: JSON, a line of a known format, or plain words.

The container's runtime puts its own time before each line; it counts where the line states none with a zone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import tzinfo

from howcome.evidence.model import Event, LogLine, Request

from .json_records import JsonRecords, bare_path
from .levels import level_in
from .line_formats import Groups, LogFormat, detect, read_duration, unquoted
from .times import Era, has_zone, reader

#: A record's text is cut after so many characters.
LONGEST_TEXT = 4000


def answered(form: LogFormat, groups: Groups, time: float) -> Request:
    """The request that a line of a format states. The user is the client's address where nobody is named."""
    _, _, _, service, _, _, _, method, path, status, _, user, client, duration = groups
    seconds = read_duration(duration, form.integer_duration)
    who = client if user in ("-", None) else user
    return Request(time, int(status or 0), method, bare_path(path), who, seconds, service)


class ContainerText:
    """The lines inside the lines of one file. `samples` are some of them, to find their format by."""

    def __init__(self, samples: Sequence[str], zone: tzinfo, era: Era) -> None:
        found = detect(samples)
        self.form = None if found is None or found.inner else found
        self._time = reader(self.form.times, zone, era) if self.form and self.form.times else None
        self._json = JsonRecords(reader(("iso", "epoch"), zone, era))

    def records(self, text: str, outer: float | None, number: int) -> Sequence[LogLine | Request | Event]:
        """The records of one line; `outer` is the runtime's time for it."""
        if text[:1] == "{" and text[-1:] == "}":
            found = self._from_json(text, outer, number)
            if found:
                return found
        groups = self.form.match(text) if self.form else None
        if self.form is None or groups is None:
            return (LogLine(outer, level_in(text), text[:LONGEST_TEXT], None, number),)
        time = self._time(groups[0]) if self._time and groups[0] and has_zone(groups[0]) else None
        time = outer if time is None else time
        request = answered(self.form, groups, time) if groups[9] and time is not None else None
        if request and not groups[2]:
            return (request,)
        inside = unquoted(groups[2] or "") if self.form.unquote else groups[2] or ""
        level = self.form.level(groups[1], groups[6], inside)
        line = LogLine(time, level, inside[:LONGEST_TEXT], groups[3], number)
        return (line, request) if request else (line,)

    def _from_json(self, text: str, outer: float | None, number: int) -> Sequence[LogLine | Request | Event]:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return ()
        return self._json.lines(value, number, outer) if isinstance(value, dict) else ()
