"""The words of English that tell who acts and what is said of them. Owns how `lexicon.txt` and `names.txt` are read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

#: Lists of nouns: their plurals are formed here.
_NOUNS = ("persons", "persons-or-programs", "teams", "customers", "attackers", "systems", "error-nouns")


@cache
def words(*names: str) -> frozenset[str]:
    """All words of some lists of the lexicon, in lower case; lists of nouns hold the plurals too. Raises KeyError."""
    return frozenset().union(*map(_list, names))


@cache
def pairs(name: str) -> dict[str, str]:
    """A list whose members are written `word=meaning`. Raises KeyError."""
    return dict(member.split("=") for member in _lists("lexicon.txt")[name].split())


@cache
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Names that are nothing else, and names that are also words; in lower case."""
    lists = _lists("names.txt")
    also_words = frozenset(lists["also-words"].split())
    return frozenset(lists["names"].split()) - also_words, also_words


def plural(noun: str) -> str:
    """The regular plural of a noun: `policy` → `policies`."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _list(name: str) -> frozenset[str]:
    found = frozenset(_lists("lexicon.txt")[name].split())
    return found | {plural(w) for w in found} if name in _NOUNS else found


@cache
def _lists(name: str) -> dict[str, str]:
    return dict(_read((Path(__file__).parent / name).read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[tuple[str, str]]:
    """Title and members of every list; lines that begin with `#` explain, up to the next line."""
    for part in text.split("\n[")[1:]:
        title, _, body = part.partition("]")
        if "#" in body:
            body = "\n".join(line for line in body.split("\n") if not line.startswith("#"))
        yield title, body
