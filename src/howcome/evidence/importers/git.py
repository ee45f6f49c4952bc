"""Commits: a repository itself, or the text of `git log`.

Name a repository's folder (the one that has `.git` in it), or save a log: `git log --stat --date=iso
--pretty=fuller > checkout.log`. Every built-in format with a date is read (medium, full, fuller, raw), with
every `--date` that states the day; of what follows a message only the names of changed files are kept.
Address: the commit's full sha. Time: when it was committed, where that is known, else when it was written.
A repository is read with `git log` and nothing of it is run: no hook, no filter, no remote, no signature
program. A repository inside a zip archive is not read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice, takewhile
from pathlib import Path
from typing import IO

from howcome.evidence.importer import (
    Context,
    File,
    Folder,
    Unreadable,
    missing_time,
    one_line,
    read_stated_time,
    read_time,
)
from howcome.evidence.logs.times import MONTHS
from howcome.evidence.model import Certainty, Event, Person, Problem, Record, Signal

#: Changes that lie longer before the wanted time than this are not the cause of anything in it.
BEFORE = timedelta(days=40)

#: Reading a repository ends after this many seconds or commits, with a word.
LONGEST_READING = 120.0
MOST_COMMITS = 200_000

MOST_FILES = 10
_LONGEST_NAME = 200
_LONGEST_FIELD = 1 << 20

_COMMIT = re.compile(r"commit (?:[<>=^-] ?)?([0-9a-f]{7,64})(?:$| \(| [0-9a-f]{7,64}(?: |$))")
_HEADER = re.compile(
    r"(Author|AuthorDate|Commit|CommitDate|Date|Merge|author|committer|parent|tree|encoding):? +(.*)$"
)
_RAW_DATE = re.compile(r"@?(\d{1,12})(?: [+-]\d{4})?$")
_LOCAL_DATE = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})(?: ([+-]\d{4}))?$"
)
_PULL = re.compile(r"#(\d{1,9})\b")
_STATUS = re.compile(r"(?::\S+ \S+ \S+ \S+ )?[ACDMRTUX]\d{0,3}\t|(?:\d+|-)\t(?:\d+|-)\t")
_REVERT = re.compile(r"revert(?:ed|s)?\b:?\s*", re.IGNORECASE)
_REVERTED_SHA = re.compile(r"\bThis reverts commit ([0-9a-f]{7,64})")

_FIELDS = ("%H", "%P", "%an", "%ae", "%aI", "%cI", "%s", "%b")


@dataclass(slots=True)
class _Commit:
    """One commit as far as it has been read. Times are the texts that stand there."""

    sha: str
    place: str = ""
    author: str = ""
    email: str = ""
    written: str = ""
    committed: str = ""
    parents: int = 1
    headers: set[str] = field(default_factory=set)
    message: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """The message's first paragraph as one line."""
        return one_line(" ".join(self.message[: self._break()]))

    @property
    def body(self) -> str:
        """What follows the subject, as one line."""
        return one_line(" ".join(self.message[self._break() :]), 300)

    def _break(self) -> int:
        """Where the first paragraph of the message ends."""
        begun = False
        for number, line in enumerate(self.message):
            if begun and not line.strip():
                return number
            begun = begun or bool(line.strip())
        return len(self.message)


