"""Which folders and archives are a Slack export, and what is said about damaged or foreign files in one."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from howcome.evidence.discovery import Find, discover
from howcome.evidence.importer import Context, File, Folder
from howcome.evidence.importers.slack import importer
from howcome.evidence.model import Event, Person, Problem, Record

DAY = '[{"type": "message", "user": "U01", "ts": "1772872800.000200", "text": "hi <@U02>"}]'
USERS = (
    '[{"id": "U01", "name": "anna", "real_name": "Anna Vesely"}, {"id": "U02", "profile": '
    '{"display_name": "bram"}}]'
)
EXPORT = {"channels.json": '[{"id": "C01", "name": "ops"}]', "users.json": USERS, "ops/2026-03-07.json": DAY}


def folder(files: Mapping[str, str]) -> Folder:
    def file(name: str, text: str) -> File:
        return File(name, lambda: io.BytesIO(text.encode()), len(text))

    return Folder("export", {name: file(name, text) for name, text in files.items()})


def records(files: Mapping[str, str]) -> list[Record]:
    export = folder(files)
    return [r for part, _ in importer.parts(export) for r in importer.read_part(export, part, "s", Context())]


@pytest.mark.parametrize(
    ("change", "accepted"),
    [
        ({}, True),
        ({"users.json": None}, True),
        ({"channels.json": None}, True),
        ({"users.json": None, "channels.json": "[{"}, True),
        ({"users.json": '[{"id": "U01"}, null]', "ops/2026-03-07.json": "[null]"}, True),
        ({"groups.json": "[]", "dms.json": "[]", "mpims.json": "[]", "canvases.json": "[]"}, True),
        ({"users.json": None, "channels.json": None}, False),
        ({"ops/2026-03-07.json": None}, False),
        ({"nginx/access.log": "GET /"}, False),
    ],
)
def test_an_export_is_known_by_its_lists_and_days(change: dict[str, str | None], accepted: bool) -> None:
    files = {name: text for name, text in (EXPORT | change).items() if text is not None}
    assert importer.accepts_folder(folder(files)) is accepted


@pytest.mark.parametrize("leading", ["", "shop export Mar 1 2026/"])
def test_an_archive_is_read_as_it_is(tmp_path: Path, leading: str) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for name, text in EXPORT.items():
            archive.writestr(leading + name, text)
    (find,) = discover([tmp_path / "export.zip"])
    assert isinstance(find, Find)
    assert (find.importer, find.part) == (importer, "ops")
    assert find.folder is not None
    read = list(importer.read_part(find.folder, find.part, "s", Context()))
    assert [r.text for r in read if isinstance(r, Event)] == ["hi bram"]
    assert [r.names[0] for r in read if isinstance(r, Person)] == ["Anna Vesely", "bram"]


def test_an_export_inside_other_evidence_takes_only_its_own_folder() -> None:
    inner = {f"slack/{name}": text for name, text in EXPORT.items()}
    assert not importer.accepts_folder(folder(inner | {"access.log": "GET /"}))


def test_damaged_lists_and_foreign_files_are_said_once() -> None:
    more = {"users.json": '[{"id": ', "access.log": "GET /", "random/2026-03-07.json": DAY}
    read = records(EXPORT | more)
    assert [r.text for r in read if isinstance(r, Event)] == ["hi U02", "hi U02"]
    assert [r.name for r in read if isinstance(r, Problem)] == ["users.json", "access.log"]


def test_a_damaged_day_leaves_the_others() -> None:
    more = {"ops/2026-03-06.json": "[{", "ops/2026-03-08.json": "7", "ops/2026-03-09.json": "[]"}
    read = records(EXPORT | more)
    assert [r.text for r in read if isinstance(r, Event)] == ["hi bram"]
    assert [r.name for r in read if isinstance(r, Problem)] == ["ops/2026-03-06.json", "ops/2026-03-08.json"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Decision: roll back", "decision"),
        ("*Decided:* roll back", "decision"),
        (":white_check_mark: decided - roll back", "decision"),
        ("We've decided to roll back", "decision"),
        ("we have not decided", "message"),
        ("decision-making is hard", "message"),
        ("decided?", "message"),
    ],
)
def test_a_decision_is_one_that_says_so(text: str, kind: str) -> None:
    day = json.dumps([{"type": "message", "ts": "1772872800.000200", "text": text}])
    (event,) = (r for r in records({**EXPORT, "ops/2026-03-07.json": day}) if isinstance(r, Event))
    assert event.kind == kind


def test_a_pin_in_the_list_of_channels_counts() -> None:
    pinned = '[{"id": "C01", "name": "ops", "pins": [{"id": "1772872800.000200"}]}]'
    (event,) = (r for r in records(EXPORT | {"channels.json": pinned}) if isinstance(r, Event))
    assert event.pinned
