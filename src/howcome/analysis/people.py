"""People in a text, and the roles that stand for them when something is written.

Owns the finding of known names and handles; refuses to guess names that nobody told it. What is an
identifier (a host, a pod, a path, an e-mail address, code, an address on the web) is left alone.
Linear: one pass over the words, and a table look-up for each.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from howcome.text.pattern import pattern

_WORD = pattern(r"[^\W_]+")
_WORD_WITH_ACCENTS = pattern(r"(?:[^\W_][\u0300-\u036f]*)+")
_ACCENTS = pattern(r"[\u0300-\u036f]")
_SPACE = pattern(r"\s+")
_URL_END = pattern(r"[^\s<>\"'`)\]|\\]*")
_SCHEME_REVERSED = pattern(r"[A-Za-z0-9+.-]{1,20}")
_CODE = pattern(r"(`{1,2})(?!`)[^`\n]{1,1000}\1(?!`)")
_LED = pattern(r"-(?:led|owned|driven|approved|authored|style)\b")
_PAIR = pattern(r"[(\"'@*_]{0,3}[A-Z]\w{0,40}(?:/@?[A-Z]\w{0,40}){1,5}['’s,.;:!?)*_]{0,4}")
_NUMBER_BEFORE = pattern(r"\d(?:st|nd|rd|th)?\s{1,3}(?:of\s)?$")
_NUMBER_AFTER = pattern(r"[\s,]{1,3}\d")
_FUNCTION_WORD = pattern(
    r"\s{1,3}(?:the|a|an|this|that|these|those|it|its|we|you|they|he|she|i|our|your|their|all|any|as|there|be|not|no"
    r"|each|every|one)\b",
    re.IGNORECASE,
)
_SLACK_END = pattern(r"(?:\|[^<>|\n]{0,80})?>")
_SENTENCE_END = pattern(
    r"(?<!e\.g)(?<!i\.e)(?<!vs)(?<!\bcc)(?<!\bNo)[.!?…][\"'”’)\]*_]{0,3}\s{1,4}[\"'“‘(\[*_]{0,3}$"
)
_LINE_PREFIX = pattern(
    r"[\s>*+#|-]{0,40}(?:\d{1,3}[.)]\s{1,4})?(?:\[[ xX]\]\s{1,4})?"
    r"(?:\d[\dT:.,+\-/–Z]{3,40}(?:\s\d[\d:.,+\-]{1,20}Z?)?(?:\s?UTC)?\s{0,2}[:–—-]?\s{1,4})?"
    r"(?:\[[\w, -]{1,60}\]\s{1,4}){0,5}[\"'“‘(\[*_]{0,3}"
)
_LOOK_BACK = 160

# Given names and handles that are English words too: only a capital or an @ makes a person of them.
_WORDS_TOO_WORDS = """
    ace amber angel april art ash august autumn bay bill bo bob booker brook brooks buck bud buster carol case cash
    chance charity chase chip christian clay cliff cody constant cooper dale daisy dash dawn dean dell destiny do drew
    dusty earl east ed eve faith fay fern finn flora forest frank gale gene ginger glen grace grant guy harmony harry
    hazel heath heather holly hope hunter iris iron ivy jack jade jasmine jean jewel joy june justice lane lark laurel
    lee lily link lily long love lucky lux mac major mark marks marina mason mat max may mercy merit miles misty moss
    nick norm oak ocean olive opal page parker pat patience pearl penny pepper peg phoenix pierce piper polly poppy
    porter price prince queen rain rainbow ray red reed rex rich rick river rob robin rock rocky rod roman rose rosemary
    rowan royal ruby run rush rusty sage sailor sally sandy sawyer scout shell sky skip sonny star stone stormy sue
    summer sunny tab taylor teddy tell terry tiger tim tom tony trace tracy tripp tucker turner van vera viola violet
    wade walker ward warren wells west will willow win winter woody young zen
