"""Log formats are data that prove themselves; every way of being wrong is refused with a clear word."""

from __future__ import annotations

import io
import random
import string
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from howcome.evidence.importer import Context, File
from howcome.evidence.importers.log import TextLog
from howcome.evidence.logs import line_formats
from howcome.evidence.logs.levels import level_in, read_level
from howcome.evidence.logs.line_formats import FormatError, detect, formats, parse_format, read_duration
from howcome.evidence.logs.times import FORMS, Era, date_in, has_zone, reader, zone_named
from howcome.evidence.model import LogLine, Problem, Record, Request

FOLDER = Path(line_formats.__file__).with_name("formats")

GOOD = """
name = "shop"
title = "shop log"
times = ["iso"]
patterns = ['^(?P<time>\\S+) (?P<level>\\w+) (?P<text>.*)']
[[samples]]
line = "2026-10-14T14:02:04Z error cannot write"
time = "2026-10-14T14:02:04Z"
level = "error"
"""


def test_a_format_that_reads_its_samples_is_loaded() -> None:
    assert parse_format(GOOD, "shop").title == "shop log"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "shop"', "name = ", "not valid TOML"),
        ('name = "shop"', "", "`name` is missing"),
        ('name = "shop"', 'name = "cart"', "its name is 'cart'; it must be the file's"),
        ('title = "shop log"', "", "`title` is missing"),
        ('title = "shop log"', "title = 3", "`title` has the wrong type (int)"),
        ('title = "shop log"', 'title = "shop log"\ncolour = "red"', "unknown key `colour`"),
        ('times = ["iso"]', 'times = ["roman"]', "times: unknown 'roman'"),
        ('times = ["iso"]', "", "`times` and a group named time go together"),
        ('times = ["iso"]', 'times = ["iso"]\nlevels = { LOG = "loud" }', "levels: unknown 'loud'"),
        ('times = ["iso"]', 'times = ["iso"]\nstacks = ["cobol"]', "stacks: unknown 'cobol'"),
        ('times = ["iso"]', 'times = ["iso"]\ncontinuation = "("', "continuation: not a regular expression"),
        ("'^(?P<time>", "'(?P<time>", "pattern 1: must begin with ^"),
        ("(?P<level>\\w+)", "(?P<level>\\w+", "pattern 1: not a regular expression"),
        ("(?P<level>", "(?P<mood>", "pattern 1: unknown group 'mood'"),
        ("(?P<level>", "(", "pattern 1: has a group without a name"),
        (" (?P<text>.*)", "", "pattern 1: needs a group named text or status"),
        ("[[samples]]", "[[examples]]", "`samples` is missing"),
        ('line = "', 'text = "', "sample 1: needs a `line`"),
        ('\ntime = "2026-10-14T14:02:04Z"\nlevel = "error"', "", "says nothing that is expected"),
        ('level = "error"', 'mood = "error"', "sample 1: unknown field 'mood'"),
        ('level = "error"', 'level = "fatal"', "sample 1: expected level = 'fatal', got 'error'"),
        ('time = "2026-10-14T14:02:04Z"', 'time = "2026-10-14T14:02:05Z"', "got '2026-10-14T14:02:04Z'"),
        ('line = "2026-10-14T14:02:04Z error cannot write"', 'line = "quiet"', "no pattern matches 'quiet'"),
    ],
)
def test_a_wrong_format_is_refused_with_file_place_and_reason(old: str, new: str, said: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    with pytest.raises(FormatError) as caught:
        parse_format(text, "shop")
    assert said in str(caught.value)
    assert str(caught.value).startswith("shop.toml")


def test_a_pattern_that_ignores_case_is_refused() -> None:
    with pytest.raises(FormatError, match="must be case sensitive"):
        parse_format(GOOD.replace("'^(?P<time>", "'(?i)^(?P<time>"), "shop")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_every_format_that_ships_reads_its_samples_and_wins_them(path: Path) -> None:
    made = parse_format(path.read_text("utf-8"), path.stem)
    lines = [sample["line"] for sample in made.samples]
    found = detect(lines)
    assert found is not None
    assert found.name == made.name


@pytest.mark.parametrize("one", formats(), ids=lambda f: f.name)
def test_no_line_costs_more_than_a_moment(one: line_formats.LogFormat) -> None:
    """Patterns are linear: long runs of anything that a pattern may repeat, after each sample's beginning."""
    chance = random.Random(1)
    tails = [piece * 16_000 for piece in ' "[\\(=:;/.-a0\t'] + [
        ' msg="' * 3000, "level=a " * 2000, '\\"' * 8000, "[x] " * 4000, "a b" * 5000, "(a.b" * 4000, " (a" * 5000,
        "".join(chance.choice(string.printable[:95]) for _ in range(16_000)),
    ]  # fmt: skip
    for sample in one.samples:
        for part in (0.3, 0.6, 0.95):
            line = sample["line"]
            for tail in tails:
                started = time.perf_counter()
                one.match((line[: int(len(line) * part)] + tail)[:16_384])
                assert time.perf_counter() - started < 0.25, tail[:10]


def test_a_specific_format_wins_over_the_generic_one() -> None:
    lines = ["2026-10-14 14:02:04,123 ERROR [main] c.e.Cart - late"] * 5 + [
        "2026-10-14 14:02:05 noted by hand"
    ]
    found = detect(lines)
    assert found is not None
    assert found.name == "log4j"


def test_prose_is_no_log() -> None:
    text = ["# What happened", "", "2026-10-14 14:02 The shop failed.", "Nobody knew why.", "We looked."]
    assert detect(text) is None


def test_stack_lines_do_not_count_against_a_format() -> None:
    lines = ["2026-10-14 14:02:04 ERROR late", *["    at com.example.Cart.java:1"] * 50]
    assert detect(lines) is not None


# times


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("iso", "2026-10-14T14:02:04.5Z", "2026-10-14T14:02:04.5+00:00"),
        ("iso", "2026-10-14 14:02:04,123 CEST", "2026-10-14T12:02:04.123+00:00"),
        ("iso", "2026/10/14 14:02:04 -0730", "2026-10-14T21:32:04+00:00"),
        ("iso", "2026-10-14 14:02", "2026-10-14T14:02:00+00:00"),
        ("iso", "2026-10-14 14:02:04 XYZT", "2026-10-14T14:02:04+00:00"),
        ("clf", "14/Oct/2026:14:02:04 +0200", "2026-10-14T12:02:04+00:00"),
        ("clf", "14/Oct/2026:14:02:04.980", "2026-10-14T14:02:04.98+00:00"),
        ("ctime", "Wed Oct 14 14:02:04.1 2026", "2026-10-14T14:02:04.1+00:00"),
        ("day", "14 Oct 2026 14:02:04.123", "2026-10-14T14:02:04.123+00:00"),
        ("epoch", "1791986524123", "2026-10-14T14:02:04.123+00:00"),
    ],
)
def test_a_time_is_read(form: str, text: str, expected: str) -> None:
    assert reader((form,))(text) == pytest.approx(datetime.fromisoformat(expected).timestamp())


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize(
    "text", ["", "x", "2026-13-14 14:02:04", "31/Feb/2026:14:02:04 +0000", "Wed Xyz 14 14:02:04 2026",
             "30 Feb 2026 14:02:04.123", "Feb 30 14:02:04", "9999 14:02:04.1", "0000-00-00 00:00:00", "１９"]
)  # fmt: skip
def test_a_time_that_cannot_be_gives_none(form: str, text: str) -> None:
    assert reader((form,))(text) is None


