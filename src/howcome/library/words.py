"""What counts as a word when documents are searched, the same for what is indexed and for what is asked.

Case, accents and forms of width are folded ("Größe" is found by "grosse", "ＡＰＩ" by "api"). Scripts that are
written without spaces, and Korean, whose words carry endings, are cut into single characters: a query of
several is then a phrase, so any part of a word is found, be it one character long. A trigram index would need
three characters for that and three times the space for every other language. Knows no database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from howcome.text import without_surrogates

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3031-\u318f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ACCENTS = re.compile("[\u0300-\u036f]")


class _Folding(dict[int, str]):
    """Code point → what it is searched as; made when it is first met. A space parts words."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    if unicodedata.category(character) == "Cf" and character != "\u200b":
        return ""  # soft hyphens and joiners stand inside of words
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    pieces = unicodedata.normalize("NFKC", _ACCENTS.sub("", apart))
    return "".join(_piece(c) for c in pieces)


def _piece(character: str) -> str:
    if not (character.isalnum() or unicodedata.category(character)[0] == "M"):
        return " "
    return f" {character} " if _UNSPACED.match(character) else character


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The words of a text, each with one space before and behind: a whole word stands there as `" word "`.

    Holds letters, digits, marks and spaces only, whatever the text holds.
    """
    words = unicodedata.normalize("NFC", text).translate(_FOLDING).split()
    return f" {' '.join(words)} " if words else " "


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are searched."""
    return tuple(fold(text).split())


def key_of(text: str) -> str:
    """What spellings of one value have in common: "SEV-1" and "sev 1" are "sev1". A value of marks is itself."""
    return "".join(words_of(text)) or without_surrogates(text).strip()


def is_unspaced(word: str) -> bool:
    """Whether a folded word is one character of a script that is searched by character."""
    return bool(_UNSPACED.match(word))


def fold_in_place(text: str) -> tuple[str, Sequence[int]]:
    """The text folded, spaces not joined; and for each of its characters, and its end, the offset in `text`.

    `text` should be in the form NFC, which `fold` brings about by itself.
    """
    if text.isascii():
        folded = text.translate(_FOLDING)
        if len(folded) == len(text):
            return folded, range(len(text) + 1)
    pieces = [_FOLDING[ord(c)] for c in text]
    offsets = [at for at, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), [*offsets, len(text)]


def original_range(offsets: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Where a range of a folded text (not empty) stands in the text itself."""
    return offsets[start], max(offsets[end], offsets[end - 1] + 1)
