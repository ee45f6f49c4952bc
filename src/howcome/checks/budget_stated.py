"""What a row says about an error budget: target, window, bad and allowed events, what was used and what is left.

Owns the reading of such a row; the arithmetic is that of `analysis.error_budget`. What is not written is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from howcome.document.grammar import Impact

from .arithmetic import amount

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f,'’]\d{3})+(?:\.\d+)?(?!\d)|\d{1,15}(?:\.\d{1,6})?"
#: Atomic: a pattern that does not fit behind the number must not try again inside of it ("of 3" in "of 3 200 allowed").
_AMOUNT = rf"((?>(?:{_NUMBER})(?:\s?(?:k|K|M|million|bn|billion)(?!\w))?)(?![ \u00a0\u202f,'’]?\d))"
_PERCENT = r"(\d{1,5}(?:\.\d{1,5})?)\s?%"
_TARGET = re.compile(r"(?<![\d.])(9\d(?:\.\d{1,5})?)\s?%")
_WINDOW = re.compile(
    r"\b(\d{1,3})\s?-?(?:d|days?|weeks?)\b|\b(?:rolling |calendar |four-week |30-day )?(?:month|quarter|year|week|28d|30d)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"{_PERCENT}(?:\sof (?:the|its) (?:error )?budget)?\s(?:is |are |were |was )?(?:left|remain\w*)|(?:left|remain\w*)\W{{1,3}}{_PERCENT}",
    re.I,
)
_USED = re.compile(
    rf"(?:used|consumed|burn\w*|spent|cost|took|→|=)\W{{1,3}}(?:about |~)?{_PERCENT}|{_PERCENT}\s(?:of (?:the |its |our |a )?(?:\w+ )?"
    rf"(?:error )?budget|of \d+ (?:d|days)|(?:was |were )?(?:used|consumed|burn\w*|spent))",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    rf"{_AMOUNT}\s(?:[a-z]+ )?(?:allowed|permitted)|(?:allowed|budget of|budget:)\s{_AMOUNT}", re.IGNORECASE
)
_BAD = re.compile(
    rf"{_AMOUNT}\s(?:bad|failed|failures?|errors?|refused|rejected|lost|unanswered)\b", re.IGNORECASE
)
_TOTAL = re.compile(
    rf"\b(?:bad|failed|errors?|failures) (?:\w+ )?(?:out )?of {_AMOUNT}(?!\s(?:[a-z]+ )?(?:allowed|permitted))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StatedBudget:
    """Shares in percent. `bad`, `allowed` and `total` are numbers of events with how far they may be rounded."""

    target: float | None
    window: str | None
    used: float | None
    used_step: float
    left: float | None
    bad: tuple[float, float] | None
    allowed: tuple[float, float] | None
    total: tuple[float, float] | None


def stated_budget(item: Impact) -> StatedBudget:
    """What a row, its method and its window say about the budget."""
    words = " ; ".join(w for w in (item.name, item.text, item.method, item.window) if w)
    left = _LEFT.search(words)
    own = words[: left.start()] + words[left.end() :] if left else words
    used = _USED.search(own)
    first = re.match(rf"\W*{_PERCENT}", item.text or "")
    target = _TARGET.search(own if not used else own[: used.start()] + " " + own[used.end() :])
    window = _WINDOW.search(words)
    written = next((g for g in used.groups() if g), None) if used else (first[1] if first else None)
    return StatedBudget(
        float(target[1]) if target else None,
        window.group() if window else None,
        float(written) if written else None,
        1 / 10 ** len(written.partition(".")[2]) if written else 0.0,
        float(next(g for g in left.groups() if g)) if left else None,
        _amount(_BAD, words),
        _amount(_ALLOWED, words),
        _amount(_TOTAL, words),
    )


def _amount(pattern: re.Pattern[str], words: str) -> tuple[float, float] | None:
    found = pattern.search(words)
    return amount(next(g for g in found.groups() if g)) if found else None


def wrong_sum(stated: StatedBudget) -> str | None:
    """What does not add up, in words; None where all that is stated agrees."""
    if stated.bad and stated.allowed and stated.used is not None and stated.allowed[0]:
        (bad, bad_slack), (allowed, slack) = stated.bad, stated.allowed
        computed = 100 * bad / allowed
        # The allowed number itself is mostly rounded to a whole one.
        bound = stated.used_step + computed * ((slack or 0.5) / allowed + bad_slack / max(bad, 1))
        if abs(computed - stated.used) > bound:
            return f"{_spelled(bad)} of {_spelled(allowed)} allowed are {computed:.3g} % of the budget, not {stated.used:g} %"
    if stated.total and stated.allowed and stated.target is not None:
        (total, total_slack), (allowed, slack) = stated.total, stated.allowed
        computed = total * (100 - stated.target) / 100
        bound = max(1.0, slack + total_slack * (100 - stated.target) / 100, 0.005 * computed)
        if abs(computed - allowed) > bound:
            return f"{stated.target:g} % of {_spelled(total)} leave {_spelled(computed)} allowed, not {_spelled(allowed)}"
    if (
        stated.used is not None
        and stated.left is not None
        and stated.used + stated.left > 100 + 2 * max(stated.used_step, 0.5)
    ):
        return f"{stated.used:g} % used and {stated.left:g} % left are more than the whole budget"
    return None


def _spelled(number: float) -> str:
    return f"{round(number):,}".replace(",", " ")