class Git:
    """Reads the text of a log, and a repository as a folder."""

    name = "git"
    title = "Git commits"

    def accepts(self, file: File) -> bool:
        """A `commit` line and below it an `Author:` line, before anything else."""
        lines = file.text_head[:8192].lstrip().splitlines()[:12]
        if not lines or not _COMMIT.match(lines[0]):
            return False
        header = takewhile(str.strip, lines[1:])
        return any(line.startswith(("Author: ", "author ")) for line in header)

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:
        """A commit that the log shows once for each parent is stated once."""
        zone, certainty = context.zone_for(file.name)
        service = file.base.removesuffix(".txt").removesuffix(".log")
        try:
            yield from _records(_of_text(file.lines()), file, source, service, zone, certainty)
        except (OSError, EOFError) as error:
            raise Unreadable("", f"cannot be unpacked: {one_line(error, 80)}") from None

    def accepts_folder(self, folder: Folder) -> bool:
        """A folder on disk with a `.git` that holds a repository or points to one."""
        if folder.path is None or ".git" not in folder.files:
            return False
        return _is_repository(folder.path / ".git")

    def parts(self, folder: Folder) -> list[tuple[str, list[File]]]:  # noqa: ARG002
        """One part; its name is empty, for the folder's own name is the repository's."""
        return [("", [])]

    def read_part(
        self,
        folder: Folder,
        part: str,  # noqa: ARG002
        source: str,
        context: Context,
    ) -> Iterator[Record]:
        """The commits of all branches, newest first."""
        if folder.path is None:
            raise Unreadable("", "a repository inside an archive; unpack it first")
        path = folder.path
        name = path.name or path.resolve().name
        nowhere = File(name, lambda: (path / ".git" / "HEAD").open("rb"), 0)
        yield from _records(_of_repository(path, context), nowhere, source, name, UTC, "exact")


importer = Git()


# ---------------------------------------------------------------- commits to records


def _records(
    commits: Iterator[_Commit], file: File, source: str, service: str, zone: tzinfo, certainty: Certainty
) -> Iterator[Record]:
    shas: set[str] = set()
    people: set[tuple[str, str]] = set()
    for commit in commits:
        if commit.sha in shas:
            continue
        shas.add(commit.sha)
        if commit.author and (commit.author, commit.email) not in people:
            people.add((commit.author, commit.email))
            yield Person((commit.author,), commit.email or None, automatic=commit.author.endswith("[bot]"))
        yield _record(commit, file, source, service, zone, certainty)


def _record(
    commit: _Commit, file: File, source: str, service: str, zone: tzinfo, certainty: Certainty
) -> Event | Problem:
    stated = commit.committed or commit.written
    time, has_zone, has_hour = _time(stated, zone)
    if time is None:
        place = f"{commit.place}, commit {commit.sha[:10]}" if commit.place else f"commit {commit.sha[:10]}"
        return missing_time(file, place, stated)
    subject = commit.subject or "(no message)"
    reverted = _REVERT.match(subject)
    pulls = _PULL.findall(subject)
    pull = pulls and (pulls[0] if subject.startswith("Merge ") else pulls[-1])
    details = {"body": commit.body, "files": ", ".join(commit.files)}
    if reverted:
        details["revert"] = _reverted(subject[reverted.end() :]) or subject
        if sha := _REVERTED_SHA.search(" ".join(commit.message)):
            details["reverts"] = sha.group(1)[:10]
    return Event(
        time=time,
        certainty="date-only" if not has_hour else "exact" if has_zone else certainty,
        kind="change",
        signal=_signal(commit, subject, bool(reverted)),
        text=f"Commit {commit.sha[:10]}: {subject}",
        source=source,
        key=commit.sha,
        actors=(commit.author,) if commit.author else (),
        automatic=commit.author.endswith("[bot]"),
        service=service or None,
        reference=f"#{pull}" if pull else commit.sha[:10],
        details={k: v for k, v in details.items() if v},
    )


def _reverted(rest: str) -> str:
    """The subject that was reverted: what stands in quotes, else all that follows the word."""
    quoted = re.fullmatch(r'\s*"(.*)".*', rest)
    return (quoted.group(1) if quoted else rest).strip()


def _signal(commit: _Commit, subject: str, reverted: bool) -> Signal:
    if reverted:
        return "reverted"
    squashed = re.search(r"\(#\d{1,9}\)$", subject)
    merged = commit.parents > 1 or squashed or subject.startswith(("Merge pull request", "Merge branch"))
    return "merged" if merged else "committed"


