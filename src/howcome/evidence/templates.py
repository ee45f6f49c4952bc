"""The template of a log message: its variable parts replaced by `*`, so that like messages share one key.

One compiled expression, one pass. Digits of any value are masked alike, so a message is remembered by its
shape (every digit a 0) and masked once for each shape.
"""

from __future__ import annotations

import re
from typing import Final

#: Longer messages are cut before they are masked.
LONGEST: Final = 1000

_VARIABLE = re.compile(
    r"""
    "[^"]{0,400}" | (?<![A-Za-z0-9])'[^']{0,400}'(?![A-Za-z0-9])                 # quoted
  | \b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b    # UUID
  | \b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+                                # e-mail
  | https?://[^\s"'<>)\]]{1,400}                                                 # URL
  | \b\d{4}-\d\d-\d\d(?:[T\ ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?   # date, time
  | \b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?
  | \b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/\d{1,2})?\b                            # IPv4
  | (?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{1,4}){0,7}   # IPv6
  | (?<![\w/])(?:/[\w.@%+~=-]+){2,}/?                                            # path
  | \b0x[0-9a-fA-F]+\b
  | \b(?=[a-fA-F]{0,40}\d)[0-9a-fA-F]{7,64}\b                                    # hex id
  | \b(?=[A-Za-z_-]{0,40}\d)[A-Za-z0-9_-]{1,120}                                 # a word with a digit
  | [+-]?\d+(?:[.,]\d+)*                                                         # number
    """,
    re.VERBOSE,
)
_STARS = re.compile(r"\*(?:[\s,;:./%-]{0,3}\*)+")
_ZEROS = str.maketrans("123456789", "000000000")

_REMEMBERED = 50_000
_known: dict[str, str] = {}


def mask(text: str) -> str:
    """The template of a message: `user 17 not found in "eu"` → `user * not found in *`."""
    shape = text[:LONGEST].translate(_ZEROS)
    found = _known.get(shape)
    if found is None:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        found = _known[shape] = _STARS.sub("*", _VARIABLE.sub(_starred, shape))
    return found


def _starred(found: re.Match[str]) -> str:
    """`*`, but a path keeps its words: /var/lib/cart/17 and /var/lib/cart/18 are one, /etc/x is another."""
    text = found[0]
    if text[0] == "/":
        return "/".join("*" if _has_digit(part) else part for part in text.split("/"))
    return "*"


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
