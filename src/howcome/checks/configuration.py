"""Reads a configuration: the text of a `howcome.toml`, or the table `[tool.howcome]` of a `pyproject.toml`.

What cannot be understood becomes a `Trouble` with its line, and all else holds. Reading executes nothing: own rules are
data, and plugins are packages that somebody has installed. Finds no file (`storage.configuration` does).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from howcome.document.grammar import NAME_POLICIES
from howcome.document.problems import READ_PROBLEMS

from .families import is_begun_by
from .own_rules import RuleRefused, own_rule, phrases_of
from .profiles import PROFILES
from .registry import built_in_rules, plugin_rules
from .rule import Rule
from .settings import PathSettings, Settings
from .toml_places import line_at, line_of
from .trouble import Trouble, did_you_mean
from .words import Words

T = TypeVar("T")

#: Key by table; the reference page shows them in this order.
KEYS: dict[str, tuple[str, ...]] = {
    "": ("check", "words", "rule", "plugins"),
    "check": ("profile", "select", "ignore", "fail-on", "profiles", "levels", "paths"),
    "words": ("roles", "teams", "customers", "systems", "harmless", "names"),
    "paths": ("ignore", "profile"),
}
_LEVELS = ("error", "warning", "info", "off")
_FAIL_ON = ("error", "warning", "info", "never")
_PACKAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")

Path = tuple[str | int, ...]


class _Wrong(ValueError):
    """A value that is not what its key needs; `value` is the part that is wrong."""

    def __init__(self, message: str, hint: str, value: object = None) -> None:
        super().__init__(message)
        self.hint = hint
        self.value = value


def read_settings(text: str, where: str, inside: Sequence[str] = ()) -> Settings | None:
    """The settings in a TOML text; `where` is its path as people know it, `inside` the table that holds them.

    None where there is no such table. Never raises: what is wrong stands in `troubles`. A text that is no TOML gives
    no settings but its trouble; where others' tables stand in it too, only if it seems to hold ours.
    """
    import tomllib

    text = text.replace("\r\n", "\n")
    try:
        table: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also for a number of more digits than Python reads
        if inside and f"[{'.'.join(inside)}" not in text:
            return None
        return Settings(troubles=(_no_toml(text, where, error),))
    for key in inside:
        if not isinstance(table, dict) or key not in table:
            return None
        table = table[key]
    version = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    return replace(_Reading(text, where, tuple(inside)).settings(table), version=version)


def _no_toml(text: str, where: str, error: Exception) -> Trouble:
    words = str(error) or "it is nested too deeply"
    place = _PLACE.search(words)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    message = f"no TOML: {_PLACE.sub('', words)}"
    return Trouble(
        where, message, "nothing of this file counts until it is mended", line, line_at(text, line)
    )


class _Reading:
    """One text on its way to settings: what was wrong so far."""

    def __init__(self, text: str, where: str, inside: Path) -> None:
        self.text, self.where, self.inside = text, where, inside
        self.troubles: list[Trouble] = []

    def settings(self, table: Any) -> Settings:
        top = self._table(table, (), "")
        check = self._table(top.get("check", {}), ("check",), "check")
        words = self._table(top.get("words", {}), ("words",), "words")
        plugins = self._value(top, ("plugins",), _packages)
        loaded, broken = plugin_rules(plugins)
        self.troubles += broken
        own = self._rules(top.get("rule", []), {r.code for r in loaded})
        known = [*(r.code for r in (*built_in_rules(), *loaded, *own)), *READ_PROBLEMS]
        codes = _codes_among(known)
        return Settings(
            profile=self._value(check, ("check", "profile"), _profile),
            profiles=self._map(check, ("check", "profiles"), _profile),
            select=self._codes(check, ("check", "select"), codes),
            ignore=self._codes(check, ("check", "ignore"), codes),
            fail_on=self._value(check, ("check", "fail-on"), _one_of(_FAIL_ON)),
            levels=self._levels(check, codes),
            paths=tuple(self._paths(check, codes)),
            words=self._words(words),
            rules=tuple(own),
            plugins=plugins,
            troubles=tuple(self.troubles),
        )

    def _table(self, value: Any, path: Path, kind: str) -> dict[str, Any]:
        """A table with the keys that it may have; others are troubles."""
        if not isinstance(value, dict):
            what = _shown((*self.inside, *path))
            self._trouble(path, f"{what} is no table", f"write [{what}] and its keys below")
            return {}
        known = KEYS[kind]
        for key in value:
            if key not in known:
                place = f"[{_shown(path)}]" if path else "the configuration"
                hint = did_you_mean(key, known, f"known keys: {', '.join(known)}")
                self._trouble((*path, key), f"{place} has no key {key!r}", hint)
        return {key: value[key] for key in value if key in known}

    def _value(self, table: Mapping[str, Any], path: Path, read: Callable[[Any], T]) -> T | None:
        """The value of a key as `read` understands it; None where it is missing or wrong."""
        key = path[-1]
        if key not in table:
            return None
        try:
            return read(table[str(key)])
        except _Wrong as wrong:
            self._trouble(path, f"{key}: {wrong}", wrong.hint, wrong.value)
            return None

    def _codes(self, table: Mapping[str, Any], path: Path, read: Callable[[Any], str]) -> tuple[str, ...]:
        """The codes in a list; each that is unknown is a trouble of its own."""
        found: list[str] = []
        for words in self._value(table, path, _strings) or ():
            try:
                found.append(read(words))
            except _Wrong as wrong:
                self._trouble(path, f"{path[-1]}: {wrong}", wrong.hint, words)
        return tuple(dict.fromkeys(found))

    def _map(self, table: Mapping[str, Any], path: Path, read: Callable[[Any], T]) -> dict[str, T]:
        """A table of which the keys are free."""
        entries = table.get(str(path[-1]), {})
        if not isinstance(entries, dict):
            self._trouble(path, f"{_shown(path)} is no table", f"write [{_shown(path)}] and its keys below")
            return {}
        found = {key: self._value(entries, (*path, key), read) for key in entries}
        return {key: value for key, value in found.items() if value is not None}

    def _levels(self, check: Mapping[str, Any], codes: Callable[[Any], str]) -> dict[str, Any]:
        given = self._map(check, ("check", "levels"), _one_of(_LEVELS))
        found: dict[str, Any] = {}
        for code, level in given.items():
            try:
                found[codes(code)] = level
            except _Wrong as wrong:
                self._trouble(("check", "levels", code), str(wrong), wrong.hint)
        return found

    def _paths(self, check: Mapping[str, Any], codes: Callable[[Any], str]) -> Iterator[PathSettings]:
        tables = self._map(check, ("check", "paths"), lambda value: value)
        for pattern, value in tables.items():
            path: Path = ("check", "paths", pattern)
            table = self._table(value, path, "paths")
            yield PathSettings(
                pattern,
                self._codes(table, (*path, "ignore"), codes),
                self._value(table, (*path, "profile"), _profile),
            )

    def _words(self, words: Mapping[str, Any]) -> Words:
        found = {
            key: frozenset(self._value(words, ("words", key), _phrases) or ())
            for key in KEYS["words"]
            if key != "names"
        }
        return Words(**found, names=self._value(words, ("words", "names"), _one_of(NAME_POLICIES)))

    def _rules(self, tables: Any, taken: set[str]) -> list[Rule]:
        if isinstance(tables, dict) or not isinstance(tables, list):
            self._trouble(("rule",), "rule is no list of tables", "write [[rule]] above each rule")
            return []
        found: dict[str, Rule] = {}
        for number, table in enumerate(tables):
            path: Path = ("rule", number)
            line = line_of(self.text, (*self.inside, *path))
            try:
                if not isinstance(table, dict):
                    raise RuleRefused("", "this rule is no table", hint="write [[rule]] above each rule")
                rule = own_rule(table, f"{self.where}:{line}")
            except RuleRefused as refused:
                value = refused.value if refused.value is not None else table
                said = value.get(refused.key) if isinstance(value, dict) else value
                self._trouble((*path, refused.key), str(refused), refused.hint or "", said)
                continue
            if rule.code in found or rule.code in taken:
                hint = "give each rule a code of its own"
                self._trouble((*path, "code"), f"code {rule.code} stands already for another rule", hint)
                continue
            found[rule.code] = rule
        return list(found.values())

    def _trouble(self, path: Path, message: str, hint: str, value: object = None) -> None:
        line = line_of(self.text, (*self.inside, *path), value)
        self.troubles.append(Trouble(self.where, message, hint, line, line_at(self.text, line)))


def _shown(path: Path) -> str:
    return ".".join(str(p) for p in path)


def _one_of(known: Sequence[str]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in known:
            hint = did_you_mean(str(value), known, f"one of: {', '.join(known)}")
            raise _Wrong(f"{value!r} is not known", hint)
        return value

    return read


def _profile(value: Any) -> str:
    found = _one_of(tuple(PROFILES))(value.strip().lower() if isinstance(value, str) else value)
    return str(found)


def _strings(value: Any) -> list[str]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise _Wrong("no list of words", 'write ["one", "two"]')
    return [v.strip() for v in values]


def _phrases(value: Any) -> list[str]:
    try:
        return phrases_of(value)
    except ValueError:
        raise _Wrong("no list of words", 'write ["one", "two words"]') from None


def _packages(value: Any) -> tuple[str, ...]:
    names = _strings(value)
    for name in names:
        if not _PACKAGE.match(name):
            raise _Wrong(
                f"{name!r} is no name of a package", 'such as plugins = ["acme-howcome-rules"]', name
            )
    return tuple(dict.fromkeys(names))


def _codes_among(known: Sequence[str]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        words = str(value).strip().upper()
        if not any(is_begun_by(code, words) for code in known):
            hint = did_you_mean(words, known, "`howcome explain` lists all codes")
            raise _Wrong(f"no rule begins with {value!r}", hint, value)
        return words

    return read
