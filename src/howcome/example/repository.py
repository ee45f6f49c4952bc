"""The git repository of the service: its commits, as the text of `git log` and as a real repository.

Objects are written as git stores them, so that no git is needed and the same bytes come out each time.
There is no index: `git log` and `git show` work at once, `git status` only after `git reset`.
Format: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from .story import INES, LISBON_OFFSET, MEILING, OKELLO, PULL, RAVI, REVERT_PULL, SERVICE, WHEN, Colleague, at

_CONFIG = "fare_cache:\n  enabled: true\n  ttl: {ttl}\nquotes:\n  timeout: 8\n"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; `objects` are those that it brought, by their sha, as git compresses them."""

    sha: str
    author: Colleague
    time: datetime
    message: str
    objects: Mapping[str, bytes]


@cache
def commits() -> tuple[Commit, ...]:
    """All commits, oldest first."""
    tree: dict[str, str] = {}
    made: list[Commit] = []
    for author, time, message, path, content in _history(lambda: made[-1].sha):
        tree[path] = content
        made.append(_commit(author, time, message, tree, made[-1].sha if made else None))
    return tuple(made)


def files(*, with_repository: bool) -> Iterator[tuple[str, bytes]]:
    """`git/fare-search.log`, and `repositories/fare-search/` where it is wanted."""
    yield f"git/{SERVICE}.log", "\n".join(map(_logged, reversed(commits()))).encode()
    if not with_repository:
        return
    folder = f"repositories/{SERVICE}"
    git = f"{folder}/.git"
    yield f"{git}/HEAD", b"ref: refs/heads/main\n"
    yield f"{git}/config", b"[core]\n\trepositoryformatversion = 0\n\tbare = false\n"
    yield f"{git}/refs/heads/main", f"{commits()[-1].sha}\n".encode()
    for commit in commits():
        for sha, packed in commit.objects.items():
            yield f"{git}/objects/{sha[:2]}/{sha[2:]}", packed
    yield f"{folder}/config.yaml", _CONFIG.format(ttl=600).encode()


def _history(last: Callable[[], str]) -> Iterator[tuple[Colleague, datetime, str, str, str]]:
    """Author, time, message, path and content of each commit."""
    config = "config.yaml"
    yield INES, at("09:12:40", 7), "Keep a search for a minute", "README.md", "# fare-search\n"
    yield OKELLO, at("10:02:11", 8), "Cache fares for ten minutes (#398)", config, _CONFIG.format(ttl=600)
    yield RAVI, at("14:30:05", 10), "Read tariffs from the replica (#401)", "tariffs.md", "tariff-replica-1\n"
    yield INES, at("08:55:31", 14), "Sort connections by arrival (#405)", "sort.md", "by arrival\n"
    yield MEILING, at("08:47:20"), "Name two stations in Portuguese (#410)", "stations.md", "Évora, Vigo\n"
    yield (
        OKELLO,
        WHEN["pull merged"],
        f"Lower the time to live of cached fares (#{PULL})\n\n"
        "A change of a tariff took up to ten minutes to show. From 10 minutes to 6.",
        config,
        _CONFIG.format(ttl=6),
    )
    title = f"Lower the time to live of cached fares (#{PULL})"
    message = f'Revert "{title}" (#{REVERT_PULL})\n\nThis reverts commit {last()}.'
    yield OKELLO, WHEN["revert merged"], message, config, _CONFIG.format(ttl=600)


def _commit(
    author: Colleague, time: datetime, message: str, tree: Mapping[str, str], parent: str | None
) -> Commit:
    objects: dict[str, bytes] = {}
    entries = b""
    for path in sorted(tree):
        sha = _store(objects, "blob", tree[path].encode())
        entries += f"100644 {path}\0".encode() + bytes.fromhex(sha)
    signature = f"{author.name} <{author.email}> {int(time.timestamp())} +0100"
    lines = [f"tree {_store(objects, 'tree', entries)}", *([f"parent {parent}"] if parent else [])]
    lines += [f"author {signature}", f"committer {signature}", "", message, ""]
    return Commit(_store(objects, "commit", "\n".join(lines).encode()), author, time, message, objects)


def _store(objects: dict[str, bytes], kind: str, content: bytes) -> str:
    """Adds an object and gives its name, which is the SHA-1 of its kind, length and content."""
    whole = f"{kind} {len(content)}\0".encode() + content
    sha = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    objects[sha] = zlib.compress(whole, 6)
    return sha


def _logged(commit: Commit) -> str:
    """The commit as `git log` shows it by default, in the author's own time."""
    local = commit.time.astimezone(UTC) + timedelta(seconds=LISBON_OFFSET)
    date = f"{local:%a %b} {local.day} {local:%H:%M:%S %Y} +0100"
    margin = "".join(f"    {line}\n" if line else "    \n" for line in commit.message.split("\n"))
    head = f"commit {commit.sha}\nAuthor: {commit.author.name} <{commit.author.email}>\nDate:   {date}\n"
    return f"{head}\n{margin}"
