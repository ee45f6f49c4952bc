"""The people whom a document itself names in its head, with the role that stands for each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.analysis.people import Roster, spellings
from howcome.document import Document
from howcome.text.pattern import pattern

from .english.words import words as words_of
from .subjects import PEOPLE, TEAMS

_NAME = pattern(r"@?[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}\Z")
_WORD = pattern(r"[^\W_][\w'’-]*")
_NO_NAMES = frozenset(
    ("rotation", "rota", "none", "nobody", "tbd", "tba", "unknown", "n/a", "primary", "secondary")
)
_NO_NAME_WORDS = PEOPLE | TEAMS | _NO_NAMES
#: Keys that end so may mean a thing or a kind of work.
_NO_ROLES = words_of("systems", "human-work", "team-like")


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
        if personal and _NAME.match(name) and not words & _NO_NAME_WORDS:
            yield name


def roster_of(people: dict[str, str]) -> Roster:
    """A roster that finds these people by all likely spellings of their names."""
    return Roster.for_people((sorted(spellings([n.lstrip("@")]) | {n}), n) for n in people)


def roles_of(document: Document) -> frozenset[str]:
    """What the head's `roles:` calls people by, in lower case: "incident commander", "database on-call".

    Words that mean a thing or a kind of work ("communications", "database") are left out: not every sentence about
    them is one about a person.
    """
    roles = document.front_matter.maps.get("roles", {})
    keys = (" ".join(_WORD.findall(role.replace("_", " ").lower())) for role in roles)
    return frozenset(key for key in keys if key and _is_a_role(key))


def _is_a_role(key: str) -> bool:
    word = key.split()[-1]
    return word not in _NO_ROLES and word.removesuffix("s") not in _NO_ROLES
