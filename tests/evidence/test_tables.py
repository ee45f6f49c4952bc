"""Tables: how a header is understood, which columns become events and which become series."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone

import pytest

from howcome.evidence.importer import Context, File, Unreadable
from howcome.evidence.importers.csv_table import importer
from howcome.evidence.model import Event, Problem, Record, Series
from howcome.evidence.tables import column, encoding_of, sniff


def file(text: str, name: str = "rows.csv", encoding: str = "utf-8") -> File:
    data = text.encode(encoding)
    return File(name, lambda: io.BytesIO(data), len(data))


def reading(text: str, encoding: str = "utf-8", context: Context | None = None) -> list[Record]:
    return list(importer.read(file(text, encoding=encoding), "rows", context or Context()))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_row_with_words_is_an_event(mark: str) -> None:
    text = "time,event,who,kind\n2026-10-14T14:02:04Z,Rolled back,Dora,action\n".replace(",", mark)
    (event,) = reading(text)
    assert isinstance(event, Event)
    assert (event.text, event.kind, event.actors, event.key) == ("Rolled back", "action", ("Dora",), "row 2")
    assert (event.time, event.certainty) == (datetime(2026, 10, 14, 14, 2, 4, tzinfo=UTC), "exact")


def test_columns_of_numbers_are_series() -> None:
    orders, money = reading("minute_utc,orders,eur\n2026-10-14 14:00,24,10.5\n2026-10-14 14:01,,9\n")
    assert isinstance(orders, Series)
    assert isinstance(money, Series)
    assert (orders.key, orders.labels, orders.points) == ("orders", {}, ((1791986400.0, 24.0),))
    assert money.points == ((1791986400.0, 10.5), (1791986460.0, 9.0))


def test_points_are_in_time_order_and_without_nan() -> None:
    (series,) = reading("time,value\n1791986460,2\n1791986400,1\n1791986520,NaN\n")
    assert isinstance(series, Series)
    assert series.points == ((1791986400.0, 1.0), (1791986460.0, 2.0))


def test_a_column_that_says_utc_needs_no_zone() -> None:
    amsterdam = Context(zone=timezone(timedelta(hours=2)))
    for title in ("minute_utc", "Time (UTC)", "time utc"):
        (event,) = reading(f"{title},note\n2026-10-14 14:02,x\n", context=amsterdam)
        assert isinstance(event, Event)
        assert (event.time.hour, event.certainty) == (14, "exact")
    (event,) = reading("time,note\n2026-10-14 14:02,x\n", context=amsterdam)
    assert isinstance(event, Event)
    assert event.time.astimezone(UTC).hour == 12


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("14.10.2026 14:02", "2026-10-14T14:02"),
        ("14/10/2026 14:02:04", "2026-10-14T14:02:04"),
        ("10/14/2026 2:02 PM", "2026-10-14T14:02"),
        ("10/14/2026 12:02 a.m.", "2026-10-14T00:02"),
        ("2026-10-14 14:02:04.5 +0000 UTC m=+0.33", "2026-10-14T14:02:04.5"),
        ("1791986524", "2026-10-14T14:02:04"),
    ],
)
def test_times_as_spreadsheets_write_them(cell: str, expected: str) -> None:
    (event,) = reading(f"time;note\n{cell};x\n")
    assert isinstance(event, Event)
    assert event.time == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_day_that_may_be_a_month_is_not_guessed() -> None:
    (problem,) = reading("time,note\n1/2/2026 14:02,x\n")
    assert isinstance(problem, Problem)
    assert problem.place == "row 2"


def test_another_row_may_tell_the_day_from_the_month() -> None:
    first, _ = reading("time,note\n1/2/2026 14:02,x\n13/2/2026 14:02,y\n")
    assert isinstance(first, Event)
    assert (first.time.month, first.time.day) == (2, 1)


def test_date_and_time_in_two_columns() -> None:
    (event,) = reading("Date,Time,Note\n2026-10-14,14:02,x\n")
    assert isinstance(event, Event)
    assert (event.time.hour, event.certainty) == (14, "zone-assumed")


def test_a_date_alone_is_said_to_be_one() -> None:
    (event,) = reading("date,note\n2026-10-14,x\n")
    assert isinstance(event, Event)
    assert event.certainty == "date-only"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    (event,) = reading("time;note\n2026-10-14 14:02;Gerät überhitzt\n", encoding)
    assert isinstance(event, Event)
    assert event.text == "Gerät überhitzt"


def test_a_row_number_is_that_of_the_spreadsheet_even_after_a_cell_of_two_lines() -> None:
    events = reading('time,note\n2026-10-14 14:02,"a\nb"\n\n2026-10-14 14:03,c\n')
    assert [(e.key, e.text) for e in events if isinstance(e, Event)] == [("row 2", "a b"), ("row 4", "c")]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("source,target\na,b\n", "header", "no column with a time; expected one named time, timestamp, date …"),
        ("just words", "header", "no table with a header row; expected columns separated by , ; or tab"),
        ("time,colour\n2026-10-14 14:02,red\n", "header", "no column of words (event, message, text …) and none of numbers"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(text: str, place: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reading(text)
    assert (caught.value.place, str(caught.value)) == (place, said)


def test_it_is_known_by_its_content_too() -> None:
    assert importer.accepts(file("time,value\n2026-10-14 14:02,1\n", "export.txt"))
    assert not importer.accepts(file("name,value\ncart,1\n", "export.txt"))
    assert not importer.accepts(file("time, they say, heals\nall wounds, they say, and\n", "poem.txt"))
    assert not importer.accepts(file('{"time": 1, "b": 2}\n{"time": 2, "b": 2}\n', "rows.txt"))


def test_headers() -> None:
    assert column(" Start-Time (UTC) ").name == "start_time"
    assert column("CPU (m)").name == "cpu"
    assert sniff(b"a,b\n") is None
    assert encoding_of("é".encode()[:1]) == "utf-8-sig"


def test_hostile_tables_raise_nothing_else() -> None:
    for text in (
        'time,note\n"' + "x" * 3_000_000,
        "time,note\n" + "," * 100_000,
        "time,note\n\0\0",
        ",,,\n" * 99,
    ):
        try:
            reading(text)
        except Unreadable:
            continue


def test_measurements_and_messages_by_version_are_no_deployments() -> None:
    counted = "time,service,version,env,requests\n" + "2026-05-04T09:00:00Z,quotes,r12,prod,17\n" * 3
    told = "time,service,version,env,message\n" + "2026-05-04T09:00:00Z,quotes,r12,prod,it fails\n" * 3
    for text, kind in ((counted, "Series"), (told, "Event")):
        records = list(importer.read(file(text), "s", Context()))
        assert {type(r).__name__ for r in records} == {kind}
        assert all(getattr(r, "signal", None) is None for r in records)
