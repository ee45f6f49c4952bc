"""The people whom a document itself names in its head, with the role that stands for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.analysis.people import Roster, spellings
from howcome.document import Document

from .subjects import ROLES, TEAMS

_NAME = re.compile(r"@?[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}\Z")
_NO_NAMES = frozenset(
    {"rotation", "rota", "none", "nobody", "tbd", "tba", "unknown", "n/a", "primary", "secondary"}
)


def people_of(document: Document) -> dict[str, str]:
    """Name → role ("the incident commander"), for everybody whom the head's `roles:` names."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for role, cell in document.front_matter.maps.get("roles", {}).items():
        words = " ".join(role.replace("_", " ").split()).lower()
        for name in _names(cell.raw):
            if name in found and found[name] != f"the {words}":
                doubtful.add(name)
            found[name] = f"the {words}"
    return {name: ("" if name in doubtful else role) for name, role in found.items()}


def _names(raw: str) -> Iterator[str]:
    for part in re.split(r"[,;&/]|\sand\s", raw.strip("[] ")):
        name = part.strip().strip("\"'")
        words = {w.lower() for w in re.findall(r"[\w-]+", name)}
        personal = name[:1].isupper() or name.startswith("@")
        if personal and _NAME.match(name) and not words & (ROLES | TEAMS | _NO_NAMES):
            yield name


def roster_of(people: dict[str, str]) -> Roster:
    """A roster that finds these people by all likely spellings of their names."""
    return Roster.for_people((sorted(spellings([n.lstrip("@")]) | {n}), n) for n in people)


def ends_with_a_name(document: Document, words: str) -> bool:
    """Whether the last word is the name of somebody whom the head names: "… and Mira"."""
    last = re.search(r"@?([^\W\d_][\w'’-]*)\W*\Z", words[-60:])
    if not last or not last[1][:1].isupper():
        return False
    word = last[1].removesuffix("'s").removesuffix("’s")
    return any(word in name.lstrip("@").split() for name in people_of(document))
