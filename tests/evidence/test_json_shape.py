"""A file's JSON, whole or cut off, as one document, as lines, or as documents one after another."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, timedelta, timezone
from typing import Any

import pytest

from howcome.evidence.importer import HEAD, Context, File, Unreadable
from howcome.evidence.json_shape import documents, glimpse, stated_time, word
from howcome.evidence.model import Problem


def file(content: str | bytes) -> File:
    raw = content.encode() if isinstance(content, str) else content
    return File("thing.json", lambda: io.BytesIO(raw), len(raw))


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ('{"a": 1, "b": [1, 2]}', {"a": 1, "b": [1, 2]}),
        ('\ufeff \n [{"a": 1}]', [{"a": 1}]),
        ('{"a": 1, "b": [1, 2', {"a": 1, "b": [1]}),
        ('{"a": {"b": "x, }", "c": "unfinis', {"a": {"b": "x, }"}}),
        ('{"a": "q\\"u,ote", "c": "tail\\', {"a": 'q"u,ote'}),
        ('{"a": [{"b": 1}, {"c": tru', {"a": [{"b": 1}, {}]}),
        ('{"a": 1, "b": nonsense, "c": 2}', {"a": 1}),
        ('{"a": 1}\n{"a": 2}\n', {"a": 1}),
        ("[" * 40_000, None),
        ("[" + "9" * 5_000 + "]", None),
        ("plain text", None),
        ("", None),
        ("}{", None),
    ],
)
def test_a_glimpse_shows_what_stands_before_the_cut(content: str, seen: Any) -> None:
    assert glimpse(file(content)) == seen


def test_a_glimpse_ends_with_the_head() -> None:
    whole = json.dumps([{"n": n, "text": "x" * 50} for n in range(5_000)])
    seen = glimpse(file(whole))
    assert seen[0] == {"n": 0, "text": "x" * 50}
    assert 500 < len(seen) <= HEAD // 50


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ('{"a":\n1}\n', [("", {"a": 1})]),
        ('{"a":1}\n\n{"a":2}\n', [("line 1", {"a": 1}), ("line 3", {"a": 2})]),
        ('{"a":\n1}\n{"a":\n2}\n', [("document 1", {"a": 1}), ("document 2", {"a": 2})]),
        ('{"a": "%s"}\n{"a": 2}\n' % ("x" * HEAD), [("line 1", {"a": "x" * HEAD}), ("line 2", {"a": 2})]),
        ('{"a": "%s",\n"b": 2}' % ("x" * HEAD), [("", {"a": "x" * HEAD, "b": 2})]),
    ],
)
def test_documents_are_told_from_lines(content: str, read: list[tuple[str, Any]]) -> None:
    assert list(documents(file(content))) == read
    assert list(documents(file(gzip.compress(content.encode())))) == read


def test_a_bad_line_is_passed_over() -> None:
    read = list(documents(file('{"a":1}\n{"a":\n{"a":3}\n')))
    assert [r if isinstance(r, Problem) else r[1] for r in read] == [
        {"a": 1},
        Problem(
            "thing.json", "line 2", "not valid JSON: Expecting value: line 1 column 6 (char 5)"
        ),
        {"a": 3},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        '{"a": 1',
        '{"a": 1} tail',
        "[" * 40_000,
        '{"a": ' + "9" * 5_000 + "}",
        b"\x1f\x8b\x08\x00broken and more of it",
        gzip.compress(b'{"a": 1}' * 999, mtime=0)[:40],
        b'{"a": "\xff"}',
        b"",
    ],
    ids=["cut", "tail", "deep", "long number", "broken gzip", "cut gzip", "no UTF-8", "empty"],
)
def test_what_cannot_be_read_is_one_clear_word(content: str | bytes) -> None:
    with pytest.raises(Unreadable):
        list(documents(file(content)))


def test_a_time_is_exact_only_with_its_own_offset() -> None:
    summer = Context(zone=timezone(timedelta(hours=2)))
    thing = file("")
    for text in ("2026-03-07T08:00:00Z", "2026-03-07T09:00:00+01:00", "2026-03-07 08:00:00 UTC"):
        read = stated_time(thing, Context(), text)
        assert read is not None
        assert (read[0].astimezone(UTC).hour, read[1]) == (8, "exact")
    assert (stated_time(thing, Context(), "2026-03-07T08:00:00") or ("", ""))[1] == "zone-assumed"
    given = stated_time(thing, summer, "2026-03-07T08:00:00")
    assert given is not None
    assert (given[0].astimezone(UTC).hour, given[1]) == (6, "exact")
    assert stated_time(thing, summer, {"at": 1}) is None


def test_a_word_is_one_short_line_or_nothing() -> None:
    assert word(" a\n b ") == "a b"
    assert word(7) == "7"
    assert [word(v) for v in ("", " \n", None, True, [], {})] == [None] * 6
