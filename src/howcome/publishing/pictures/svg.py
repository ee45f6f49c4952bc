"""Pieces of SVG: escaped text, numbers, measured and wrapped words. Knows nothing of postmortems.

Colours come from classes (`look/pictures.css`), so that one picture serves light, dark and print.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape

from howcome.publishing import look
from howcome.text import without_surrogates

#: What may not stand in XML, and what changes the direction of the words around it.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WHITE = re.compile("[ \t\n\r\u2028\u2029]+")
_NARROW = frozenset("iljtfrI.,:;|!'`()[]{}/\\ ")
_WIDE = frozenset("mwMW@%")


def clean(text: str) -> str:
    """Words on one line that any XML or HTML reader takes: no controls, no lone surrogates."""
    return _WHITE.sub(" ", _UNFIT.sub("", without_surrogates(text))).strip()


def words(text: str) -> str:
    """`clean` words, escaped for text and for attributes in double quotes."""
    return escape(clean(text))


def number(value: float) -> str:
    """A coordinate with at most one digit after the point: `12`, `12.5`."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


@cache
def _em(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.94
    if character.isascii():
        return 0.7 if character.isupper() else 0.6
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(character) in "WF" else 0.64


def width(text: str, size: float) -> float:
    """About how wide `text` is in a sans-serif font of `size`; rather too wide than too narrow."""
    return sum(map(_em, text)) * size


def shorten(text: str, size: float, room: float) -> str:
    """`text`, or as much of it as fits into `room`, with an ellipsis."""
    if width(text, size) <= room:
        return text
    left = room - width("…", size)
    for at, character in enumerate(text):
        left -= _em(character) * size
        if left < 0:
            return text[:at].rstrip() + "…"
    return text


def wrap(text: str, size: float, room: float, most: int) -> list[str]:
    """`text` in at most `most` lines that fit into `room`; the last one ends in an ellipsis if words are left."""
    lines: list[str] = []
    line = ""
    for word in clean(text[:4000]).split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        if len(lines) == most:
            lines[-1] = shorten(
                lines[-1] + " …" if width(lines[-1] + " …", size) <= room else lines[-1] + "……", size, room
            )
            return lines
        while width(word, size) > room:
            cut = _fitting(word, size, room)
            lines.append(word[:cut])
            word = word[cut:]
            if len(lines) == most:
                lines[-1] = lines[-1][:-1] + "…"
                return lines
        line = word
    if line:
        lines.append(line)
    return lines


def _fitting(word: str, size: float, room: float) -> int:
    left = room
    for at, character in enumerate(word):
        left -= _em(character) * size
        if left < 0:
            return max(at, 1)
    return len(word)


def picture(
    name: str,
    wide: float,
    high: float,
    title: str,
    about: str,
    parts: list[str],
    *,
    kind: str = "",
    linked: bool = False,
) -> str:
    """An `<svg>` with its accessible name and description. `name` is unique on the page; `kind` is one more
    class; a `linked` picture holds links, which readers of a screen can walk through."""
    classes = f"picture {name.split('-')[0]}" + (f" {kind}" if kind else "")
    return (
        f'<svg class="{classes}" xmlns="http://www.w3.org/2000/svg" role="{"group" if linked else "img"}"'
        f' viewBox="0 0 {number(wide)} {number(high)}" width="{number(wide)}" height="{number(high)}"'
        f' aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{words(title)}</title><desc id="{name}-desc">{words(about)}</desc>'
        + "".join(parts)
        + "</svg>"
    )


def text_at(x: float, y: float, text: str, kind: str, *, anchor: str = "start") -> str:
    """Escaped words at a place."""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{number(x)}" y="{number(y)}"{side}>{words(text)}</text>'


def line_at(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line class="{kind}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>'


def box_at(x: float, y: float, wide: float, high: float, kind: str, *, round_by: float = 0) -> str:
    """A rectangle, with round corners where asked."""
    corners = f' rx="{number(round_by)}"' if round_by else ""
    return (
        f'<rect class="{kind}" x="{number(x)}" y="{number(y)}" width="{number(max(wide, 0))}"'
        f' height="{number(max(high, 0))}"{corners}/>'
    )


def link_to(
    address: str, parts: list[str], *, name: str = "", current: bool = False, reached: bool = True
) -> str:
    """Parts of a picture as a link; one that is not `reached` by the keyboard has its like beside the picture."""
    said = f' aria-label="{words(name)}"' if name else ""
    said += ' aria-current="true"' if current else ""
    said += "" if reached else ' tabindex="-1"'
    return f'<a href="{words(address)}"{said}>{"".join(parts)}</a>'


def standalone(drawn: str) -> str:
    """A picture as a file of its own: with its style, in light colours (for documents that take pictures)."""
    colours = "".join(f"--{name}:{value};" for name, value in look.tokens("light").items())
    style = f"<style>svg{{{colours}}}{look.read('pictures.css')}</style>"
    return drawn.replace("</desc>", "</desc>" + style, 1)