"""
# Last names that are English words, trades, colours or places of a system: alone they name nobody.
_LAST_NAMES_WORDS = """
    archer baker banks barber barn bath bell berry best bird black blue book bush butler camp carpenter carter cash
    cherry church close cloud cole cook cross day diamond east england english eve farmer field fields fisher fish fisk
    fleet flood flower foot ford fortune fowler fox freeman french friend frost garden gardener gates german gold good
    grant gray great green grey hall hand hard hardy hart head hill hood hook house howe hunt island james jordan key
    keys king knight lake lamb land law lead leader light lion little lock lords low manning march marsh martin may
    mills miller moon moor more mountain new noble north nurse paris park pass peak pike pitt plant point pond pool
    pope post potter pound power powers print proxy push queue race read rice rider ring rivers road rocks root rose
    rule ruler salt savage school seal service sharp sheet shepherd ship short silver singer small smith snow south
    spring stage star steel stock stones street strong swan sweet swift table tailor temple test thorn tower town
    train tree trust version wall war warner waters watts way weaver web wells wheel white whole wild wilde wise wolf
    wood woods work worker wright york
"""
_LAST_NAMES_TOO = frozenset(_LAST_NAMES_WORDS.split())
_WORDS_TOO = frozenset(_WORDS_TOO_WORDS.split())
_MONTHS = frozenset({"april", "may", "june", "august"})
_NO_FIRST_NAMES_WORDS = """
    alert app bot build ci customer data deploy deployment dev duty engineering github incident it jira ops on oncall
    pager platform release robot security service site slack sre statuspage support system team the user
"""
_NO_FIRST_NAMES = frozenset(_NO_FIRST_NAMES_WORDS.split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a text: the spelling that the roster knows, and its half-open code points.

    An @ before the name, or Slack's `<@…>` around it, belongs to the mention; a possessive 's does not.
    """

    name: str
    start: int
    end: int


class _Spelling(NamedTuple):
    words: tuple[str, ...]
    joints: tuple[str, ...]
    """What stands between the words; white space counts as one space."""
    name: str
    role: str
    capital: bool
    """Only with a capital or an @."""
    anywhere: bool = False
    """A first and a last name together are a person in code, paths and addresses too."""


