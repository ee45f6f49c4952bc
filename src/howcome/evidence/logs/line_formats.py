"""Log formats as data: loads `formats/*.toml`, proves each with its own samples, and finds a file's format.

A format file has these keys; only `name`, `title`, `patterns` and `samples` must be there:

    name          the file's stem
    title         for people
    patterns      regular expressions, tried in order; each begins with ^, is case sensitive and has named
                  groups out of FIELDS
    times         forms of the time group (see times.py), tried in order
    levels        level words of this format alone: { LOG = "info" }
    continuation  a regular expression for lines that surely belong to the record before them; any line
                  that no pattern matches does too, unless `lines = true`
    lines         true where a record never has more than one line (access logs): other lines are problems
    stacks        "python", "java": whose exception line is added to the record's text
    inner         true where the text is a log line of another program (container logs)
    unquote       true where a text in double quotes stands for what is between them
    integer_duration  seconds that a duration without a decimal point or a unit counts (1, 0.001, 0.000001)
    rank          which of two formats wins where both match as many lines; 0 where not given
    generic       true for a fallback: a specific format wins although it matches somewhat fewer lines
    samples       [[samples]] line = "…", and what is expected of it: any of FIELDS; `time` as ISO 8601 in
                  UTC, `level` as one of the five, `status` and `bytes` as numbers, `duration` in seconds;
                  `year` gives the year where the line has none

A format whose sample does not read as it says is refused with `FormatError`.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from howcome.errors import HowcomeError

from .levels import LEVELS, SYSLOG, level_in
from .times import FORMS, YEARLESS, Era, reader

FIELDS: Final = (
    "time", "level", "text", "service", "host", "pid", "pri",
    "method", "path", "status", "bytes", "user", "client", "duration",
)  # fmt: skip

STACKS: Final = frozenset({"python", "java"})

_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "name": str, "title": str, "patterns": list, "times": list, "levels": dict, "continuation": str,
    "lines": bool, "stacks": list, "inner": bool, "unquote": bool, "integer_duration": (int, float),
    "rank": int, "generic": bool, "samples": list,
}  # fmt: skip

#: Lines that begin so belong to the record before them in any format.
_CONTINUED = re.compile(r"\s|$|Traceback \(|Caused by: |Suppressed: |\.\.\. \d|[\])}]")
_DURATION = re.compile(r"(\d{1,15}(?:\.\d{1,12})?)\s?(ns|us|µs|μs|ms|s|m|h)?$")
_UNITS: Final = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}

Groups = tuple[str | None, ...]


class FormatError(HowcomeError):
    """A log format that is not what it says: the file, where in it, and what was got."""


@dataclass(frozen=True, slots=True)
class LogFormat:
    """One way to write log lines. See the module's docstring for the keys."""

    name: str
    title: str
    patterns: tuple[re.Pattern[str], ...]
    times: tuple[str, ...]
    levels: Mapping[str, str]
    continuation: re.Pattern[str] | None
    lines: bool
    stacks: tuple[str, ...]
    inner: bool
    unquote: bool
    integer_duration: float
    rank: int
    generic: bool
    samples: tuple[Mapping[str, Any], ...]
    _pick: tuple[tuple[Callable[[str], re.Match[str] | None], Callable[[Groups], Groups]], ...]

    def match(self, line: str) -> Groups | None:
        """The texts of the groups, in the order of FIELDS, None for what is not there; None: no match."""
        for match, pick in self._pick:
            found = match(line)
            if found:
                return pick((*found.groups(), None))
        return None

    def continues(self, line: str) -> bool:
        """Whether a line surely belongs to the record before it."""
        return bool(_CONTINUED.match(line) or (self.continuation and self.continuation.match(line)))

    def level(self, word: str | None, pri: str | None, text: str) -> str | None:
        """The level of a record by its level word, its syslog priority, or what its text says."""
        if word:
            known = self.levels.get(word) or LEVELS.get(word.lower())
            if known:
                return known
        if pri:
            return SYSLOG[int(pri) & 7]
        return level_in(text)

    @property
    def yearless(self) -> bool:
        """Whether its times state no year."""
        return bool(self.times) and self.times[0] in YEARLESS


