"""Who a piece of a sentence is about: a person, a team, ourselves, a customer, an attacker or a system.

Owns the reading of the words directly before or after a trigger, for rules that look at a few words and no sentence.
Which word means whom stands in the lexicon of English. Where the words do not tell, the answer is None.
"""

from __future__ import annotations

import re
from typing import Literal

from howcome.text.pattern import pattern

from .english import nouns
from .english.words import words

Subject = Literal["person", "team", "self", "customer", "attacker", "system"]

PEOPLE = words("persons", "persons-or-programs")
TEAMS = words("teams", "fields-of-teams")
_AMBIGUOUS = words("persons-or-programs")
_FIELDS = words("fields-of-teams")
_SYSTEMS = words("systems")
_PROGRAMS = words("systems", "operators-of-programs")
#: What follows these is no longer whom the verb is about.
_LINKS = frozenset(
    ("to", "of", "that", "about", "on", "in", "for", "with", "by", "and", "when", "via", "from", "as")
)
_SKIPPED = pattern(r"(?:\w+ly|also|never|then|just|simply|all|both|either|perhaps|maybe|at least|too)$")
_NO_ADVERBS = ("assembly", "anomaly", "supply")
_WORD = pattern(r"[^\W_][\w'-]*")
#: How many characters before or behind a verb are looked at.
_REACH = 120


def subject_before(words: str) -> Subject | None:
    """Who the last words before a verb name: "the database on-call" → person; adverbs are passed over."""
    tail = words[-_REACH:]
    if re.search(r"[,;:)\]–—]\s*$", tail):
        tail = tail.rstrip(" ,;:)]–—")
        if tail.endswith(("(", "[")):
            return None
    found = [w.lower() for w in _WORD.findall(tail)]
    while found and _SKIPPED.match(found[-1]) and found[-1] not in _NO_ADVERBS:
        found.pop()
    if not found:
        return None
    return kind_of(found[-1], found[-2] if len(found) > 1 else "")


def subject_after(words: str, most: int = 4) -> Subject | None:
    """Whom the words after a verb name within a few words: "remind all backend engineers" → person."""
    found = [w.lower() for w in _WORD.findall(words[:_REACH])][:most]
    for number, word in enumerate(found):
        if word in _LINKS:
            return None
        kind = kind_of(word, found[number - 1] if number else "")
        if kind:
            following = found[number + 1] if number + 1 < len(found) else ""
            return "system" if kind != "system" and following in _SYSTEMS else kind
    return None


def kind_of(word: str, before: str = "") -> Subject | None:
    """The kind of one noun or pronoun in lower case; `before` is the word in front of it."""
    word = word.removesuffix("'s")
    if word in _SYSTEMS or (word in _AMBIGUOUS and before in _PROGRAMS):
        return "system"
    if word in _FIELDS:
        return "team"
    return nouns.kind_of(word, before)
