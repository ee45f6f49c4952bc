"""By which names people call a change: versions, numbers, identifiers, and words that it alone uses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from howcome.evidence.model import Event

#: Versions (`v4.8.0`, `2026.10.14-3`, `v218`), numbers of pull requests and commits.
VERSION = re.compile(r"\bv\d{2,5}\b|\bv?\d+(?:\.\d+){1,4}(?:[-.+][\w.]+)?\b|#\d{2,7}\b|\b[0-9a-f]{10,40}\b")
_IDENTIFIER = re.compile(r"(?<![\w/.])(?=[\w.-]*[A-Za-z])(?=[\w.-]*[\d_.-])[\w][\w.-]{4,60}\w(?![\w/])")
_COMMON_WORDS = """
    the a an and or of to in on at is are was were be been it this that with for from by we i you they
    not no all our has have had do does did will can could would should now then so but if as up down
    out over after before again please still just only also than more some any error errors failed fails
    failing request requests production deploy deployed deployment deploying release started success
    succeeded status page investigating identified monitoring resolved service services issue problem
    change changes live update updates
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def identifiers(text: str) -> set[str]:
    """Names that only one thing has: `feed.rank-cache-v2`, `0147_add_index`; no plain words or numbers."""
    return {m for m in _IDENTIFIER.findall(text) if any(c.isalpha() for c in m) and not m.endswith(".md")}


def telling_words(text: str) -> set[str]:
    """Words and identifiers of a text, without those that any incident uses."""
    return {w for w in re.findall(r"[a-z][a-z0-9_.-]{2,}[a-z0-9]", text.lower()) if w not in _COMMON}


def words_of(group: Sequence[Event]) -> set[str]:
    """Words of a change by which others may call it."""
    return set().union(*(telling_words(e.text) for e in group)) if group else set()


def names_of(group: Sequence[Event]) -> set[str]:
    """What people would call the change: its versions and numbers."""
    names = {e.reference for e in group if e.reference}
    for event in group:
        if event.kind in ("message", "change", "log"):
            names |= identifiers(event.text)
    names |= {e.details["page"].split()[0] for e in group if e.details.get("page")}
    for event in group:
        names.update(VERSION.findall(event.text))
    return {n for n in names if len(n) > 2}
