"""The words of English that tell who acts and what is said of them. Owns the lists of `lexicon.txt` and `names.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_NOUNS = ("persons", "persons-or-programs", "teams", "customers", "attackers", "systems", "error-nouns")


@cache
def words(name: str) -> frozenset[str]:
    """One list of the lexicon, in lower case; lists of nouns hold the plurals too. Raises KeyError."""
    found = _lists("lexicon.txt")[name]
    return found | {plural(w) for w in found} if name in _NOUNS else found


@cache
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Names that are nothing else, and names that are also words; in lower case."""
    lists = _lists("names.txt")
    return lists["names"] - lists["also-words"], lists["also-words"]


def plural(noun: str) -> str:
    """The regular plural of a noun: `policy` → `policies`."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def _lists(name: str) -> dict[str, frozenset[str]]:
    return dict(_read((files(__package__) / name).read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    for part in text.split("\n[")[1:]:
        title, _, body = part.partition("]")
        lines = (line for line in body.splitlines() if not line.startswith("#"))
        yield title, frozenset(word for line in lines for word in line.split())
