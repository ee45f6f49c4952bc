"""Reads all evidence that was named into one ordered whole. Interprets nothing and leaves nothing out."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from howcome.text import without_controls, without_surrogates

from .discovery import Find, discover
from .importer import Context, File, FolderImporter, Unreadable
from .logs.folding import LogFold
from .logs.requests import RequestTally
from .model import Certainty, Event, Evidence, LogLine, Person, Problem, Record, Request, Series

#: `progress(done, name)`: bytes read so far, and what is read now.
Progress = Callable[[int, str], None]
#: `found(piece)`: a piece that has been read, or what could not be understood of one.
Found = Callable[[Evidence | Problem], None]

_ENDINGS = re.compile(r"(?:\.(?:gz|json|jsonl|ndjson|csv|tsv|txt|log|zip))+$", re.IGNORECASE)
_ROTATED = re.compile(r"[._-]\d[\dTZt:._-]*(?=$|\.[A-Za-z])")

#: Times beyond these (epoch seconds; the years 1900 and 9000) are no times of an incident, and nothing can
#: be reckoned with them: a clock that was never set, a placeholder for “never”.
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC).timestamp()
LATEST = datetime(9000, 1, 1, tzinfo=UTC).timestamp()


@dataclass(frozen=True, slots=True)
class Requests:
    """The requests of one log (with its rotated parts), and which evidence states them."""

    name: str
    sources: tuple[str, ...]
    tally: RequestTally
    environment: str | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """All that was read: `events` in the order of time, one `Evidence` for each piece, and the problems."""

    evidence: tuple[Evidence, ...]
    events: tuple[Event, ...]
    series: tuple[Series, ...]
    requests: tuple[Requests, ...]
    people: tuple[Person, ...]
    problems: tuple[Problem, ...]


def gather(
    paths: Sequence[Path],
    context: Context,
    progress: Progress | None = None,
    only: str | None = None,
    found: Found | None = None,
) -> Collected:
    """Reads everything below `paths`. A piece that cannot be read becomes a `Problem`; the rest is read.

    `only` is the name of the one piece that is wanted; `found` is told of each as it has been read.

    Raises `InputError` for a path that does not exist.
    """
    work = _Gathering(context, progress or _quiet)
    for find in discover(paths):
        if isinstance(find, Problem):
            work.problems.append(find)
        elif only is None or find.name == only:
            work.take(find)
        if found:
            work.tell(found)
    return work.collected()


class _Gathering:
    """What has been read so far. One piece after another; a log is folded while it streams by."""

    def __init__(self, context: Context, progress: Progress) -> None:
        self.context = context
        self.progress = progress
        self.done = 0
        self.evidence: list[Evidence] = []
        self.events: list[Event] = []
        self.series: list[Series] = []
        self.tallies: dict[tuple[str, str | None], tuple[RequestTally, list[str]]] = {}
        self.people: dict[tuple[str, ...], Person] = {}
        self.problems: list[Problem] = []
        self.hashes: dict[str, str] = {}
        self.ids: set[str] = set()
        self.numbers: Counter[str] = Counter()
        self.told = 0, 0

    def take(self, find: Find) -> None:
        """Reads one piece; the same bytes twice are read once."""
        self.progress(self.done, find.name)
        size = sum(f.size for f in find.files)
        self.done += size
        if find.importer is None:
            self.problems.append(Problem(find.name, "", _unknown(find)))
            return
        try:
            sha = _sha(find)
        except (OSError, EOFError) as error:
            self.problems.append(Problem(find.name, "", f"cannot be read: {error}"))
            return
        if sha in self.hashes:
            self.problems.append(Problem(find.name, "", f"the same bytes as {self.hashes[sha]}; read once"))
            return
        self.hashes[sha] = find.name
        source = self._id_for(find)
        before = len(self.events)
        spans = self._read(find, source, size)
        if spans is None and len(self.events) == before:
            return
        stated = self.events[before:]
        times = [e.time for e in stated] + [datetime.fromtimestamp(t, UTC) for t in spans or ()]
        count = len(stated)
        first, last = (min(times), max(times)) if times else (None, None)
        if any(e.certainty == "zone-assumed" for e in stated) and self.context.zone is None:
            words = f"its times state no zone and are read as UTC; if that is wrong, say --timezone {find.files[0].base}=ZONE"
            self.problems.append(Problem(find.name, "", words))
        piece = Evidence(
            id=source, name=_plain(find.name), kind=find.importer.name, sha256=sha, size=size, events=count,
            first=first, last=last,
        )  # fmt: skip
        self.evidence.append(piece)
        self.ids.add(source)

    def tell(self, found: Found) -> None:
        """Tells of what came since the last time."""
        for piece in self.evidence[self.told[0] :]:
            found(piece)
        for problem in self.problems[self.told[1] :]:
            found(problem)
        self.told = len(self.evidence), len(self.problems)

    def _id_for(self, find: Find) -> str:
        """A short id that no other piece has: the name's last part, else with its folder, else numbered."""
        taken = self.ids
        parts = [_ENDINGS.sub("", p) or p for p in PurePosixPath(find.name).parts]
        words = [re.sub(r"[^A-Za-z0-9._-]+", "-", p).strip("-.") or "evidence" for p in parts if p != "/"]
        for depth in (1, 2):
            name = "-".join(words[-depth:])[:64].strip("-.")
            if name and name not in taken and name[0].isalnum():
                return name
        base = re.sub(r"^[^A-Za-z0-9]+", "", words[-1])[:56] or "evidence"
        while True:
            self.numbers[base] += 1
            if (name := f"{base}-{self.numbers[base] + 1}") not in taken:
                return name

    def _read(self, find: Find, source: str, size: int) -> tuple[float, ...] | None:
        """Adds the records of one piece. Gives first and last time of log lines and requests; None: unread."""
        fold = LogFold(_certainty(find, self.context))
        elsewhere = _environment(find.name)
        tallies: dict[str | None, RequestTally] = {}
        low, high = float("inf"), float("-inf")
        since = max(EARLIEST, self.context.since.timestamp()) if self.context.since else EARLIEST
        until = min(LATEST, self.context.until.timestamp()) if self.context.until else LATEST
        read = any_record = False
        impossible, known = 0, len(self.problems)
        try:
            for number, record in enumerate(self._records(find, source), 1):
                any_record = True
                if number % 50_000 == 0:
                    self.progress(self.done - size, f"{find.name}: {number} records")
                if isinstance(record, LogLine | Request):
                    at = record.time
                    if at is not None:
                        if not EARLIEST <= at <= LATEST:
                            impossible += 1
                            continue
                        low, high = min(low, at), max(high, at)
                        if not since <= at <= until:
                            continue
                    if isinstance(record, LogLine):
                        fold.add(record)
                    else:
                        environment = record.environment or elsewhere
                        tally = tallies.get(environment)
                        if tally is None:
                            tally = tallies[environment] = self._tally(find, source, environment)
                        tally.add(record)
                    read = True
                elif isinstance(record, Event):
                    at = record.time.timestamp()
                    if not EARLIEST <= at <= LATEST:
                        impossible += 1
                        continue
                    read = True
                    if since <= at <= until:
                        self.events.append(_clean(record))
                elif isinstance(record, Series):
                    read = True
                    points = tuple(p for p in record.points if since <= p[0] <= until)
                    if points:
                        low, high = min(low, points[0][0]), max(high, points[-1][0])
                        self.series.append(replace(record, points=points))
                elif isinstance(record, Person):
                    self.people.setdefault(record.names, record)
                else:
                    self.problems.append(record)
        except Unreadable as error:
            self.problems.append(Problem(find.name, error.place, str(error)))
        except (OSError, EOFError, zlib.error) as error:
            self.problems.append(Problem(find.name, "", f"cannot be read to its end: {error}"))
        if impossible:
            words = f"{impossible} times before 1900 or after 9000, such as clocks that were never set; passed over"
            self.problems.append(Problem(find.name, "", words))
        named = _service(find.name)
        for event in map(_clean, fold.events(source)):
            self.events.append(
                replace(event, environment=event.environment or elsewhere, service=event.service or named)
            )
        if not read:
            if not any_record and len(self.problems) == known:
                self.problems.append(Problem(find.name, "", "nothing in it that howcome understands"))
            return None
        return (low, high) if high >= low else ()

    def _records(self, find: Find, source: str) -> Iterator[Record]:
        one = find.importer
        if find.folder is not None and isinstance(one, FolderImporter):
            return one.read_part(find.folder, find.part, source, self.context)
        return one.read(find.files[0], source, self.context)  # type: ignore[union-attr]

    def _tally(self, find: Find, source: str, environment: str | None) -> RequestTally:
        """Rotated parts of one log (`access.log`, `access.log.1.gz`) are counted together."""
        path = PurePosixPath(find.name)
        name = str(path.with_name(_ROTATED.sub("", path.name.removesuffix(".gz")) or path.name))
        tally, sources = self.tallies.setdefault((name, environment), (RequestTally(source), []))
        sources.append(source)
        return tally

    def collected(self) -> Collected:
        requests = (Requests(n, tuple(s), t, env) for (n, env), (t, s) in self.tallies.items())
        return Collected(
            tuple(self.evidence),
            tuple(sorted(self.events, key=lambda e: e.time)),
            tuple(self.series),
            tuple(requests),
            tuple(self.people.values()),
            tuple(self.problems),
        )


