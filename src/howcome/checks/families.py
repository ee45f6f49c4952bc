"""Families of codes: what the letters before the number stand for, and which dimension of a review they belong to.

Owns this one table. A rule of a family that belongs elsewhere says so itself (`Rule.dimension`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from howcome.text.pattern import pattern

Dimension = Literal[
    "completeness", "evidence", "blamelessness", "depth", "action quality", "communication", "timeliness"
]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)


class Family(NamedTuple):
    """A family of codes: its title in lists of rules, and its dimension."""

    title: str
    dimension: Dimension


#: The letters of a code → its family, in the order of a document.
FAMILIES: dict[str, Family] = {
    "DOC": Family("The whole document", "completeness"),
    "SUM": Family("Incident Summary", "completeness"),
    "TL": Family("Timeline of Events", "evidence"),
    "IMP": Family("Impact Assessment", "completeness"),
    "RCA": Family("Root Cause Analysis", "depth"),
    "LES": Family("Lessons Learned", "depth"),
    "ACT": Family("Action Items", "action quality"),
    "PRV": Family("Preventive Measures", "action quality"),
    "COM": Family("Communication Plan", "communication"),
    "CIM": Family("Continuous Improvement", "depth"),
    "APP": Family("Appendix", "evidence"),
    "B": Family("Blame in words", "blamelessness"),
    "SUP": Family("Silenced findings", "completeness"),
    "READ": Family("How the text is read", "completeness"),
}
_NUMBER = pattern(r"-?(?:\d+[A-Za-z]?)?\Z")
_OTHERS = Family("Rules of your own and of other packages", "completeness")


def prefix_of(code: str) -> str:
    """The letters in front of a code's number: `TL` of `TL-004`, `B` of `B07` and of `B04i`."""
    return _NUMBER.sub("", code)


def family_of(code: str) -> Family:
    """The family of a code; that of all others for a prefix that is not built in."""
    return FAMILIES.get(prefix_of(code), _OTHERS)


def is_begun_by(code: str, words: str) -> bool:
    """Whether a code is meant by words of a selection: itself or how it begins, in any case of letters.

    The letters of a built-in family mean that family alone: `B` is no beginning of `BANK-001`.
    """
    wanted = words.strip().upper()
    if wanted in FAMILIES:
        return prefix_of(code) == wanted
    return bool(wanted) and code.upper().startswith(wanted)