def test_a_time_without_a_zone_is_read_in_the_files_zone() -> None:
    read = reader(("iso",), ZoneInfo("Europe/Amsterdam"))
    assert read("2026-10-14 14:02:04") == datetime(2026, 10, 14, 12, 2, 4, tzinfo=UTC).timestamp()
    assert read("2026-12-14 14:02:04") == datetime(2026, 12, 14, 13, 2, 4, tzinfo=UTC).timestamp()
    assert read("2026-12-14 14:02:04 UTC") == datetime(2026, 12, 14, 14, 2, 4, tzinfo=UTC).timestamp()


def test_zone_names_that_several_zones_share_count_as_none() -> None:
    assert zone_named("IST") is None
    assert zone_named("cest") is not None
    assert has_zone("2026-10-14 14:02:04 CEST")
    assert not has_zone("2026-10-14 14:02:04 IST")
    assert not has_zone("2026-10-14 14:02:04")


NOW = datetime(2027, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("era", "text", "year"),
    [
        (Era(now=NOW), "Jan  4 01:00:00", 2027),
        (Era(now=NOW), "Oct 14 14:02:04", 2026),
        (Era(now=NOW), "Feb 29 14:02:04", 2024),
        (Era(since=datetime(2019, 10, 14, tzinfo=UTC), now=NOW), "Oct 14 14:02:04", 2019),
        (Era(until=datetime(2020, 1, 1, tzinfo=UTC), now=NOW), "Dec 31 23:59:59", 2019),
    ],
)
def test_the_year_that_a_line_does_not_state(era: Era, text: str, year: int) -> None:
    found = reader(("syslog",), UTC, era)(text)
    assert found is not None
    assert datetime.fromtimestamp(found, UTC).year == year


def test_the_year_follows_the_lines_over_new_year_and_back() -> None:
    read = reader(("syslog",), UTC, Era(since=datetime(2026, 12, 31, tzinfo=UTC)))
    years = [datetime.fromtimestamp(read(t) or 0, UTC).year for t in (
        "Dec 31 23:59:59", "Jan  1 00:00:01", "Dec 31 23:59:59", "Jan  1 00:00:02")]  # fmt: skip
    assert years == [2026, 2027, 2026, 2027]