_ELSEWHERE = re.compile(
    r"(?:^|[/._-])(staging|stage|dev|development|sandbox|preprod|pre-prod|uat|qa)(?=[/._-]|$)", re.IGNORECASE
)


def _environment(name: str) -> str | None:
    """The environment that a path names (`staging/app.log`), None where it names none."""
    found = _ELSEWHERE.search(name)
    return found[1].lower() if found else None


def _service(name: str) -> str | None:
    """The service that a log's path names twice (`mail/mail.log`, `pods/mail/mail-2.log`), else None."""
    path = PurePosixPath(name)
    folder = path.parent.name
    return (
        folder
        if len(folder) > 2 and re.fullmatch(rf"{re.escape(folder)}(?:[-._]?\d[\w-]*)?\.\w[\w.]*", path.name)
        else None
    )


def _certainty(find: Find, context: Context) -> Certainty:
    """How sure the times of a log are: what its importer says of the file, else what is known of zones."""
    ask = getattr(find.importer, "certainty", None)
    said: Certainty = ask(find.files[0], context) if ask and find.files else context.zone_for(find.name)[1]
    return said


def _unknown(find: Find) -> str:
    head = find.files[0].head if find.files else b""
    if not head:
        return _why_nothing(find.files[0]) if find.files else "the file is empty"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16 text of no known kind; save it as UTF-8"
    if b"\0" in head[:4096]:
        return "a binary file; keep it as an attachment if readers need it"
    if find.files[0].json_head:
        return "JSON of a kind that howcome does not know"
    return "text of a kind that howcome does not know"


