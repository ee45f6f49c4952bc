"""Exports of chat, pagers, alerts and status pages with anything in the place of anything else."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import pytest

from howcome.evidence.discovery import Find, discover
from howcome.evidence.importer import Context, File, Importer, Unreadable
from howcome.evidence.importers import alertmanager, pagerduty, slack, statuspage
from howcome.evidence.model import Event

from . import golden

MINE: dict[str, Importer] = {
    m.importer.name: m.importer for m in (alertmanager, pagerduty, slack, statuspage)
}
SHARED = Path(__file__).parents[2] / "../shared/data"
JUNK: list[Any] = [
    None, True, 0, -1, 1e308, 10**30, "", "x", "<@U1|", [], {}, [[]], [{}], {"a": 1},
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0002-01-01T00:00:00+14:00",
]  # fmt: skip


def file(name: str, value: Any) -> File:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return File(name, lambda: io.BytesIO(raw), len(raw))


def spoil(value: Any, chance: random.Random, share: float) -> Any:
    if chance.random() < share:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {k: spoil(v, chance, share) for k, v in value.items() if chance.random() > share / 2}
    if isinstance(value, list):
        return [spoil(v, chance, share) for v in value]
    return value


def values(name: str) -> list[Any]:
    """The samples of an importer as JSON values."""
    found = []
    for path in golden.samples(name):
        if path.suffix == ".json":
            found.append(json.loads(path.read_bytes()))
        elif path.suffix == ".jsonl":
            found.extend(json.loads(line) for line in path.read_text("utf-8").splitlines()[:1])
    return found


@pytest.mark.parametrize("name", MINE)
def test_anything_in_any_place_is_read_or_told(name: str) -> None:
    chance = random.Random(name)
    for value in values(name):
        for share in (0.01, 0.05, 0.2) * 20:
            spoiled = file("spoiled.json", spoil(value, chance, share))
            MINE[name].accepts(spoiled)
            try:
                read = list(MINE[name].read(spoiled, "s", Context()))
            except Unreadable:
                continue
            for event in (r for r in read if isinstance(r, Event)):
                words = (event.text, event.key, *event.actors, *event.details.values())
                assert all(isinstance(w, str) and "\n" not in w for w in words), event
                assert event.time.tzinfo is not None


@pytest.mark.parametrize("name", MINE)
def test_a_sample_that_is_cut_off_is_still_known(name: str) -> None:
    for path in golden.samples(name):
        if path.is_file():
            raw = path.read_bytes()
            for share in (0.61, 0.8, 0.93, 0.999):
                cut = file(path.name, raw[: int(len(raw) * share)])
                known = [other for other, one in MINE.items() if one.accepts(cut)]
                assert known == [name], (path.name, share)


@pytest.mark.parametrize("name", MINE)
def test_white_space_and_the_order_of_keys_do_not_matter(name: str) -> None:
    for value in values(name):
        turned = json.dumps(value, sort_keys=True, indent=7, separators=(" ,", "\t:\r\n ")).encode()
        assert MINE[name].accepts(file("turned.json", b"\xef\xbb\xbf\n  " + turned))


@pytest.mark.parametrize(
    "value",
    [
        {"incidents": []},
        {"status": "success", "data": {"resultType": "matrix", "result": []}},
        {"status": "success", "data": []},
        {"alerts": []},
        {"event": {"event_type": "order.created"}},
        {"notes": [{"text": "buy milk"}]},
        {"incident": {"id": "1", "title": "x"}},
        {"page": 1, "incidents": [{"id": 1}]},
        {"updates": [{"at": "2026-03-07T08:00:00Z"}]},
        [{"ts": "2026-03-07T08:00:00Z", "type": "message", "msg": "a log line"}],
        [{"ts": 1772872800.5, "level": "info", "msg": "a log line"}],
        {"kind": "EventList", "items": [{"type": "Warning"}]},
        {"level": "info", "labels": {"app": "x"}, "startsAt": 5},
    ],
)
def test_what_only_looks_alike_is_left_to_others(value: Any) -> None:
    assert [name for name, one in MINE.items() if one.accepts(file("alike.json", value))] == []


def test_repeated_webhooks_are_read_as_a_stream() -> None:
    """What stands first is there before the end of the file is read."""
    hook = json.dumps(json.loads((golden.SAMPLES / "alertmanager/webhook.json").read_bytes())).encode()
    raw = (hook + b"\n") * 2_000
    opened: list[io.BytesIO] = []

    def opener() -> io.BytesIO:
        opened.append(io.BytesIO(raw))
        return opened[-1]

    records = alertmanager.importer.read(File("hooks.jsonl", opener, len(raw)), "s", Context())
    first = next(records)
    assert isinstance(first, Event)
    assert first.signal == "fired"
    assert opened[-1].tell() < len(raw) / 2
    assert len(list(records)) == 1


def test_real_exports_are_read_without_a_problem() -> None:
    if not SHARED.is_dir():
        pytest.skip("the collection of real exports is not here")
    seen: dict[str, int] = {}
    for find in discover([SHARED / "evidence"]):
        if isinstance(find, Find) and find.importer is not None and find.importer.name in MINE:
            records = list(golden.read(find, "s"))
            assert records
            assert all(isinstance(r, Event) or type(r).__name__ == "Person" for r in records), find.name
            seen[find.importer.name] = seen.get(find.importer.name, 0) + 1
    assert seen.keys() >= {"alertmanager", "pagerduty", "statuspage"}
