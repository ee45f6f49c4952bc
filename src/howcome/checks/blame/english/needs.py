"""Which words a phrase cannot do without, read from its own writing. Owns this reading and how it is kept in `needs.txt`.

Most sentences hold none of the words that a phrase needs. So a phrase is tried only where they stand, and thousands of
sentences are passed over without one regular expression.

Reading all phrases takes longer than checking a document. So what they need is written beside them, to `needs.txt`;
`python -m howcome.checks.blame.english.needs` writes it anew. Where it does not fit the phrases it is not used.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from .phrase_pieces import Piece

#: In how many of a hundred sentences of a postmortem a word stands, as measured once on published ones.
_SHARES = {
    20.0: "the to",
    12.0: "and a of in that was for",
    6.0: "this is on we not from with it be issue",
    3.0: "as were are by our all an time have at team no which new incident user users",
    2.0: "when but had will if so or there up being been after t s",
    1.0: "should one they has any can due more their us what would into other out used use only did could then set do "
    "how check error errors alert alerts change changes cause data process system problem because again down first back "
    "under same about where made every see you who",
}
_SHARE = {word: share for share, several in _SHARES.items() for word in several.split()}
_RARE = 0.2
#: What stands in so many of a hundred sentences tells nothing beside what is rarer.
_TELLS_NOTHING = 30.0


class Need(NamedTuple):
    """What a text has to hold: one of the keys, and of the parts each or, if there are any, one of `either`.

    The keys are the fewest and rarest of which whatever holds the parts has one.
    """

    keys: frozenset[str]
    each: tuple[Need, ...] = ()
    either: tuple[Need, ...] = ()


def is_met(need: Need, keys: frozenset[str]) -> bool:
    """Whether a text with these keys holds what is needed."""
    if need.keys.isdisjoint(keys):
        return False
    for part in need.each:  # loops in place of any() and all(): this is asked for every sentence
        if not is_met(part, keys):
            return False
    for part in need.either:
        if is_met(part, keys):
            return True
    return not need.either


def need_of(phrase: str) -> Need | None:
    """What a phrase needs; None where no certain word."""
    from .phrase_pieces import parsed

    return _of_alternatives(parsed(phrase), torn=False, torn_behind=False)


def needed_words(phrase: str) -> frozenset[str] | None:
    """The rarest keys of which a match has at least one; None where the phrase needs no certain word."""
    need = need_of(phrase)
    return need.keys if need else None


def _share(need: Need) -> float:
    """In how many of a hundred sentences one of its keys stands, at most."""
    return sum(_SHARE.get(key, _RARE) for key in need.keys)


def _each(parts: Iterable[Need | None]) -> Need | None:
    """What is needed where every part stands; what nearly every sentence holds is left out beside what is rarer."""
    needs = sorted((part for part in parts if part is not None), key=_share)
    telling = [need for need in needs if _share(need) < _TELLS_NOTHING] or needs[:1]
    if len(telling) < 2:
        return telling[0] if telling else None
    return Need(telling[0].keys, each=tuple(telling))


def _either(parts: Iterable[Need | None]) -> Need | None:
    """What is needed where one of the parts stands; nothing, where one needs nothing."""
    plain: frozenset[str] = frozenset()
    others: list[Need] = []
    for part in parts:
        if part is None:
            return None
        if part.each:
            others.append(part)
        elif part.either:
            others += part.either
        else:
            plain |= part.keys
    if plain:
        others.insert(0, Need(plain))
    return (
        others[0]
        if len(others) == 1
        else Need(frozenset().union(*(o.keys for o in others)), either=tuple(others))
    )


# A word is *torn* where more letters may stand right before or behind it: what it is a part of is not known.


def _of_alternatives(alternatives: list[list[Piece]], torn: bool, torn_behind: bool) -> Need | None:
    return _either([_of_sequence(pieces, torn, torn_behind) for pieces in alternatives])


def _of_sequence(pieces: list[Piece], torn: bool, torn_behind: bool) -> Need | None:
    needs: list[Need | None] = []
    for number, piece in enumerate(pieces):
        if not piece.optional:
            behind = not _is_apart(pieces, number + 1, torn_behind)
            needs.append(_of_piece(piece, torn, behind))
        torn = _tears(piece, torn)
    return _each(needs)


def _of_piece(piece: Piece, torn: bool, torn_behind: bool) -> Need | None:
    if piece.kind == "group":
        return _of_alternatives(piece.inside, torn, torn_behind)
    if piece.kind == "picture":
        return Need(frozenset((piece.text,)))
    if piece.kind != "word" or torn or torn_behind:
        return None
    return Need(frozenset((piece.text.lower(),)))


def _tears(piece: Piece, torn: bool) -> bool:
    """Whether a word right behind a piece is torn; `torn`: whether one in its place would be."""
    if piece.kind == "group":
        inside = any(_ends_torn(pieces, torn) for pieces in piece.inside)
        return inside or (torn and piece.optional)
    if piece.kind in ("word", "other"):
        return True
    return torn and (piece.optional or piece.kind == "look")


def _ends_torn(pieces: list[Piece], torn: bool) -> bool:
    for piece in pieces:
        torn = _tears(piece, torn)
    return torn


def _is_apart(pieces: list[Piece], number: int, torn_behind: bool) -> bool:
    """Whether no letter can follow at a piece of a sequence."""
    if number == len(pieces):
        return not torn_behind
    piece = pieces[number]
    if piece.kind in ("word", "other"):
        return False
    behind = _is_apart(pieces, number + 1, torn_behind)
    if piece.kind == "group":
        inside = all(_is_apart(alternative, 0, not behind) for alternative in piece.inside)
        return inside and (behind or not piece.optional)
    return behind if piece.optional or piece.kind == "look" else True


# How it is kept: for each alternative that a text is looked up by, its rarest keys, and all that it needs beside.


class Entry(NamedTuple):
    """One way in which a phrase may stand: where one of the keys does, and all that `beside` says (empty: nothing)."""

    keys: list[str]
    beside: str


def entries(need: Need) -> list[Entry]:
    """The ways in which a phrase may stand that needs this."""
    return [Entry(sorted(part.keys), _beside(part)) for part in need.either or (need,)]


def _beside(need: Need) -> str:
    """What is needed beside one of the keys. Its rarest part is asked for last, since one of its keys stands."""
    if not need.each:
        return ""
    first, *others = need.each
    return " ".join(_shown(part) for part in (*others, *((first,) if first.each or first.either else ())))


def _shown(need: Need) -> str:
    if need.each:
        return f"( {' '.join(_shown(part) for part in need.each)} )"
    if need.either:
        return f"[ {' '.join(_shown(part) for part in need.either)} ]"
    return ",".join(sorted(need.keys))


def written(need: Need | None) -> str:
    """One line of `needs.txt`; empty where nothing is needed."""
    if need is None:
        return ""
    return "\t".join(
        ",".join(entry.keys) + (f":{entry.beside}" if entry.beside else "") for entry in entries(need)
    )


def read_entries(line: str) -> list[Entry]:
    """The other way round."""
    found = []
    for part in line.split("\t"):
        keys, _, shown = part.partition(":")
        found.append(Entry(keys.split(","), shown))
    return found


def read(beside: str) -> tuple[Need, ...]:
    """What an entry needs beside one of its keys."""
    stack: list[list[Need]] = [[]]
    for word in beside.split():
        if word in ("(", "["):
            stack.append([])
        elif word in (")", "]"):
            parts = tuple(stack.pop())
            keys = parts[0].keys if word == ")" else frozenset().union(*(part.keys for part in parts))
            stack[-1].append(Need(keys, each=parts) if word == ")" else Need(keys, either=parts))
        else:
            stack[-1].append(Need(frozenset(word.split(","))))
    return tuple(stack[0])


def table(phrases: str, lines: Iterable[str]) -> str:
    """The whole of `needs.txt` for a text of phrases and its lines."""
    about = "# What every phrase of phrases.txt needs; written by needs.py, not by hand."
    return "\n".join([fitting(phrases), about, *(written(need_of(line)) for line in lines), ""])


def fitting(phrases: str) -> str:
    """What the first line of `needs.txt` says if it was made from this text."""
    return f"# {crc32(phrases.encode()):08x}"


if __name__ == "__main__":  # pragma: no cover - a tool for those who add phrases
    from .phrases import phrase_lines, phrase_text

    Path(__file__).with_name("needs.txt").write_text(table(phrase_text(), phrase_lines()), encoding="utf-8")