def _why_nothing(file: File) -> str:
    try:
        with file.open() as stream:
            stream.read(1)
    except (OSError, EOFError, zlib.error) as error:
        return f"cannot be read: {error}"
    return "the file is empty"


def _sha(find: Find) -> str:
    """Of one file its own hash; of several, the hash of their sorted names and hashes; of none, of the name."""
    if len(find.files) == 1:
        return find.files[0].sha256
    lines = sorted(f"{f.sha256}  {PurePosixPath(f.name).name}" for f in find.files)
    if not lines and isinstance(find.importer, FolderImporter) and find.folder and find.folder.path:
        lines = [f"{p}  {find.name}" for p in _git_heads(find.folder.path)]
    return hashlib.sha256("\n".join([find.name if not lines else "", *lines]).encode()).hexdigest()


def _git_heads(path: Path) -> list[str]:
    """What identifies the state of a repository: its references."""
    git = path / ".git"
    names = [git / "HEAD", git / "packed-refs", *sorted((git / "refs").rglob("*"))] if git.is_dir() else [git]
    return [n.read_bytes()[:100_000].hex() for n in names if n.is_file()]


def _clean(event: Event) -> Event:
    """The event with words that can be written and printed: evidence may hold lone surrogates and what
    steers a terminal. An end that cannot be reckoned with is dropped."""
    if event.until and not EARLIEST <= event.until.timestamp() <= LATEST:
        event = replace(event, until=None)
    words = (event.text, *event.actors, event.service or "", event.group or "")
    if all(w.isascii() and w.isprintable() for w in words):
        return event
    return replace(
        event,
        text=_plain(event.text),
        actors=tuple(_plain(a) for a in event.actors),
        service=_plain(event.service) if event.service else event.service,
        group=_plain(event.group) if event.group else event.group,
    )


def _plain(words: str) -> str:
    return without_controls(without_surrogates(words))


def _quiet(_done: int, _name: str) -> None:
    """Progress that nobody watches."""
