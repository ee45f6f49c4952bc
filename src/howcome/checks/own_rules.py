"""An organisation's own rules: tables of a configuration become rules like those that are built in.

Owns what such a table may say. Holds no code of anybody: words, or a pattern that can never take long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from howcome.document import Document, Severity
from howcome.document.sections import SECTION_KEYS, SECTIONS, section_of
from howcome.errors import UsageError
from howcome.text import Span

from .bounded_patterns import bounded_pattern
from .candidates import Finder, finder
from .families import DIMENSIONS, FAMILIES, prefix_of
from .profiles import PROFILES
from .prose import Sentence, prose_of
from .rule import Candidate, Hit, Rule
from .trouble import did_you_mean

KEYS = (
    "code", "title", "section", "sections", "match", "pattern", "unless", "message", "suggestion", "level", "dimension",
)  # fmt: skip
_CODE = re.compile(r"[A-Z]{2,16}-\d{1,4}\Z")
_LEVELS: tuple[Severity, ...] = ("error", "warning", "info")
_MOST_WORDS = 500


class RuleRefused(UsageError):
    """A table of an own rule that is no rule. `key` is the key that is wrong; `value` the words in it, if known."""

    def __init__(self, key: str, message: str, *, hint: str = "", value: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.key = key
        self.value = value


@dataclass(frozen=True, slots=True)
class _Own:
    """What an own rule looks for and what it says."""

    message: str
    suggestion: str | None
    sections: frozenset[str]
    excused: Finder | None
    pattern: re.Pattern[str] | None = None

    def judge(self, candidate: Candidate, document: Document) -> Hit | None:
        """The hit of a word that stands where the rule looks."""
        if not self._looks_at(candidate.sentence):
            return None
        return self._hit(document, candidate.span)

    def check(self, document: Document) -> Iterator[Hit]:
        """The hits of the pattern, sentence by sentence, so that none takes longer than its bound."""
        if self.pattern is None:
            return
        prose = prose_of(document)
        at = 0
        while at < len(prose.text):
            sentence = prose.sentence_at(at)
            at = max(sentence.span.end, at + 1)
            if not sentence.text.strip() or not self._looks_at(sentence):
                continue
            for found in self.pattern.finditer(sentence.text):
                if found.group().strip():
                    start = sentence.span.start
                    yield self._hit(document, Span(start + found.start(), start + found.end()))

    def _looks_at(self, sentence: Sentence) -> bool:
        if self.sections and sentence.section not in self.sections:
            return False
        return self.excused is None or next(self.excused(sentence.text), None) is None

    def _hit(self, document: Document, span: Span) -> Hit:
        words = " ".join(document.source[span].split())
        return Hit(span, f"“{words}”: {self.message}", self.suggestion)


def own_rule(table: Mapping[str, Any], origin: str) -> Rule:
    """The rule that a table describes. `origin` says where it stands. Raises `RuleRefused`."""
    for key in table:
        if key not in KEYS:
            raise RuleRefused(
                key, f"a rule has no key {key!r}", hint=did_you_mean(key, KEYS, f"keys: {', '.join(KEYS)}")
            )
    code = _code(table)
    title, message = _words(table, "title"), _words(table, "message")
    if not title and not message:
        raise RuleRefused("code", f"rule {code} says nothing", hint="give it a message")
    if ("match" in table) == ("pattern" in table):
        raise RuleRefused(
            "code",
            f"rule {code} needs either match or pattern",
            hint='match = ["words"] or pattern = "a regular expression"',
        )
    level = _one_of(table, "level", _LEVELS, "warning")
    dimension = _one_of(table, "dimension", DIMENSIONS, None)
    triggers = _phrases(table, "match")
    own = _Own(
        message or title or "",
        _words(table, "suggestion"),
        _sections(table),
        finder(frozenset(unless)) if (unless := _phrases(table, "unless")) else None,
        _pattern(table) if "pattern" in table else None,
    )
    check: Callable[[Document], Iterator[Hit]] | None = own.check if own.pattern else None
    return Rule(
        code=code,
        title=title or message or "",
        levels=dict.fromkeys(PROFILES, level),
        check=check,
        triggers=tuple(triggers),
        judge=own.judge if triggers else None,
        foreign=True,
        dimension=dimension,
        page=_page(table, own),
        origin=origin,
    )


def _code(table: Mapping[str, Any]) -> str:
    code = _words(table, "code")
    if code is None:
        raise RuleRefused(
            "code", "a rule needs a code", hint='letters of your own and a number: code = "ACME-001"'
        )
    if prefix_of(code) in FAMILIES:
        raise RuleRefused(
            "code",
            f"{code!r}: codes that begin with {prefix_of(code)} belong to howcome",
            hint="choose letters of your own, such as ACME-001",
        )
    if not _CODE.match(code):
        raise RuleRefused(
            "code",
            f"{code!r} is no code",
            hint="capital letters of your own, a hyphen and a number: ACME-001",
        )
    return code


def _words(table: Mapping[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise RuleRefused(key, f"{key} holds no words", hint=f'{key} = "words"')
    return " ".join(value.split())


def phrases_of(value: object) -> list[str]:
    """Words and phrases as they are looked for: in lower case, one space. Raises ValueError for anything else."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise ValueError("no list of words")
    return list(dict.fromkeys(" ".join(v.lower().replace("’", "'").split()) for v in values))