class Roster:
    """Everybody who may be mentioned, by every known spelling, with the role that stands for them."""

    __slots__ = ("_index",)

    def __init__(self, roles: Mapping[str, str]) -> None:
        """`roles` maps spellings (names, handles with or without @, ids) to roles: "the incident commander".

        "Last, First" is derived from full names, and the first and the last name where nobody with another
        role shares it; a last name that is an English word is not. Each also stands without its accents.
        """
        index: dict[str, list[_Spelling]] = defaultdict(list)
        known: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
        stated = [*_given(roles), *_reversed(roles), *_first_names(roles), *_last_names(roles)]
        named = {
            (s.role, word)
            for s in stated
            if " " in s.joints
            for word in (*s.words, *map(_without_accents, s.words))
        }
        for spelling in [*stated, *_unaccented(stated)]:
            key = spelling.words, spelling.joints
            if key not in known:
                known.add(key)
                handle = len(spelling.words) > 1 and all(
                    (spelling.role, word) in named for word in spelling.words
                )
                anywhere = " " in spelling.joints or handle
                index[spelling.words[0]].append(spelling._replace(anywhere=anywhere))
        for spellings_of_word in index.values():
            spellings_of_word.sort(key=lambda one: (-len(one.words), -len(one.name)))
        self._index = dict(index)

    @classmethod
    def for_people(cls, people: Iterable[tuple[Iterable[str], str]]) -> Roster:
        """A roster of (names of one person, role) pairs. A single word that two roles share stands for neither."""
        claims: dict[str, set[str]] = defaultdict(set)
        written: dict[str, str] = {}
        for names, role in people:
            for name in names:
                claims[name.casefold()].add(role)
                written.setdefault(name.casefold(), name)
        return cls(
            {
                written[key]: min(roles)
                for key, roles in claims.items()
                if len(roles) == 1 or len(_WORD.findall(key)) > 1
            }
        )

    def find(self, text: str) -> list[Mention]:
        """Every mention, sorted, not overlapping; the longest spelling wins."""
        return [mention for mention, _ in self._mentions(text)]

    def replace(self, text: str) -> str:
        """`text` with a role for every mention, with a capital where a sentence starts."""
        parts: list[str] = []
        position = 0
        for mention, role in self._mentions(text):
            if _starts_sentence(text, mention.start):
                role = role[:1].upper() + role[1:]
            parts += (text[position : mention.start], role)
            position = mention.end
        return "".join([*parts, text[position:]]) if parts else text

    def _mentions(self, text: str) -> Iterator[tuple[Mention, str]]:
        index = self._index
        if not index:
            return
        accented = bool(_ACCENTS.search(text)) if not text.isascii() else False
        word = _WORD_WITH_ACCENTS if accented else _WORD
        protected: _Protected | None = None
        done = 0
        for match in word.finditer(text):
            key = match[0].lower()
            candidates = index.get(unicodedata.normalize("NFC", key) if accented else key)
            if not candidates or match.start() < done:
                continue
            protected = protected or _Protected(text)
            if protected.covers(match.start()):
                # A handle in code may be a host or a path; a first and a last name are a person everywhere.
                candidates = [c for c in candidates if c.anywhere]
            for spelling in candidates:
                end = _spelled(text, word, match, spelling)
                if end and (mention := _mention(text, match.start(), end, spelling)):
                    done = mention.end
                    yield mention, spelling.role
                    break


def spellings(names: Iterable[str]) -> set[str]:
    """Every likely spelling of people with these full names ("First Last" or "Last, First").

    The full name, "Last, First", the first name, and handles: @first, first.last, first_last, first-last,
    firstlast, flast. A name of one word gives itself and its handle.
    """
    found: set[str] = set()
    for name in names:
        words = _in_order(name).split()
        if not words:
            continue
        first, last = words[0], words[-1]
        found |= {" ".join(words), first, f"@{_plain(first)}"}
        if len(words) > 1:
            found.add(f"{' '.join(words[1:])}, {first}")
            a, b = _plain(first), _plain(last)
            if a and b:
                found |= {f"{a}.{b}", f"{a}_{b}", f"{a}-{b}", f"{a}{b}", f"{a[0]}{b}"}
    return {one for one in found if len(one.lstrip("@")) > 1}


def _in_order(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first} {last}".strip() if comma and first.strip() else name.strip(" ,@")


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in decomposed if letter.isalnum())


def _given(roles: Mapping[str, str]) -> Iterator[_Spelling]:
    for name, role in roles.items():
        words, joints = _parted(name)
        if not words or not role:
            continue
        single = len(words) == 1
        capital = single and (words[0] in _WORDS_TOO or len(words[0]) == 1)
        yield _Spelling(words, joints, name, role, capital)


