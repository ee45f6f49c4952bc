"""The template of a log message: its variable parts replaced by `*`, so that like messages share one key.

Quoted strings go first, then each word by itself. Digits of any value are masked alike, so messages and
words are remembered by their shape (every digit a 0), and each shape is masked once.
"""

from __future__ import annotations

import re
from typing import Final

#: Longer messages are cut before they are masked.
LONGEST: Final = 1000

_VARIABLE = re.compile(
    r"""
    \b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b    # UUID
  | \b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+                                # e-mail
  | https?://[^\s"'<>)\]]{1,400}                                                 # URL
  | \b\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?   # date, time
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

_QUOTED = re.compile(r'"[^"]{0,400}"')
_SINGLE = re.compile(r"(?<![A-Za-z0-9])'[^']{0,400}'(?![A-Za-z0-9])")
_HINT = re.compile(r"[0@/:]")

_REMEMBERED = 50_000
_messages: dict[str, str] = {}
_words: dict[str, str] = {}


def mask(text: str) -> str:
    """The template of a message: `user 17 not found in "eu"` → `user * not found in *`."""
    shape = text[:LONGEST].translate(_ZEROS)
    found = _messages.get(shape)
    if found is None:
        if len(_messages) >= _REMEMBERED:
            _messages.clear()
        found = _messages[shape] = _masked(shape)
    return found


def _masked(shape: str) -> str:
    text = shape
    if '"' in text:
        text = _QUOTED.sub("*", text)
    if "'" in text:
        text = _SINGLE.sub("*", text)
    words = _words
    masked = []
    for word in text.split():
        star = words.get(word)
        if star is None:
            if len(words) >= _REMEMBERED:
                words.clear()
            star = words[word] = _VARIABLE.sub(_starred, word) if _HINT.search(word) else word
        masked.append(star)
    text = " ".join(masked)
    return _STARS.sub("*", text) if "*" in text else text


def _starred(found: re.Match[str]) -> str:
    """`*`, but a path keeps its words: /var/lib/cart/17 and /var/lib/cart/18 are one, /etc/x is another."""
    text = found[0]
    if text[0] == "/":
        return "/".join("*" if _has_digit(part) else part for part in text.split("/"))
    return "*"


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