def _phrases(table: Mapping[str, Any], key: str) -> list[str]:
    if key not in table:
        return []
    try:
        found = phrases_of(table[key])
    except ValueError:
        raise RuleRefused(key, f"{key} is no list of words", hint=f'{key} = ["one", "two words"]') from None
    if not found or len(found) > _MOST_WORDS:
        raise RuleRefused(key, f"{key} holds {len(found)} words", hint=f"1 to {_MOST_WORDS} are possible")
    return found


def _one_of(table: Mapping[str, Any], key: str, known: Sequence[Any], default: Any) -> Any:
    if key not in table:
        return default
    value = table[key]
    if value not in known:
        raise RuleRefused(
            key,
            f"{key} is {value!r}",
            hint=did_you_mean(str(value), known, f"one of: {', '.join(known)}"),
        )
    return value


def _sections(table: Mapping[str, Any]) -> frozenset[str]:
    found: set[str] = set()
    for key in ("section", "sections"):
        if key not in table:
            continue
        try:
            values = phrases_of(table[key])
        except ValueError:
            raise RuleRefused(
                key, f"{key} names no section", hint=f'{key} = ["timeline", "causes"]'
            ) from None
        for words in values:
            named = words if words in SECTION_KEYS else section_of(words)
            if named is None:
                known = [*SECTION_KEYS, *(s.title for s in SECTIONS)]
                raise RuleRefused(
                    key,
                    f"no section is called {words!r}",
                    hint=did_you_mean(words, known, f"sections: {', '.join(SECTION_KEYS)}"),
                    value=words,
                )
            found.add(named)
    return frozenset(found)


def _pattern(table: Mapping[str, Any]) -> re.Pattern[str]:
    value = table["pattern"]
    if not isinstance(value, str) or not value:
        raise RuleRefused("pattern", "pattern is no text", hint=r"pattern = '\bP[0-4]\b'")
    try:
        return bounded_pattern(value)
    except UsageError as error:
        raise RuleRefused("pattern", str(error), hint=error.hint or "") from None


def _page(table: Mapping[str, Any], own: _Own) -> str:
    """What `explain` says of the rule, as far as its table tells."""
    where = ", ".join(s.title for s in SECTIONS if s.key in own.sections) or "the whole text"
    said = own.message if own.message.endswith((".", "?", "!")) else f"{own.message}."
    lines = [said[:1].upper() + said[1:], ""] if table.get("title") else []
    if own.suggestion:
        lines += [own.suggestion, ""]
    what = repr(table["pattern"]) if own.pattern else ", ".join(f"“{w}”" for w in _phrases(table, "match"))
    lines += [f"Looks for {what}, in {where}."]
    if "unless" in table:
        lines += [f"Not in a sentence with {', '.join(f'“{w}”' for w in _phrases(table, 'unless'))}."]
    return "\n".join(lines)
