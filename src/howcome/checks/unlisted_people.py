"""People whom a text names and the document gives nothing to: a given name with a deed, or with a family name.

Owns which words stand for a person there. Refuses programs, places and machines that are called like people, and
says nothing where the words do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from howcome.document import Document
from howcome.text.pattern import pattern

from .blame.english.words import given_names

#: Programs and places with the names of people.
_NO_PERSON = frozenset(
    """
    alexa aurora austin bella carolina cassandra charlotte chelsea claude diego dora flora florence francis gaia georgia jasper
    julia juliet kenya lourdes luigi luna maria milan oscar pandora romeo salem santiago savannah selena siri sofia travis
    victoria virginia
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_NAME = r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_])){1,30}"
_CAPITAL = pattern(rf"(?<![\w@./#'’-]){_NAME}(?![\w/-]|\.\w)")
_FAMILY = pattern(
    rf"\s(?:(?:de|van|von|der|da|del|dos|di|la)\s){{0,2}}(?=[^\W\d_a-z]){_NAME}(?![\w/-]|\.\w|\s?\d|\s[A-Z])"
)
_DEED = pattern(
    r"\s(?:then|later|also|again|only|just|never|first|soon|[a-z]{3,12}ly)?\s?(?:[a-z]{2,14}ed|ran|runs|rolls|wrote|writes|told|tells|"
    r"said|says|saw|sees|took|takes|made|makes|found|finds|forgot|forgets|knew|knows|thought|thinks|brought|brings|built|"
    r"builds|chose|chooses|began|begins|gave|gives|got|gets|held|holds|kept|keeps|leads|left|leaves|let|lets|looks|met|put|"
    r"puts|reads?|sent|sends|set|sets|spent|spoke|sp[eo]aks|stops|tries|applies|copies|verifies|went|goes|came|comes|did|does|"
    r"woke|drops|flips|asks|calls|checks|changes|clicks|confirms|decides|deletes|deploys|disables|enables|escalates|fixes|"
    r"follows|helps|joins|merges|misses|needs|notices|notes|opens|pages|presses|proposes|pushes|removes|reports|restarts|"
    r"reverts|reviews|starts|suggests|suspects|switches|triggers|turns|types|understood|understands|updates|uses|wants|"
    r"was|is|had|has|could|would|should|must|might|cannot|couldn['’]t|didn['’]t|wasn['’]t|hadn['’]t)\b(?![-/])"
)
_AFTER_A_VERB = pattern(
    r"\b(?:by|asked|asks|called|calls|paged|pages|told|tells|until|when|after|because|thanked|from|with|and)\s$",
    re.IGNORECASE,
)
_ENDS = pattern(r"\s?(?:[,.;:)!?]|\Z)")
#: Before a name these make a thing of it: the Ada cluster, our Julia service.
_THING_BEFORE = pattern(
    r"(?:\b(?:the|an?|our|their|its|this|that|each|every|no|both|of|in|at|near|old|new|second|first|saint|san|st\.)|"
    r"(?<!\w)(?-i:[A-Z][\w'’-]*))\s$",
    re.IGNORECASE,
)
_THING_AFTER = pattern(
    r"\s(?:cluster|server|service|node|host|pod|job|database|instance|queue|system|platform|pipeline|bot|app|api|model|"
    r"library|language|site|office|region|street|road|team|inc|ltd|gmbh|group|bank|university|institute|foundation)s?\b",
    re.IGNORECASE,
)
#: Names that a day or a month has too.
CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december utc sev
    """.split()  # noqa: SIM905
)
#: A capital in front that only begins the sentence.
_CONJUNCTIONS = frozenset(
    "after before when while since because as then so but and that until if where once although though".split()  # noqa: SIM905
)


class Named(NamedTuple):
    """A person in a text: the name, and its half-open code points."""

    name: str
    start: int
    end: int


def unlisted_people(document: Document, text: str) -> Iterator[Named]:
    """People in a text of the document by a given name that is no other word, each where it stands first."""
    seen: set[str] = set()
    for match in _CAPITAL.finditer(text):
        given = match.group()
        if given in seen or not given[0].isupper() or given.isupper() or not _is_given(given):
            continue
        end = _end_of_name(text, *match.span())
        if end is None or _is_thing(text, match.start(), end) or _stands_for_a_thing(document, given):
            continue
        seen.add(given)
        yield Named(text[match.start() : end], match.start(), end)


def _is_given(word: str) -> bool:
    lower = word.lower()
    return lower in given_names()[0] and lower not in _NO_PERSON


def _end_of_name(text: str, start: int, end: int) -> int | None:
    """Where the name ends, if what stands around it shows a person: a family name, or a deed."""
    family = _FAMILY.match(text, end)
    if family:
        last = family.group().split()[-1]
        return None if last.isupper() or last.lower() in CALENDAR else family.end()
    if _DEED.match(text, end):
        return end
    told = _AFTER_A_VERB.search(text, max(0, start - 12), start)
    return end if told and _ENDS.match(text, end) else None


def _is_thing(text: str, start: int, end: int) -> bool:
    before = _THING_BEFORE.search(text, max(0, start - 30), start)
    if before and before.group().strip().lower() not in _CONJUNCTIONS:
        return True
    return bool(_THING_AFTER.match(text, end))


def _stands_for_a_thing(document: Document, name: str) -> bool:
    """Whether the text also writes the name in lower case, as it does for a host, a service or a command."""
    return bool(re.search(rf"(?<![@\w]){re.escape(name.lower())}(?!\w)", document.source.text))