def _time(text: str, zone: tzinfo) -> tuple[datetime | None, bool, bool]:
    """The time in any of git's date formats, whether it stated a zone, and whether it stated an hour."""
    text = text.strip()
    try:
        if raw := _RAW_DATE.match(text):
            return read_time(int(raw.group(1))), True, True
        if stated := read_stated_time(text, zone):
            return *stated, True
        if found := _LOCAL_DATE.match(text):
            month, day, hour, minute, second, year, offset = found.groups()
            iso = f"{year}-{MONTHS[month]:02}-{int(day):02}T{hour}:{minute}:{second}{offset or ''}"
            return read_time(iso, zone), offset is not None, True
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return read_time(f"{text}T00:00:00", zone), False, False
        if len(text) < 60 and "," in text:
            from email.utils import parsedate_to_datetime

            time = parsedate_to_datetime(text)
            return time if time.tzinfo else time.replace(tzinfo=zone), time.tzinfo is not None, True
    except (ValueError, OverflowError, TypeError, LookupError):
        pass
    return None, False, False


# ---------------------------------------------------------------- the text of a log


def _of_text(lines: Iterator[tuple[int, str]]) -> Iterator[_Commit]:
    """Header lines, a blank line, the message with its margin, and then anything up to the next commit."""
    commit: _Commit | None = None
    part = "nothing"
    for number, line in lines:
        if line.startswith("commit ") and (found := _COMMIT.match(line)):
            if commit:
                yield commit
            commit, part = _Commit(found.group(1), f"line {number}"), "header"
        elif commit is None:
            continue
        elif part == "header":
            if not line.strip():
                part = "message"
            else:
                _take_header(commit, line)
        elif part == "message" and (not line.strip() or line.startswith(("    ", "\t"))):
            if len(commit.message) < 500:
                commit.message.append(line[4:] if line.startswith("    ") else line.strip())
        elif line.startswith(("Notes:", "Notes (")):
            part = "notes"
        elif part == "notes" and (not line.strip() or line.startswith("    ")):
            continue
        else:
            part = "patch" if part == "patch" or line.startswith(("diff --", "@@")) else "files"
            _take_file(commit, line, part)
    if commit:
        yield commit


def _take_header(commit: _Commit, line: str) -> None:
    found = _HEADER.match(line)
    if not found:
        return
    name, value = found.groups()
    if name in ("Author", "author"):
        who, _, rest = value.partition(" <") if not value.startswith("<") else ("", "", value[1:])
        email, _, when = rest.partition(">")
        commit.author, commit.email = one_line(who, 100), one_line(email, 200)
        if name == "author":
            commit.written = when
    elif name == "committer":
        commit.committed = value.rpartition(">")[2]
    elif name in ("AuthorDate", "Date"):
        commit.written = value
    elif name == "CommitDate":
        commit.committed = value
    elif name == "Merge":
        commit.parents = len(value.split())
    elif name == "parent":
        commit.parents = commit.parents + 1 if "parent" in commit.headers else 1
    commit.headers.add(name)


def _take_file(commit: _Commit, line: str, part: str) -> None:
    """The changed file that a line of --stat, --name-only, --name-status, --numstat, --raw or -p names."""
    if len(commit.files) >= MOST_FILES or len(line) > 2 * _LONGEST_NAME + 40:
        return
    name = ""
    if part == "patch":
        if line.startswith("diff --git "):
            name = line.rpartition(" b/")[2]
    elif line.startswith(" "):
        before, bar, after = line.rpartition(" | ")
        if bar and (after.lstrip()[:1].isdigit() or after.lstrip().startswith("Bin")):
            name = before.strip()
    elif status := _STATUS.match(line):
        name = line[status.end() :].replace("\t", " => ")
    elif line.strip() and not line.startswith(("\\", ":")):
        name = line
    if (name := one_line(name, _LONGEST_NAME)) and name not in commit.files:
        commit.files.append(name)


# ---------------------------------------------------------------- a repository


def _is_repository(git: Path) -> bool:
    """A folder with HEAD and config, or a file that points to one (a worktree, a submodule)."""
    try:
        if git.is_dir():
            return (git / "HEAD").is_file() and (git / "config").is_file()
        with git.open("rb") as stream:
            return stream.read(8) == b"gitdir: "
    except OSError:
        return False


