"""Reading evidence takes long and may go wrong, so it runs in a process of its own and is watched from here.

Owns the process, its limits and its words; what it does stands in `work`. The app stays quick meanwhile, and an
archive that is a bomb ends that process alone.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import secrets
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from howcome.errors import HowcomeError

from . import work

_LOGGER = logging.getLogger(__name__)

#: Bytes of memory and seconds of time that one job may take.
_MEMORY, _TIME = 6 << 30, 1800.0
_MOST_JOBS = 40


@dataclass
class Job:
    """One reading of evidence. `state` is running, read (the result is being put away), done, failed or stopped.

    Of what it offers, `taken` is in the document; `kept` says that the evidence is put away for good.
    """

    id: str
    folder: Path
    what: str
    name: str = ""
    total: int = 1
    done: int = 0
    at: str = ""
    state: str = "running"
    words: str = ""
    hint: str = ""
    pieces: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    result: Any = None
    taken: set[int] = field(default_factory=set)
    kept: bool = False

    @property
    def share(self) -> int:
        """How much has been read, in per cent."""
        if self.state == "done":
            return 100
        return min(99, 100 * self.done // max(self.total, 1))


#: What is done with a job's result.
Finished = Callable[[Job], Awaitable[None]]


class Jobs:
    """The jobs of a library. `start` them inside a running loop."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Semaphore(1)

    def get(self, id: str) -> Job | None:
        """The job of this id."""
        return self._jobs.get(id)

    def start(
        self, folder: Path, what: str, asked: work.Asked, name: str = "", finished: Finished | None = None
    ) -> Job:
        """Begins to read what lies in `folder`; one job after another. `finished` is called with its result,
        before the job counts as done."""
        for old in list(self._jobs)[: max(0, len(self._jobs) - _MOST_JOBS)]:
            if self._jobs[old].state not in ("running", "read"):
                shutil.rmtree(self._jobs.pop(old).folder, ignore_errors=True)
        job = Job(secrets.token_urlsafe(12), folder, what, name, total=work.size_of(folder))
        self._jobs[job.id] = job
        self._tasks[job.id] = asyncio.create_task(self._run(job, asked, finished), name=f"job {what}")
        return job

    async def stop(self, job: Job) -> None:
        """Ends a job that runs."""
        task = self._tasks.get(job.id)
        if task and not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            if job.state in ("running", "read"):  # it had not begun
                job.state, job.words = "stopped", "stopped"
                shutil.rmtree(job.folder, ignore_errors=True)

    async def close(self) -> None:
        """Ends all jobs."""
        for job in list(self._jobs.values()):
            await self.stop(job)

    async def _run(self, job: Job, asked: work.Asked, finished: Finished | None) -> None:
        try:
            async with self._turn:
                await self._watch(job, asked)
            if job.state == "read" and finished:
                await finished(job)
            if job.state == "read":
                job.state = "done"
        except HowcomeError as error:
            job.state, job.words, job.hint = "failed", str(error), error.hint or ""
        except asyncio.CancelledError:
            job.state, job.words = "stopped", "stopped"
            raise
        except Exception as error:
            _LOGGER.exception("a reading of evidence failed")
            job.state, job.words = "failed", f"reading failed: {type(error).__name__}: {error}"
        finally:
            self._tasks.pop(job.id, None)
            if job.state != "done":
                # Nobody can take it over any more, and evidence can be large.
                shutil.rmtree(job.folder, ignore_errors=True)

    async def _watch(self, job: Job, asked: work.Asked) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        call: Callable[..., None] = work.run
        process = context.Process(
            target=call, args=(theirs, job.what, job.folder, asked, _MEMORY), daemon=True
        )
        process.start()
        theirs.close()
        try:
            async with asyncio.timeout(_TIME):
                while job.state == "running":
                    _hear(job, await asyncio.to_thread(_next, ours))
        except TimeoutError:
            job.state, job.words = "failed", "this took longer than half an hour and was stopped"
            job.hint = "leave out what lies far from the incident, or draft on the command line"
        finally:
            process.kill()
            await asyncio.to_thread(process.join, 5)
            ours.close()


def _next(pipe: Connection) -> tuple[str, Any]:
    """The next word of the process; its end without one is a word too. Waits, but never for ever."""
    try:
        while not pipe.poll(0.25):
            return "waiting", None
        said: tuple[str, Any] = pipe.recv()
        return said
    except (EOFError, OSError):
        return "failed", ("reading the evidence ended without a word: it may have needed more memory", "")


def _hear(job: Job, said: tuple[str, Any]) -> None:
    kind, value = said
    if kind == "progress":
        job.done, job.at = value
    elif kind == "piece":
        job.pieces.append(value)
    elif kind == "problem":
        job.problems.append(value)
    elif kind == "failed":
        job.state, (job.words, job.hint) = "failed", value
    elif kind == "done":
        job.result, job.state = value, "read"
