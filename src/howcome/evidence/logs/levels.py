"""The words and numbers that logs use for severity, brought to the five levels of `LogLine`."""

from __future__ import annotations

import re
from typing import Final

#: Words (lower case) → level. Syslog's and the languages' usual names.
LEVELS: Final = {
    "trace": "debug", "debug": "debug", "fine": "debug", "finer": "debug", "finest": "debug",
    "verbose": "debug", "info": "info", "information": "info", "informational": "info", "notice": "info",
    "warn": "warning", "warning": "warning", "error": "error", "err": "error", "severe": "error",
    "fatal": "fatal", "critical": "fatal", "crit": "fatal", "alert": "fatal", "emerg": "fatal",
    "emergency": "fatal", "panic": "fatal", "dpanic": "fatal",
}  # fmt: skip

#: From the worst on; for sorting and for "at least a warning".
RANKS: Final = {"fatal": 0, "error": 1, "warning": 2, "info": 3, "debug": 4, None: 5}

#: Syslog severities 0 to 7 (RFC 5424, section 6.2.1).
SYSLOG: Final = ("fatal", "fatal", "fatal", "error", "warning", "info", "info", "debug")

#: How far from a text's start a level word still speaks for the whole text.
NEAR: Final = 60

_UPPER = re.compile(
    r"\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERR|ERROR|SEVERE|CRIT|CRITICAL|EMERG|EMERGENCY|FATAL|PANIC)\b"
)
_FIRST = re.compile(
    r"\W{0,3}(trace|debug|info|notice|warn|warning|err|error|severe|crit|critical|fatal|panic)(?:[\]:|>\s]|$)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+$")


def read_level(value: object) -> str | None:
    """One of the five levels for a level word or a bunyan/pino number (10 … 60), else None."""
    if isinstance(value, str):
        word = value.strip().lower()
        level = LEVELS.get(word) or LEVELS.get(_DIGITS.sub("", word))
        if level or not word.isdigit():
            return level
        value = int(word[:4])
    if isinstance(value, bool) or not isinstance(value, int | float) or not 10 <= value <= 69:
        return None
    return ("debug", "debug", "info", "warning", "error", "fatal")[int(value) // 10 - 1]


def level_in(text: str) -> str | None:
    """The level that a text states itself: a word at its start, or one in capitals near its start."""
    found = _FIRST.match(text)
    if found:
        return LEVELS[found[1].lower()]
    found = _UPPER.search(text, 0, NEAR)
    return LEVELS[found[0].lower()] if found else None