def _parted(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    plain = unicodedata.normalize("NFC", name).lower().replace("\u2019", "'")
    matches = list(_WORD.finditer(plain))
    pairs = pairwise(matches)
    joints = tuple(_SPACE.sub(" ", plain[a.end() : b.start()]) for a, b in pairs)
    return tuple(match[0] for match in matches), joints


def _reversed(roles: Mapping[str, str]) -> Iterator[_Spelling]:
    for name, role in roles.items():
        parts = name.split()
        if len(parts) > 1 and role and all(part[0].isalpha() for part in parts) and "," not in name:
            words, joints = _parted(f"{' '.join(parts[1:])}, {parts[0]}")
            if words:
                yield _Spelling(words, joints, name, role, False)


def _first_names(roles: Mapping[str, str]) -> Iterator[_Spelling]:
    owners: dict[str, set[str]] = defaultdict(set)
    full: dict[str, str] = {}
    for name, role in roles.items():
        parts = _in_order(name).split()
        if len(parts) < 2 or not all(part[0].isalpha() for part in parts) or not role:
            continue
        if parts[0].lower() in _NO_FIRST_NAMES or parts[-1].lower() in _NO_FIRST_NAMES or len(parts[0]) < 2:
            continue
        owners[parts[0].lower()].add(role)
        full.setdefault(parts[0].lower(), name)
    for first, its_roles in owners.items():
        words, joints = _parted(first)
        if len(its_roles) == 1 and words:
            yield _Spelling(words, joints, full[first], next(iter(its_roles)), True)


def _last_names(roles: Mapping[str, str]) -> Iterator[_Spelling]:
    """What follows the first name, whole ("van der Berg") and its last word, with a capital; and the first and
    the last name of who has more than two."""
    owners: dict[str, set[str]] = defaultdict(set)
    full: dict[str, str] = {}
    for name, role in roles.items():
        parts = _in_order(name).split()
        if not 2 <= len(parts) <= 5 or not all(part[0].isalpha() for part in parts) or not role:
            continue
        if any(part.lower() in _NO_FIRST_NAMES for part in parts):
            continue
        for last in {" ".join(parts[1:]), parts[-1]}:
            if len(last) > 2 and last[0].isupper() and last.lower() not in _WORDS_TOO | _LAST_NAMES_TOO:
                owners[last.lower()].add(role)
                full.setdefault(last.lower(), name)
        if len(parts) > 2:
            for short in (f"{parts[0]} {parts[-1]}", f"{parts[-1]}, {parts[0]}"):
                words, joints = _parted(short)
                yield _Spelling(words, joints, name, role, False)
    for last, its_roles in owners.items():
        words, joints = _parted(last)
        if len(its_roles) == 1 and words:
            yield _Spelling(words, joints, full[last], next(iter(its_roles)), len(words) == 1)


def _unaccented(spellings: Iterable[_Spelling]) -> Iterator[_Spelling]:
    """What people type whose keyboard has no accents: "Jose Nunez"."""
    for one in spellings:
        words = tuple(_without_accents(word) for word in one.words)
        if words != one.words and all(words):
            yield one._replace(
                words=words, capital=one.capital or (len(words) == 1 and words[0] in _WORDS_TOO)
            )


def _without_accents(word: str) -> str:
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


def _spelled(text: str, word: re.Pattern[str], match: re.Match[str], spelling: _Spelling) -> int:
    """The end of `spelling` if it stands at `match`, else 0."""
    end = match.end()
    for expected, joint in zip(spelling.words[1:], spelling.joints, strict=True):
        following = word.search(text, end, end + len(joint) + 4 + len(expected) * 2)
        if not following:
            return 0
        between = text[end : following.start()].replace("\u2019", "'")
        if (_SPACE.sub(" ", between) if " " in joint else between) != joint:
            return 0
        # The search was cut short: the word may go on.
        following = word.match(text, following.start())
        if not following or unicodedata.normalize("NFC", following[0].lower()) != expected:
            return 0
        end = following.end()
    return end


def _mention(text: str, start: int, end: int, spelling: _Spelling) -> Mention | None:
    before = text[start - 1 : start]
    addressed = before == "@"
    if addressed:
        start -= 1
        before = text[start - 1 : start]
        if before and (before.isalnum() or before in "._-/+"):
            return None
        if before == "<" and (slack := _SLACK_END.match(text, end)):
            return Mention(spelling.name, start - 1, slack.end())
    first = text[start + 1] if addressed else text[start]
    capital = first.isupper()
    if spelling.capital and not addressed:
        if not capital or (len(spelling.words[0]) > 2 and text[start:end].isupper()):
            return None
        if spelling.words[0] in _WORDS_TOO and _reads_as_word(text, start, end, spelling.words[0]):
            return None
    if spelling.anywhere:
        # Both names of a person are no host and no path, whatever stands beside them.
        return Mention(spelling.name, start, end)
    if not (_free_before(text, start, capital=capital) and _free_after(text, end, capital=capital)):
        return None
    if (before == "/" or text[end : end + 1] == "/") and not _named_pair(text, start, end):
        return None
    return Mention(spelling.name, start, end)


def _reads_as_word(text: str, start: int, end: int, word: str) -> bool:
    if word in _MONTHS and (
        _NUMBER_BEFORE.search(text[max(0, start - 10) : start]) or _NUMBER_AFTER.match(text, end)
    ):
        return True
    return bool(_FUNCTION_WORD.match(text, end)) and _starts_sentence(text, start)


def _free_before(text: str, start: int, *, capital: bool) -> bool:
    before = text[start - 1 : start]
    if not before or before.isspace():
        return True
    further = text[start - 2 : start - 1] if start > 1 else ""
    alone = not further or not (further.isalnum() or further in "-_./\\:")
    if before in "-_":
        return capital and alone
    if before == ".":
        return not further.isalnum() or (capital and text[start - 2 : start - 1] == ".")
    if before == ":":
        return further != ":"
    return not (before.isalnum() or before in "\\#$%~+&^" or "\u0300" <= before <= "\u036f")


def _free_after(text: str, end: int, *, capital: bool) -> bool:
    after = text[end : end + 1]
    if not after or after.isspace():
        return True
    further = text[end + 1 : end + 2]
    if after in ".:":
        return not (further.isalnum() or (further in "_/\\" and bool(further))) or (
            after == ":" and further == ":"
        )
    if after == "-":
        return (
            (capital and bool(_LED.match(text, end))) or not further or further.isspace() or further in "->"
        )
    if after == "_":
        return not (further.isalnum() or further == "_")
    if after == "(":
        return capital
    if after == "@" or after == "=":
        return False
    return not (after.isalnum() or after in "\\$%~+&" or "\u0300" <= after <= "\u036f")


def _named_pair(text: str, start: int, end: int) -> bool:
    """Whether a name next to a slash is one of several people ("Mira/Teun") and no path."""
    left = start
    while left > 0 and start - left < 80 and not text[left - 1].isspace():
        left -= 1
    right = end
    while right < len(text) and right - end < 80 and not text[right].isspace():
        right += 1
    return bool(_PAIR.fullmatch(text[left:right]))


class _Protected:
    """The parts of a text that are code or addresses on the web."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, text: str) -> None:
        spans = sorted([*_fences(text), *_code_spans(text), *_addresses(text)])
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, position: int) -> bool:
        place = bisect_right(self._starts, position) - 1
        return place >= 0 and position < self._ends[place]


def _fences(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("```")
    while start >= 0:
        end = text.find("```", start + 3)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("```", end + 3)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    if "`" in text:
        for match in _CODE.finditer(text):
            yield match.span()


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    position = text.find("://")
    while position >= 0:
        scheme = _SCHEME_REVERSED.match(text[max(0, position - 20) : position][::-1])
        match = _URL_END.match(text, position + 3)
        end = match.end() if match else position + 3
        yield position - (scheme.end() if scheme else 0), end
        position = text.find("://", end)


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start]
    line = before.rpartition("\n")
    if not line[1]:
        return (len(before) == start and bool(_LINE_PREFIX.fullmatch(before))) or bool(
            _SENTENCE_END.search(before)
        )
    if _SENTENCE_END.search(before):
        return True
    if not _LINE_PREFIX.fullmatch(line[2]):
        return False
    above = line[0].rstrip(" \r\t").rpartition("\n")[2]
    return bool(line[2].strip(" \t\"'“‘([*_")) or not above.strip() or above[-1] in ".!?:…)|"