def _of_repository(path: Path, context: Context) -> Iterator[_Commit]:
    """The commits of HEAD and every branch and tag, as a stream. Raises `Unreadable` with git's own word."""
    import secrets
    import subprocess
    import threading

    # Begins each commit; drawn by lot, for a file's name may imitate any mark that is known.
    mark = f"\x01{secrets.token_hex(8)}"
    try:
        process = subprocess.Popen(
            _command(path, context, mark),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
    except OSError:
        raise Unreadable("", "a git repository, but the program git is not installed here") from None
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(LONGEST_READING, stop)
    clock.daemon = True
    said: list[bytes] = []
    assert process.stdout is not None and process.stderr is not None  # noqa: S101
    listener = threading.Thread(target=_listen, args=(process.stderr, said), daemon=True)
    clock.start()
    listener.start()
    whole = False
    try:
        yield from _of_fields(_fields(process.stdout), mark)
        whole = True
    finally:
        clock.cancel()
        if not whole:
            process.kill()
        process.stdout.close()
        status = process.wait()
        listener.join(2)
    if late.is_set():
        raise Unreadable(
            "", f"reading took longer than {LONGEST_READING:.0f} s; bound it with --from and --to"
        )
    if status != 0:
        word = one_line(b" ".join(said).decode("utf-8", "replace"), 200).removeprefix("fatal: ")
        raise Unreadable("", f"git cannot read this repository: {word or f'status {status}'}")


def _command(path: Path, context: Context, mark: str) -> list[str]:
    settings = {
        "safe.directory": "*",
        "core.fsmonitor": "false",
        "core.hooksPath": os.devnull,
        "protocol.allow": "never",
        "log.showSignature": "false",
        "core.pager": "cat",
    }
    command = ["git", "--no-pager"]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    command += [f"--git-dir={path.absolute() / '.git'}", "log", "--name-only", "-z", "--no-color"]
    command += ["--exclude=refs/stash", "--exclude=refs/notes/*", "--all"]
    command += ["--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-notes", "--no-mailmap"]
    command += ["--encoding=UTF-8", f"--max-count={MOST_COMMITS}", "--ignore-submodules=all"]
    command.append(f"--format=tformat:%x00{mark}%x00{'%x00'.join(_FIELDS)}%x00")
    if context.since:
        with suppress(OverflowError):
            command.append(f"--since={context.since.astimezone(UTC) - BEFORE:%Y-%m-%dT%H:%M:%SZ}")
    if context.until:
        command.append(f"--until={context.until.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    return command


def _environment() -> dict[str, str]:
    """Without what steers git from outside; a repository's own settings may not reach the network."""
    kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("GIT_")}
    return kept | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        # A repository may allow a protocol by name in its own config; only this list is above that.
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }


def _listen(stream: IO[bytes], said: list[bytes]) -> None:
    with suppress(OSError, ValueError):
        said.append(stream.read(2000))
        while stream.read(65536):
            pass


def _fields(stream: IO[bytes]) -> Iterator[str]:
    """What stands between NULs, as text."""
    rest = b""
    while chunk := stream.read(1 << 16):
        *whole, rest = (rest + chunk).split(b"\0")
        rest = rest[:_LONGEST_FIELD]
        for one in whole:
            yield one.decode("utf-8", "replace")
    if rest.strip():
        yield rest.decode("utf-8", "replace")


def _of_fields(fields: Iterator[str], mark: str) -> Iterator[_Commit]:
    commit: _Commit | None = None
    for one in fields:
        if one.strip("\n") == mark:
            if commit:
                yield commit
            values = list(islice(fields, len(_FIELDS)))
            if len(values) < len(_FIELDS):
                return
            commit = _of_values(values)
        elif commit and (name := one.strip("\n")) and len(commit.files) < MOST_FILES:
            commit.files.append(one_line(name, _LONGEST_NAME))
    if commit:
        yield commit


def _of_values(values: list[str]) -> _Commit:
    sha, parents, author, email, written, committed, subject, body = values
    return _Commit(
        sha=sha,
        author=one_line(author, 100),
        email=one_line(email, 200),
        written=written,
        committed=committed,
        parents=len(parents.split()),
        message=[subject, "", *body.split("\n")[:500]],
    )
