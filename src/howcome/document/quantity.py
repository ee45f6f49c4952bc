"""Numbers in an impact item: `182 340 of 1.9 M (9.6 %)` → value, denominator, share and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from howcome.text.pattern import pattern

_NUMBER = r"(\d{1,3}(?:[ \u00a0\u202f,'’]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
_SCALE = r"(?:\s?(k|K|M|million|bn|billion|G)(?![\w]))?"
_FIRST = pattern(rf"(?<![\w.^#:-]){_NUMBER}{_SCALE}\s?(%|percent\b|[A-Za-z€$£]+)?(?!\d*:)")
_OF = pattern(rf"\s*(?:out\s)?of\s+(?:[a-z]+\s+){{0,2}}{_NUMBER}{_SCALE}")
_SHARE = pattern(rf"{_NUMBER}\s?(?:%|percent\b|per cent\b)")
_SPAN = pattern(
    r"(?<![\w.:])(?:(\d+)\s?d(?:ays?)?\b)?\s?(?:(\d+(?:\.\d+)?)\s?h(?:ours?|rs?)?\b)?(?:\s?(?:and\s)?"
    r"(\d+(?:\.\d+)?)\s?m(?:in(?:ute)?s?)?\b)?(?:\s?(\d+(?:\.\d+)?)\s?s(?:ec(?:ond)?s?)?\b)?"
)
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "G": 1e9}
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` of `of`, `share` between 0 and 1; durations are minutes with unit "min". None: not stated."""

    value: float | None = None
    of: float | None = None
    share: float | None = None
    unit: str | None = None


def read_quantity(words: str) -> Quantity:
    """The quantity that a text states first."""
    minutes = _minutes(words)
    first = _FIRST.search(words)
    if minutes and (not first or minutes[1] <= first.start()):
        return Quantity(minutes[0], unit="min")
    if not first or len(first[1]) > 40:
        return Quantity()
    value = _number(first[1], first[2])
    unit = first[3]
    if unit in ("%", "percent"):
        return Quantity(None, None, value / 100, "%") if 0 <= value <= 100 else Quantity(value, unit="%")
    before = words[: first.start()].rstrip()[-1:]
    of = _OF.match(words, first.end(2) if first[2] else first.end(1)) or _OF.match(words, first.end())
    denominator = _number(of[1], of[2]) if of else None
    share = _SHARE.search(words, first.end())
    ratio = _number(share[1], None) / 100 if share else None
    if ratio is None and denominator and value <= denominator:
        ratio = value / denominator
    if unit in ("of", "out", "and", "in", "to", "at", "from", "were", "was", "per"):
        unit = None
    unit = _CURRENCIES.get(before) or _CURRENCIES.get(unit or "", unit)
    return Quantity(value, denominator, ratio if ratio is None or 0 <= ratio <= 1 else None, unit)


def _number(digits: str, scale: str | None) -> float:
    value = float(re.sub(r"[ \u00a0\u202f,'’]", "", digits)) * _SCALES.get(scale or "", 1)
    return int(value) if value == int(value) else value


def _minutes(words: str) -> tuple[float, int] | None:
    """A duration in minutes and where it stands."""
    for found in _SPAN.finditer(words):
        if any(found.groups()):
            days, hours, minutes, seconds = (float(g or 0) for g in found.groups())
            total = round(days * 1440 + hours * 60 + minutes + seconds / 60, 4)
            start = found.start() + len(found.group()) - len(found.group().lstrip())
            return (int(total) if total == int(total) else total), start
    return None


def write_number(value: float) -> str:
    """Digits in groups of three with thin spaces: 182 340; fractions keep at most two digits."""
    if value == int(value):
        return f"{int(value):,}".replace(",", "\u202f")
    return f"{value:,.2f}".rstrip("0").rstrip(".").replace(",", "\u202f")
