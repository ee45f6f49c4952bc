"""The phrases of `phrases.txt`, found in a sentence. Owns how they are written and looked up; what they mean is others'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path

from howcome.text.pattern import pattern

from . import needs
from .needs import Need

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
_WORD = pattern(r"[^\W_]+|[\U0001f300-\U0001faff]")


def pieces_of(text: str) -> list[str]:
    """All words of a text in lower case, cut at hyphens and apostrophes, and pictures."""
    return _WORD.findall(text.lower())


def keys_of(text: str) -> frozenset[str]:
    """The same, each once: what phrases are looked up by."""
    return frozenset(pieces_of(text))


class Phrase:
    """One line. It is compiled when it is first tried."""

    def __init__(self, name: str, line: str) -> None:
        self.name = name
        self.ways: list[Way] = []
        self._line = line
        self._pattern: re.Pattern[str] | None = None

    def may_stand(self, keys: frozenset[str]) -> bool:
        """Whether a text with these keys holds all words that the phrase cannot do without."""
        return not self.ways or any(way.is_open(keys) for way in self.ways)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as an expression: whole words, in any case."""
        if self._pattern is None:
            self._pattern = re.compile(_expression(self._line), re.IGNORECASE)
        return self._pattern


class Way:
    """One way in which a phrase may stand in a text: what is needed for it is read when it is first asked for."""

    def __init__(self, phrase: Phrase, entry: needs.Entry) -> None:
        self.phrase = phrase
        self._entry = entry
        self._beside: tuple[Need, ...] | None = None

    def is_open(self, keys: frozenset[str]) -> bool:
        """Whether a text with these keys holds what is needed."""
        return not keys.isdisjoint(self._entry.keys) and self.is_open_beside(keys)

    def is_open_beside(self, keys: frozenset[str]) -> bool:
        """The same for a text that holds one of the way's own keys."""
        if self._beside is None:
            self._beside = needs.read(self._entry.beside)
        return all(map(needs.is_met, self._beside, repeat(keys)))


class Phrases:
    """All phrases of one list. `is_telling`: they are looked for in every sentence, and not only beside others."""

    def __init__(self, is_telling: bool) -> None:
        self.is_telling = is_telling
        self.lines: list[Phrase] = []

    def finditer(self, text: str, start: int = 0, keys: frozenset[str] | None = None) -> list[re.Match[str]]:
        """Every match from a place on, in the order of the text, longer ones first; `keys` are those of the text."""
        keys = keys_of(text) if keys is None else keys
        return found_of([line for line in self.lines if line.may_stand(keys)], text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from a place on."""
        found = self.finditer(text, start)
        return found[0] if found else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """A match that begins right at a place."""
        keys = keys_of(text)
        for line in self.lines:
            if line.may_stand(keys) and (found := line.pattern.match(text, start)):
                return found
        return None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """A match that is the whole text."""
        keys = keys_of(text)
        return next(
            (m for line in self.lines if line.may_stand(keys) and (m := line.pattern.fullmatch(text))), None
        )


def found_of(lines: Iterable[Phrase], text: str, start: int = 0) -> list[re.Match[str]]:
    """Every match of some phrases, in the order of the text, longer ones first."""
    found = [m for line in lines for m in line.pattern.finditer(text, start)]
    return sorted(found, key=lambda m: (m.start(), -m.end())) if len(found) > 1 else found


def phrases(name: str) -> Phrases:
    """All phrases of one list. Raises KeyError."""
    return _book().lists[name]


def candidates(keys: frozenset[str], with_people: bool) -> dict[str, list[Phrase]]:
    """All telling phrases whose words stand in a text with these keys, by the name of their list.

    `with_people`: the text may name somebody, so that phrases count that need it.
    """
    book = _book()
    found: dict[str, list[Phrase]] = {}
    for index in (book.telling, book.telling_with_people) if with_people else (book.telling,):
        for key in keys & index.keys():
            for way in index[key]:
                several = found.get(way.phrase.name, [])
                if way.phrase not in several and way.is_open_beside(keys):
                    found[way.phrase.name] = [*several, way.phrase]
    return found


class _Book:
    """All lists, and for every key the ways in which telling phrases may stand whose rarest words have it."""

    def __init__(self, lines: Iterable[tuple[str, str, str]], needed: Iterable[str]) -> None:
        self.lists: dict[str, Phrases] = {}
        self.telling: dict[str, list[Way]] = {}
        self.telling_with_people: dict[str, list[Way]] = {}
        for (name, condition, line), need in zip(lines, needed, strict=True):
            phrase = Phrase(name, line)
            self.lists.setdefault(name, Phrases(is_telling=condition != "beside")).lines.append(phrase)
            index = self.telling_with_people if condition else self.telling
            for entry in needs.read_entries(need) if need else ():
                phrase.ways.append(way := Way(phrase, entry))
                for key in entry.keys if condition != "beside" else ():
                    index.setdefault(key, []).append(way)


@cache
def _book() -> _Book:
    kept = Path(__file__).with_name("needs.txt").read_text(encoding="utf-8").split("\n")
    if kept[0] == needs.fitting(phrase_text()):
        return _Book(_named_lines(), kept[2:-1])
    lines = [*_named_lines()]
    return _Book(lines, [needs.written(needs.need_of(line)) for *_, line in lines])


def phrase_lines() -> list[str]:
    """All phrases as they are written, list after list."""
    return [line for *_, line in _named_lines()]


def _named_lines() -> Iterator[tuple[str, str, str]]:
    """Every phrase with the name of its list before it, and the condition that the list states."""
    name, condition = "", ""
    for line in phrase_text().split("\n"):
        if title := _TITLE.fullmatch(line):
            condition, name = title[1] or "", title[2]
        elif name and line and not line.startswith("#"):
            yield name, condition, line


@cache
def phrase_text() -> str:
    """The whole file."""
    return Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8")


_TITLE = pattern(r"\[(?:(beside|with people): )?([a-z-]+)\]")
_ESCAPED_OR_OPEN = pattern(r"(\\.|\[[^\]]*\])|\((?!\?)")
#: A phrase that begins with one of these may stand right behind a word.
_MARKS = frozenset(",;:.–—🤦")


def _expression(line: str) -> str:
    """A phrase as a regular expression for whole words."""
    before = "" if line.lstrip("[")[0] in _MARKS else r"(?<![\w-])"
    line = line.replace(" ~ ", r" (?:[\w'’-]+ ){0,4}?")
    line = line.replace("~$", r"(?:[\w'’-]+(?:[ ,]+[\w'’-]+){0,3}[ ,]*)?$")
    line = line.replace("<person>", PERSON).replace("<name>", NAME).replace("(*)", r"(?:[\w'’-]+)")
    line = line.replace(" * ", r" [\w'’-]+ ")
    return rf"{before}(?:{_ESCAPED_OR_OPEN.sub(lambda m: m[1] or '(?:', line)})(?:(?<=\W)|(?!\w))"
