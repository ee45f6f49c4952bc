"""What an organisation has decided about its checks: one value that a check is given. Owns its shape and what it means.

Reads no file (see `configuration`) and knows no rule; without a configuration it is `PLAIN`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from howcome.document import Severity
from howcome.text.pattern import pattern

from .families import is_begun_by
from .trouble import Trouble
from .words import NO_WORDS, Words

if TYPE_CHECKING:
    from howcome.document import Document

    from .rule import Rule

Level = Severity | Literal["off"]
FailOn = Severity | Literal["never"]

#: SEV-2, sev 2, S2, P2, 2: how most scales count, the smallest number being the worst.
DEGREE = pattern(r"(?:sev(?:erity)?|s|p|priority|level)?[\s-]?(\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for documents whose path matches `pattern`, counted from the configuration's folder."""

    pattern: str
    ignore: tuple[str, ...] = ()
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """A configuration, as read.

    `profile` holds where a document's head names none; `profiles` gives the profile by severity or class and comes
    before it. `select` and `ignore` hold codes or their beginnings. `levels` gives codes or their beginnings a level in every
    profile; "off" switches them off, and the longest beginning counts. `plugins` are the packages whose rules
    run (None: all that are installed), `rules` are the organisation's own. `troubles` is what could not be
    understood; all else holds. `version` changes with what is configured. `today` is the day on which comments run
    out (None: the local date).
    """

    profile: str | None = None
    profiles: Mapping[str, str] = field(default_factory=dict)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    levels: Mapping[str, Level] = field(default_factory=dict)
    paths: tuple[PathSettings, ...] = ()
    words: Words = NO_WORDS
    rules: tuple[Rule, ...] = ()
    plugins: tuple[str, ...] | None = None
    troubles: tuple[Trouble, ...] = ()
    version: str = ""
    today: date | None = None

    def at(self, path: str) -> Settings:
        """What holds for one document; `path` counts from the configuration's folder, with `/` between folders.

        Of several patterns that match, each adds what it ignores, and the last profile counts.
        """
        matching = [p for p in self.paths if matches(path, p.pattern)]
        if not matching:
            return self
        ignore = tuple(dict.fromkeys((*self.ignore, *(c for p in matching for c in p.ignore))))
        profile = next((p.profile for p in reversed(matching) if p.profile), None)
        if profile is None:
            return replace(self, ignore=ignore)
        return replace(self, ignore=ignore, profile=profile, profiles={})

    def asked(self, select: Sequence[str], ignore: Sequence[str]) -> Settings:
        """With what a call selects and ignores. What a call selects is looked for, whatever is configured."""
        if select:
            levels = {code: level for code, level in self.levels.items() if level != "off"}
            return replace(self, select=tuple(select), ignore=tuple(ignore), levels=levels)
        return replace(self, ignore=(*self.ignore, *ignore)) if ignore else self

    def wants(self, code: str) -> bool:
        """Whether findings of a code are asked for."""
        chosen = not self.select or any(is_begun_by(code, words) for words in self.select)
        ignored = any(is_begun_by(code, words) for words in self.ignore)
        return chosen and not ignored and self.level_of(code) != "off"

    def level_of(self, code: str) -> Level | None:
        """The level that is configured for a code; None where it has its own."""
        if not self.levels:
            return None
        begun = [words for words in self.levels if is_begun_by(code, words)]
        return self.levels[max(begun, key=len)] if begun else None

    def profile_for(self, category: str | None, severity: str | None) -> str | None:
        """The profile that is configured for a class or a severity: by its name, else by its number; else `profile`."""
        if self.profiles:
            names = {_plain(name): profile for name, profile in self.profiles.items()}
            for said in (category, severity):
                if said and _plain(said) in names:
                    return names[_plain(said)]
            degree = DEGREE.match((severity or "").strip())
            for name, profile in self.profiles.items():
                number = DEGREE.match(name.strip())
                if degree and number and number[1] == degree[1]:
                    return profile
        return self.profile


def names_policy(document: Document, settings: Settings) -> str:
    """How people may appear in a document: what its head says, else what is configured, else `roles`."""
    return (document.head.names or settings.words.names or "roles").strip().lower()


#: No configuration at all.
PLAIN = Settings()


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def matches(path: str, pattern: str) -> bool:
    """Whether a path matches a pattern: `*` and `?` inside of one name, `**` over folders.

    A pattern without `/` is about the file's name, in any folder; one that ends with `/` is about all below it.
    Never slower than the product of both lengths.
    """
    parts = PurePosixPath(path).parts
    if "/" not in pattern:
        return bool(parts) and fnmatchcase(parts[-1], pattern)
    wanted = PurePosixPath(pattern.removeprefix("/")).parts
    if pattern.endswith("/"):
        wanted = (*wanted, "**")
    reached = {0}
    for name in parts:
        reached = _over_folders(wanted, reached)
        # From a `**` a name leads back to it; every other part takes one name.
        reached = {
            at if wanted[at] == "**" else at + 1
            for at in reached
            if at < len(wanted) and (wanted[at] == "**" or fnmatchcase(name, wanted[at]))
        }
    return len(wanted) in _over_folders(wanted, reached)


def _over_folders(wanted: tuple[str, ...], reached: set[int]) -> set[int]:
    """The places in a pattern that are reached when a `**` may also stand for nothing."""
    found: set[int] = set()
    for at in reached:
        found.add(at)
        while at < len(wanted) and wanted[at] == "**":
            at += 1
            found.add(at)
    return found
