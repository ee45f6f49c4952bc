"""Says of a damaged copy whether its defect was found, what else is new in it, and why it was missed.

New is what the undamaged document does not have: more findings of a code, or one of the expected codes with other
words. A rule that only sums up others (`DOC-010`: errors stand open) never counts as something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from howcome.checks import known_rules
from howcome.checks.profiles import choose_profile
from howcome.document import Document
from howcome.document.problems import READ_PROBLEMS
from measures.checker import Flag, flags_in, flags_of

from .kind import Kind
from .seeding import Copy

_SUMS_UP = ("DOC-010",)
_LINES = re.compile(r"\blines? [\d, and…]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`codes` are the expected ones that were found, with their heaviest `severity`; `others` what else is new."""

    kind: str
    group: str
    expected: tuple[str, ...]
    document: str
    codes: tuple[str, ...]
    severity: str | None
    others: tuple[str, ...]
    reason: str

    @property
    def is_found(self) -> bool:
        return bool(self.codes)


def judge(copy: Copy) -> Verdict:
    """What the checks say of a copy that they do not say of its original."""
    before = _flags_of_original(copy.original)
    after = flags_in(copy.text, copy.original.stem or "document")
    kind = copy.kind
    fresh = [
        f for f in _new(before, after) if f.code in kind.codes or (f.category and f.category == kind.category)
    ]
    more = Counter(f.code for f in after) - Counter(f.code for f in before)
    others = tuple(
        code
        for code, count in sorted(more.items())
        if code not in (*kind.codes, *kind.also, *_SUMS_UP, *(f.code for f in fresh))
        for _ in range(count)
    )
    codes = tuple(sorted({f.code for f in fresh}))
    severity = next((s for s in ("error", "warning", "info") if any(f.severity == s for f in fresh)), None)
    return Verdict(
        kind.title,
        kind.group,
        kind.codes,
        copy.original.stem or "",
        codes,
        severity,
        others,
        "" if codes else _reason(copy, before, more),
    )


def is_found(copy: Copy) -> bool:
    """Whether the defect is found, asking only the rules that are right for it: quick enough for a test."""
    known = {r.code for r in known_rules()} | set(READ_PROBLEMS)
    select = tuple(c for c in copy.kind.codes if c in known) + (("B",) if copy.kind.category else ())
    if not select:
        return False
    if set(select) & set(_SUMS_UP):
        select = ()
    before = _flags_of_original(copy.original, select)
    return bool(_right(copy.kind, before, flags_in(copy.text, copy.original.stem or "document", select)))


@lru_cache(maxsize=512)
def _flags_of_original(document: Document, select: tuple[str, ...] = ()) -> tuple[Flag, ...]:
    return tuple(flags_of(document, select))


def _right(kind: Kind, before: Sequence[Flag], after: Sequence[Flag]) -> list[Flag]:
    """What is new, and right for a kind of defect."""
    return [
        f for f in _new(before, after) if f.code in kind.codes or (f.category and f.category == kind.category)
    ]


def _new(before: Sequence[Flag], after: Sequence[Flag]) -> list[Flag]:
    """Findings that the original does not have with the same words; a line number alone makes nothing new."""
    left = Counter(_said(f) for f in before)
    fresh: list[Flag] = []
    for flag in after:
        said = _said(flag)
        if left[said]:
            left[said] -= 1
        else:
            fresh.append(flag)
    return fresh


def _said(flag: Flag) -> tuple[str, str]:
    return flag.code, _LINES.sub("lines", flag.message)


def _reason(copy: Copy, before: Sequence[Flag], more: Counter[str]) -> str:
    """Why a defect was missed, as far as a program can tell."""
    levels = {r.code: r.levels for r in known_rules()}
    unknown = [c for c in copy.kind.codes if c not in levels and c not in READ_PROBLEMS]
    if len(unknown) == len(copy.kind.codes):
        return f"no rule {' or '.join(unknown)} yet"
    profile = choose_profile(Document.parse(copy.text))
    off = [c for c in copy.kind.codes if c in levels and profile not in levels[c]]
    if len(off) + len(unknown) == len(copy.kind.codes):
        return f"{' and '.join(off)} {'does' if len(off) == 1 else 'do'} not run in profile {profile}"
    instead = [c for c in more if c not in _SUMS_UP]
    if instead:
        return f"said by {', '.join(sorted(instead))} instead"
    if any(f.code in copy.kind.codes for f in before):
        return "said of the undamaged document too"
    return "nothing new is said"
