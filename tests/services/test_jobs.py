"""From evidence to a document: a reading that goes well, one that dies, one that is a bomb, one that is stopped."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import zipfile
from pathlib import Path

import pytest

from howcome.document import Document
from howcome.document.items import references
from howcome.example import write_evidence
from howcome.services import drafts, jobs, work
from howcome.services.jobs import Job, Jobs
from howcome.services.places import open_place
from howcome.services.work import Asked
from howcome.services.workspace import Workspace
from howcome.storage.texts import NoSuchText, StoreRefuses

from .rooms import opened


async def ended(job: Job, within: float = 60) -> Job:
    async with asyncio.timeout(within):
        while job.state in ("running", "read"):
            await asyncio.sleep(0.02)
        while job.state != "done" and job.folder.exists():  # what it had read is thrown away right after
            await asyncio.sleep(0.02)
    return job


def evidence(workspace: Workspace, name: str = "upload-1") -> Path:
    """The example's evidence, as an upload leaves it."""
    return write_evidence(workspace.staging / name, with_repository=False).rename(
        workspace.staging / f"{name}-in"
    )


def staged(workspace: Workspace, **files: str) -> Path:
    folder = workspace.staging / "upload-x"
    folder.mkdir()
    for name, words in files.items():
        (folder / f"{name}.log").write_text(words, "utf-8")
    return folder


def test_evidence_becomes_a_document_whose_statements_open(tmp_path: Path) -> None:
    async def go() -> None:
        async with opened(tmp_path) as (workspace, _):
            said: list[str] = []
            folder = evidence(workspace)
            job = drafts.begin_draft(workspace, folder, Asked(title="Checkout 🚨 failed"))
            assert job.total > 1
            async with asyncio.timeout(60):
                while job.state in ("running", "read"):
                    said.append(job.at)
                    assert 0 <= job.share <= 99
                    await asyncio.sleep(0.01)
            assert (job.state, job.words, job.share) == ("done", "", 100)
            assert any(said), "it never said what it was reading"
            assert job.pieces
            assert not folder.exists(), "the upload was not taken over"
            stored = workspace.texts.read(job.name)
            document = Document.parse(stored.source)
            assert document.title == "Checkout 🚨 failed"
            cited = [a for item in document.timeline for a in references(item)]
            assert cited
            for address in cited[:6] + cited[-4:]:
                place = open_place(workspace.evidence, document, address)
                assert place.at is not None, address
                assert place.events[place.at].key
            whole = open_place(workspace.evidence, document, cited[0].partition("#")[0])
            assert whole.at is None
            assert whole.total >= len(whole.events) > 0
            assert open_place(workspace.evidence, document, cited[0] + "nowhere").at is None
            shutil.rmtree(workspace.evidence.folder)
            with pytest.raises(NoSuchText, match="not kept"):
                open_place(workspace.evidence, document, cited[0])
            for unknown in ("", "nowhere#1", "../../etc#1", document.timeline[0].id or "t"):
                with pytest.raises(NoSuchText):
                    open_place(workspace.evidence, document, unknown)

    asyncio.run(go())


LOG = "\n".join(
    f"2026-11-20T14:{n:02}:00Z ERROR checkout: connection pool exhausted ({n})" for n in range(2, 40)
)
DOCUMENT = "---\nhowcome: 1\n---\n# T\n\n## Timeline of Events\n\n- 2026-11-20 14:00Z [detected] It began ^t5fk2\n- 2026-11-20 15:00Z It ended ^t5fk3\n"


def test_of_what_is_offered_only_the_chosen_is_added_and_only_once(tmp_path: Path) -> None:
    async def go() -> None:
        async with opened(tmp_path, DOCUMENT) as (workspace, room):
            folder = evidence(workspace)
            wanted = Asked(text=room.text, since="2020-01-01T00:00Z", until="2030-01-01T00:00Z")
            job = await ended(drafts.begin_addition(workspace, room, folder, wanted))
            assert (job.state, job.words) == ("done", "")
            offered, _ = job.result
            assert len(offered.entries) > 3
            assert room.text == DOCUMENT
            chosen = [0, 2, 9999, -1]
            added = await asyncio.gather(
                *(drafts.add_chosen(workspace, room, job, chosen, "Ada") for _ in range(3))
            )
            assert sorted(added) == [0, 0, 2]
            lines = room.text.split("\n")
            assert [offered.entries[n].line in lines for n in range(4)] == [True, False, True, False]
            assert all(lines.count(offered.entries[n].line) == 1 for n in (0, 2))
            assert len(Document.parse(room.text).timeline) == 4
            assert await drafts.add_chosen(workspace, room, job, [1], "Ada") == 1
            item = Document.parse(room.text).find(_id_of(offered.entries[0].line))
            assert item is not None
            address = next(iter(references(item)))
            assert open_place(workspace.evidence, Document.parse(room.text), address).at is not None

    asyncio.run(go())