def read_duration(text: str | None, integer: float = 1) -> float | None:
    """Seconds of `0.123`, `12ms`, `1.5 s`; a bare whole number counts `integer` seconds each."""
    found = _DURATION.match(text) if text else None
    if not found:
        return None
    number, unit = found.groups()
    if unit:
        return round(float(number) * _UNITS[unit], 9)
    return float(number) if "." in number else round(int(number) * integer, 9)


def unquoted(text: str) -> str:
    """A text without the double quotes around it and the backslashes before quotes inside."""
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1].replace('\\"', '"').replace("\\n", " ").replace("\\\\", "\\")
    return text


def parse_format(text: str, stem: str) -> LogFormat:
    """The format that a TOML text describes, proven by its samples. Raises `FormatError`."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"{stem}.toml: not valid TOML: {error}") from None
    _check_keys(data, stem)
    patterns = tuple(_pattern(p, stem, n) for n, p in enumerate(data["patterns"], 1))
    times = _known(data.get("times", []), FORMS, stem, "times")
    if bool(times) != any("time" in p.groupindex for p in patterns):
        raise FormatError(f"{stem}.toml: `times` and a group named time go together")
    levels = data.get("levels", {})
    _known(list(levels.values()), frozenset(LEVELS.values()), stem, "levels")
    continuation = data.get("continuation")
    made = LogFormat(
        name=data["name"],
        title=data["title"],
        patterns=patterns,
        times=times,
        levels=levels,
        continuation=None if continuation is None else _compiled(continuation, stem, "continuation"),
        lines=data.get("lines", False),
        stacks=_known(data.get("stacks", []), STACKS, stem, "stacks"),
        inner=data.get("inner", False),
        unquote=data.get("unquote", False),
        integer_duration=data.get("integer_duration", 1),
        rank=data.get("rank", 0),
        generic=data.get("generic", False),
        samples=tuple(data["samples"]),
        _pick=tuple((p.match, _picker(p)) for p in patterns),
    )
    for number, sample in enumerate(made.samples, 1):
        _prove(made, sample, f"{stem}.toml, sample {number}")
    return made


@functools.cache
def formats() -> tuple[LogFormat, ...]:
    """All formats that lie in `formats/`, best rank first. Raises `FormatError` for a broken one."""
    return load_folder(Path(__file__).with_name("formats"))


def load_folder(folder: Path) -> tuple[LogFormat, ...]:
    """The formats in a folder's `.toml` files, best rank first. Raises `FormatError`."""
    made = [parse_format(path.read_text("utf-8"), path.stem) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(made, key=lambda f: (f.generic, -f.rank, f.name)))


def detect(lines: Sequence[str], among: Iterable[LogFormat] | None = None) -> LogFormat | None:
    """The format that matches most of the lines, and at least half of those that start a record.

    A generic format is taken only where no specific one matches at least four fifths as many lines.
    """
    best: LogFormat | None = None
    best_count = 0
    for one in formats() if among is None else among:
        count = _matched(one, lines)
        if count and (best is None or count * (4 if one.generic else 5) > best_count * 5):
            best, best_count = one, count
    return best


def _matched(one: LogFormat, lines: Sequence[str]) -> int:
    """How many lines a format matches, 0 where it is less than half of those that start a record."""
    count = foreign = 0
    inside = False
    for line in lines:
        if one.match(line) or (one.continuation and one.continuation.match(line)):
            count += 1
            inside = False
        elif one.continues(line):
            inside = True
        elif not inside or one.lines:
            foreign += 1
    return count if count >= foreign else 0


