"""The phrases of `phrases.txt`, found in a sentence. Owns how they are written, and how few of them are tried.

Most sentences hold none of the words that a phrase needs. So every phrase states, by its own writing, which words it
cannot do without; it is compiled and tried only where one of them stands.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

PERSON = (
    r"(?:the |an? |our |one of (?:our|the) |some |every |all |any |each |this |that |its |their )?(?:[\w-]+ ){0,2}?"
    r"(?:engineers?|developers?|devs?|operators?|administrators?|admins?|sysadmins?|dbas?|technicians?|analysts?|"
    r"reviewers?|approvers?|responders?|on-calls?|on-?call|interns?|contractors?|employees?|managers?|colleagues?|"
    r"coworkers?|persons?|people|individuals?|staff|members?|commanders?|architects?|testers?|sres?|consultants?|"
    r"trainees?|apprentices?|juniors?|scientists?|officers?|agents?|leads?|owners?|authors?|teams?|squads?|vendors?|"
    r"suppliers?|providers?|departments?|crews?|groups?|clerks?|planners?|executives?|custodians?|programmers?|captain|"
    r"hires?|joiners?|starters?|newcomers?|anyone|anybody|everyone|everybody|someone|somebody|nobody|no one|ops|qa|"
    r"management|leadership|support|shift|desk|users?|customers?|personnel|folks|guys?|lad|woman|man|worker|human)"
)
NAME = r"(?-i:[A-Z][a-z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
#: How many letters of a word are compared before a phrase is tried.
_LETTERS = 5
_WORD = re.compile(r"[^\W_]+|[\U0001f300-\U0001faff]")
_TOO_COMMON = frozenset(
    """
    the a an of to in on at by for with from is was were are be been being and or not no it this that these those his her
    their our your my have has had do does did would could should will can may might must as so too up down out who what
    all any one there when if time but which we us i he she they t s d ll ve re im new use used more other only just also then than
    """.split()  # noqa: SIM905
)


class Phrases:
    """All phrases of one list."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._always: list[int] = []
        self._by_key: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            needed = needed_words(line)
            if needed is None:
                self._always.append(number)
            for key in needed or ():
                self._by_key.setdefault(key, []).append(number)
        self._compiled: dict[int, re.Pattern[str]] = {}

    def finditer(self, text: str, keys: frozenset[str], start: int = 0) -> list[re.Match[str]]:
        """Every match from a place on, in the order of the text, longer ones first; `keys` are those of the text."""
        numbers = {n for key in keys & self._by_key.keys() for n in self._by_key[key]}
        found = [m for n in (*self._always, *sorted(numbers)) for m in self._pattern(n).finditer(text, start)]
        return sorted(found, key=lambda m: (m.start(), -m.end()))

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match in a piece of a sentence."""
        found = self.finditer(text, keys_of(text), start)
        return found[0] if found else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """A match that begins right at a place."""
        return next((m for m in self.finditer(text, keys_of(text), start) if m.start() == start), None)

    def _pattern(self, number: int) -> re.Pattern[str]:
        if number not in self._compiled:
            pattern = rf"(?<![\w-])(?:{_pattern(self._lines[number])})(?:(?<=\W)|(?!\w))"
            self._compiled[number] = re.compile(pattern, re.IGNORECASE)
        return self._compiled[number]


@cache
def phrases(name: str) -> Phrases:
    """All phrases of one list. Raises KeyError."""
    return Phrases(_lists()[name])


def keys_of(text: str) -> frozenset[str]:
    """What is compared of the words of a text: their first letters."""
    return frozenset(word[:_LETTERS] for word in _WORD.findall(text.lower().replace("’", "'")))


#: Lists that only weigh what others have found.
_WEIGHING = frozenset(
    "human-error-denied hindsight-innocent who-neutral meta reason exoneration culpable absolute team-own".split()  # noqa: SIM905
)


@cache
def trigger_keys() -> frozenset[str]:
    """Keys of which every sentence with a telling phrase has at least one."""
    lines = [line for name, lines in _lists().items() if name not in _WEIGHING for line in lines]
    return frozenset(key for line in lines for key in needed_words(line) or ())


@cache
def _lists() -> dict[str, list[str]]:
    text = (files(__package__) / "phrases.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for part in text.split("\n[")[1:]:
        title, _, body = part.partition("]\n")
        found[title] = [line for line in body.splitlines() if line.strip() and not line.startswith("#")]
    return found


def _pattern(line: str) -> str:
    line = line.replace(" ~ ", r" (?:[\w'’-]+ ){0,4}?").replace("~$", r"(?:[\w'’-]+[ ,]*){0,4}$")
    line = line.replace("<person>", PERSON).replace("<name>", NAME).replace("(*)", r"(?:[\w'’-]+)")
    line = line.replace("~", r"(?:[\w'’-]+ ?){0,4}?").replace(" * ", r" [\w'’-]+ ")
    return re.sub(r"\((?!\?)", "(?:", line)


# Which words a phrase cannot do without

#: What stands between two words.
_APART = " $^-'’,"


def needed_words(line: str) -> frozenset[str] | None:
    """Keys of which a match has at least one; None where the phrase needs no certain word."""
    found = _Needs(line).alternatives()
    return frozenset(found) if found is not None else None


class _Needs:
    """Reads a phrase as it is written and keeps, of each alternative, the part with the rarest words."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0

    def alternatives(self) -> set[str] | None:
        """What one of the alternatives up to a closing parenthesis needs."""
        found: set[str] | None = set()
        while True:
            one = self._sequence()
            found = None if one is None or found is None else found | one
            if self._peek() != "|":
                return found
            self._at += 1

    def _sequence(self) -> set[str] | None:
        best: set[str] | None = None
        literal, broken = "", False
        while self._peek() not in ("", "|", ")"):
            char = self._line[self._at]
            self._at += 1
            if char.isalnum() and not self._optional():
                literal += char
                continue
            best = _rarer(best, _words_in(literal, broken, char not in _APART))
            literal, broken = "", char not in _APART
            if ord(char) > 0x2000 and not self._optional():
                best = _rarer(best, {char})
                continue
            if char == "(":
                inner = self._group()
                best = _rarer(best, inner)
                broken = self._line[self._at - 1 : self._at] != " "
            elif char == "[":
                self._at = self._line.index("]", self._at) + 1
                self._quantifier()
            elif char == "\\":
                self._at += 1
                self._quantifier()
            elif char == "<":
                self._at = self._line.index(">", self._at) + 1
                self._quantifier()
            else:
                self._quantifier()
        return _rarer(best, _words_in(literal, broken, False))

    def _group(self) -> set[str] | None:
        if self._line.startswith("?", self._at):
            inside = "!=<"
            skip = self._line[self._at + 1] in inside
            self._at = self._line.index(":", self._at) + 1 if not skip else self._at + 2
            found = self.alternatives()
            self._at += 1
            self._quantifier()
            return None if skip else found
        found = self.alternatives()
        self._at += 1
        return None if self._quantifier() else found

    def _optional(self) -> bool:
        """Whether the last character is followed by a quantifier; takes it."""
        return self._quantifier()

    def _quantifier(self) -> bool:
        """Takes a quantifier and says whether it allows for nothing."""
        mark = self._peek()
        if mark in ("?", "*", "+") and mark:
            self._at += 1
            if self._peek() == "?":
                self._at += 1
            return mark != "+"
        if mark == "{":
            end = self._line.index("}", self._at)
            least = self._line[self._at + 1 : end].split(",")[0]
            self._at = end + 1
            if self._peek() == "?":
                self._at += 1
            return least in ("", "0")
        return False

    def _peek(self) -> str:
        return self._line[self._at : self._at + 1]


def _words_in(literal: str, broken_before: bool, broken_after: bool) -> set[str] | None:
    """The key of a word that is written out: whole, or long enough that its end does not matter."""
    word = literal.lower()
    if not word or broken_before or (broken_after and len(word) < _LETTERS):
        return None
    return {word[:_LETTERS]}


def _rarer(one: set[str] | None, other: set[str] | None) -> set[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other, key=lambda s: len(s & _TOO_COMMON) * 200 + len(s))