def test_a_date_is_found_in_a_name() -> None:
    assert date_in("logs/server.log.2016-12-19-16") == datetime(2016, 12, 19, tzinfo=UTC)
    assert date_in("messages-20261014") == datetime(2026, 10, 14, tzinfo=UTC)
    assert date_in("part 20269914 of 14/Oct/2026") == datetime(2026, 10, 14, tzinfo=UTC)
    assert date_in("nothing 2026-02-31") is None


# levels, durations


@pytest.mark.parametrize(
    ("value", "level"),
    [("WARN", "warning"), ("err", "error"), ("Severe", "error"), ("emerg", "fatal"), ("notice", "info"),
     ("DEBUG5", "debug"), (10, "debug"), (30, "info"), (60, "fatal"), ("50", "error"), (3, None), (True, None),
     (None, None), ("loud", None), (10**400, None)],
)  # fmt: skip
def test_level_words_and_numbers(value: object, level: str | None) -> None:
    assert read_level(value) == level


def test_a_text_states_its_level_near_its_start_only() -> None:
    assert level_in("[error] late") == "error"
    assert level_in("shop.CRITICAL: late") == "fatal"
    assert level_in("found no errors in the information") is None
    assert level_in("x" * 80 + " ERROR") is None


def test_durations_have_units() -> None:
    assert read_duration("0.125") == 0.125
    assert read_duration("1250", 1e-6) == 0.00125
    assert read_duration("12.5ms") == 0.0125
    assert read_duration("soon") is None
    assert read_duration(None) is None


# the importer around them


def reading(text: str, name: str = "app.log", context: Context | None = None) -> list[Record]:
    data = text.encode()
    file = File(name, lambda: io.BytesIO(data), len(data))
    importer = TextLog(now=NOW)
    assert importer.accepts(file)
    return list(importer.read(file, "app", context or Context()))


def test_an_access_line_is_a_request_and_never_a_log_line() -> None:
    line = '203.0.113.9 - dora [14/Oct/2026:14:02:04 +0000] "GET /cart?x=1 HTTP/1.1" 503 5 "-" "b"'
    assert reading(line) == [Request(1791986524.0, 503, "GET", "/cart", "dora", None, None)]


def test_the_exception_of_a_traceback_ends_the_text() -> None:
    found = reading(
        "2026-10-14 14:02:04 ERROR cannot write\n"
        "Traceback (most recent call last):\n  File x\nKeyError: 'a'\n\nDuring handling, another:\n\n"
        "Traceback (most recent call last):\n  File y\nshop.PoolExhausted: none free\n"
    )
    assert found == [LogLine(1791986524.0, "error", "cannot write: shop.PoolExhausted: none free", None, 1)]


def test_lines_that_fit_nowhere_are_three_problems_and_a_count() -> None:
    good = '203.0.113.9 - - [14/Oct/2026:14:02:04 +0000] "GET / HTTP/1.1" 200 5\n'
    found = [r for r in reading(good * 30 + "broken\n" * 20) if isinstance(r, Problem)]
    assert [p.place for p in found] == ["line 31", "line 32", "line 33", ""]
    assert found[-1].message == "17 more lines like this"


def test_times_of_a_named_file_are_read_in_the_zone_that_was_said() -> None:
    context = Context(zones={"app.log": ZoneInfo("Europe/Amsterdam")})
    (line,) = reading("2026-10-14 16:02:04 late", context=context)
    assert isinstance(line, LogLine)
    assert line.time == 1791986524.0


@pytest.mark.parametrize(
    ("line", "certainty"),
    [
        ("2026-10-14T16:02:04Z late", "exact"),
        ("2026-10-14 16:02:04 late", "zone-assumed"),
        ("Oct 14 16:02:04 web-1 kernel: late", "approximate"),
        ("E1014 14:02:04.123456 1 a.go:1] late", "approximate"),
        ("ERROR:shop:late", "unknown"),
        ("just words", "unknown"),
    ],
)
def test_it_says_how_certain_a_files_times_are(line: str, certainty: str) -> None:
    file = File("a.log", lambda: io.BytesIO(line.encode()), len(line))
    assert TextLog().certainty(file, Context()) == certainty


def test_a_year_is_taken_from_the_files_name() -> None:
    (line,) = reading("Oct 14 14:02:04 web-1 kernel: late", "messages-20191015")
    assert isinstance(line, LogLine)
    assert line.time is not None
    assert datetime.fromtimestamp(line.time, UTC).year == 2019


@pytest.mark.parametrize("name", ["notes.md", "data.json", "rows.csv", "conf.yaml"])
def test_files_of_other_kinds_are_refused_by_their_ending(name: str) -> None:
    data = b"2026-10-14 14:02:04 ERROR late\n" * 5
    assert not TextLog().accepts(File(name, lambda: io.BytesIO(data), len(data)))