def _id_of(line: str) -> str:
    return next(word for word in line.split() if word.startswith("^t")).removeprefix("^")


def test_a_job_that_dies_is_said_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "run", _dies)

    async def go() -> None:
        async with opened(tmp_path) as (workspace, _):
            folder = staged(workspace, app=LOG)
            job = await ended(drafts.begin_draft(workspace, folder, Asked()))
            assert job.state == "failed"
            assert "ended without a word" in job.words
            assert not folder.exists()
            assert list(workspace.texts.stamps()) == ["checkout"]

    asyncio.run(go())


def _dies(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _never_ends(pipe: object, *_: object) -> None:
    while True:
        signal.pause()


def test_a_job_can_be_stopped_while_it_runs_while_it_waits_and_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "run", _never_ends)

    async def go() -> None:
        all_jobs = Jobs()
        folders = [tmp_path / name for name in ("running", "waiting", "new")]
        for folder in folders:
            folder.mkdir()
        running = all_jobs.start(folders[0], "draft", Asked())
        waiting = all_jobs.start(folders[1], "draft", Asked())
        await asyncio.sleep(0.1)
        new = all_jobs.start(folders[2], "draft", Asked())
        async with asyncio.timeout(10):
            for job in (new, waiting, running):
                await all_jobs.stop(job)
        assert [j.state for j in (running, waiting, new)] == ["stopped"] * 3
        assert not any(folder.exists() for folder in folders)
        await all_jobs.stop(running)
        await all_jobs.close()

    asyncio.run(go())


def test_a_job_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "run", _never_ends)
    monkeypatch.setattr(jobs, "_TIME", 0.2)

    async def go() -> None:
        all_jobs = Jobs()
        job = await ended(all_jobs.start(tmp_path / "x", "draft", Asked()))
        assert job.state == "failed"
        assert job.hint

    asyncio.run(go())


def test_what_goes_wrong_while_the_result_is_put_away_is_said(tmp_path: Path) -> None:
    async def breaks(job: Job) -> None:
        raise OSError(28, "No space left on device")

    async def refuses(job: Job) -> None:
        raise StoreRefuses("cannot be written", hint="make room")

    async def go() -> None:
        all_jobs = Jobs()
        for finished, words in ((breaks, "No space left"), (refuses, "cannot be written")):
            (tmp_path / "x").mkdir()
            (tmp_path / "x" / "app.log").write_text(LOG, "utf-8")
            job = await ended(all_jobs.start(tmp_path / "x", "draft", Asked(), finished=finished))
            assert job.state == "failed"
            assert words in job.words

    asyncio.run(go())


def test_an_archive_that_is_a_bomb_ends_its_own_process_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_MEMORY", 400 << 20)

    async def go() -> None:
        async with opened(tmp_path) as (workspace, room):
            folder = staged(workspace)
            with (
                zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive,
                archive.open("alerts.json", "w", force_zip64=True) as stream,
            ):
                stream.write(b'[{"startsAt": "2026-11-20T14:02:00Z", "labels": {"alertname": "')
                for _ in range(150):
                    stream.write(b"x" * (1 << 20))
                stream.write(b'"}}]')
            assert (folder / "bomb.zip").stat().st_size < 1 << 20
            job = await ended(drafts.begin_draft(workspace, folder, Asked()))
            assert job.state == "failed"
            assert job.words
            assert room.text

    asyncio.run(go())


@pytest.mark.parametrize(
    ("asked", "words"),
    [(Asked(timezone="Nowhere/Else"), "time zone"), (Asked(since="yesterday-ish"), "no time")],
    ids=["zone", "since"],
)
def test_what_was_asked_wrongly_is_a_clear_word(tmp_path: Path, asked: Asked, words: str) -> None:
    async def go() -> None:
        async with opened(tmp_path) as (workspace, _):
            job = await ended(drafts.begin_draft(workspace, staged(workspace, app=LOG), asked))
            assert job.state == "failed"
            assert words in job.words
            assert "Traceback" not in job.words

    asyncio.run(go())


def test_files_that_are_no_evidence_are_said_one_by_one(tmp_path: Path) -> None:
    async def go() -> None:
        async with opened(tmp_path) as (workspace, _):
            folder = staged(workspace)
            (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
            job = await ended(drafts.begin_draft(workspace, folder, Asked()))
            assert job.state == "failed"
            assert any("picture.png" in p for p in job.problems)

    asyncio.run(go())


def test_ten_who_begin_a_document_of_one_title_get_ten_documents(tmp_path: Path) -> None:
    async def go() -> None:
        async with opened(tmp_path) as (workspace, _):
            made = await asyncio.gather(
                *(drafts.create_blank(workspace, "Checkout / 🚨", "SEV1", "2026-11-20") for _ in range(10))
            )
            assert len({stored.name for stored in made}) == 10
            assert all(workspace.texts.read(stored.name).source == made[0].source for stored in made)

    asyncio.run(go())