def sample_fields(one: LogFormat, line: str, year: int | None = None) -> dict[str, Any] | None:
    """What a format reads in a line, as a sample states it; None where no pattern matches."""
    groups = one.match(line)
    if groups is None:
        return None
    got: dict[str, Any] = {k: v for k, v in zip(FIELDS, groups, strict=True) if v is not None}
    if "time" in got:
        era = Era(datetime(year, 7, 1, tzinfo=UTC), datetime(year, 7, 1, tzinfo=UTC)) if year else None
        time = reader(one.times, UTC, era)(got["time"])
        got["time"] = None if time is None else _iso_text(time)
    if "text" in got and one.unquote:
        got["text"] = unquoted(got["text"])
    level = one.level(got.get("level"), got.get("pri"), got.get("text", ""))
    got.pop("level", None)
    if level:
        got["level"] = level
    for key in ("status", "bytes"):
        if str(got.get(key, "")).isdigit():
            got[key] = int(got[key])
    if "duration" in got:
        got["duration"] = read_duration(got["duration"], one.integer_duration)
    return got


def _iso_text(time: float) -> str:
    text = datetime.fromtimestamp(time, UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    return text.rstrip("0").rstrip(".") + "Z" if "." in text else text + "Z"


def _check_keys(data: Mapping[str, Any], stem: str) -> None:
    for key in ("name", "title", "patterns", "samples"):
        if not data.get(key):
            raise FormatError(f"{stem}.toml: `{key}` is missing")
    for key, value in data.items():
        if key not in _TYPES:
            raise FormatError(f"{stem}.toml: unknown key `{key}`; known are {', '.join(_TYPES)}")
        if not isinstance(value, _TYPES[key]):
            raise FormatError(f"{stem}.toml: `{key}` has the wrong type ({type(value).__name__})")
    if data["name"] != stem:
        raise FormatError(f"{stem}.toml: its name is {data['name']!r}; it must be the file's")


def _compiled(text: object, stem: str, place: str) -> re.Pattern[str]:
    try:
        return re.compile(str(text))
    except (re.error, OverflowError, RecursionError) as error:
        raise FormatError(f"{stem}.toml, {place}: not a regular expression: {error}") from None


def _pattern(text: object, stem: str, number: int) -> re.Pattern[str]:
    place = f"pattern {number}"
    made = _compiled(text, stem, place)
    if made.flags & re.IGNORECASE or "(?i" in made.pattern:
        raise FormatError(f"{stem}.toml, {place}: must be case sensitive")
    if not made.pattern.startswith("^"):
        raise FormatError(f"{stem}.toml, {place}: must begin with ^ (anchored at the line's start)")
    unknown = sorted(set(made.groupindex) - set(FIELDS))
    if unknown:
        raise FormatError(
            f"{stem}.toml, {place}: unknown group {unknown[0]!r}; known are {', '.join(FIELDS)}"
        )
    if made.groups != len(made.groupindex):
        raise FormatError(f"{stem}.toml, {place}: has a group without a name; write (?: … )")
    if not {"text", "status"} & set(made.groupindex):
        raise FormatError(f"{stem}.toml, {place}: needs a group named text or status")
    return made


def _known(values: Sequence[Any], known: frozenset[str], stem: str, key: str) -> tuple[str, ...]:
    for value in values:
        if value not in known:
            raise FormatError(f"{stem}.toml, {key}: unknown {value!r}; known are {', '.join(sorted(known))}")
    return tuple(values)


def _picker(pattern: re.Pattern[str]) -> Callable[[Groups], Groups]:
    return operator.itemgetter(*(pattern.groupindex.get(name, 0) - 1 for name in FIELDS))


def _prove(one: LogFormat, sample: object, place: str) -> None:
    if not isinstance(sample, dict) or not isinstance(sample.get("line"), str):
        raise FormatError(f"{place}: needs a `line`")
    expected = {key: value for key, value in sample.items() if key not in ("line", "year")}
    if not expected:
        raise FormatError(f"{place}: says nothing that is expected of the line")
    unknown = sorted(set(expected) - set(FIELDS))
    if unknown:
        raise FormatError(f"{place}: unknown field {unknown[0]!r}; known are {', '.join(FIELDS)}")
    got = sample_fields(one, sample["line"], sample.get("year"))
    if got is None:
        raise FormatError(f"{place}: no pattern matches {sample['line']!r}")
    for key, value in expected.items():
        if got.get(key) != value:
            raise FormatError(f"{place}: expected {key} = {value!r}, got {got.get(key)!r}")
