"""Takes a phrase apart as it is written: words, marks between them, groups of alternatives. Owns no meaning of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["word", "mark", "picture", "group", "look", "other"]

#: What no word goes on behind.
_MARKS = " $^-'’,:;=/&%#@!\"“”‘_"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. `look`: it takes up no place; `other`: letters that are not known; `optional`: it may be missing."""

    kind: Kind
    optional: bool = False
    text: str = ""
    inside: list[list[Piece]] = field(default_factory=list)


def parsed(phrase: str) -> list[list[Piece]]:
    """The alternatives of a phrase, each as its pieces in order."""
    return _Parser(phrase).alternatives()


def _may_end(found: list[Piece], letter: str) -> bool:
    """Makes two of the last piece, without and with a letter; says whether it could: "engineers?", "(slip|lapse)s?"."""
    if not found or found[-1].optional or found[-1].kind not in ("word", "group"):
        return False
    last = found[-1]
    alternatives = last.inside if last.kind == "group" else [[last]]
    if not all(pieces and pieces[-1].kind == "word" for pieces in alternatives):
        return False
    longer = [[*pieces[:-1], Piece("word", text=pieces[-1].text + letter)] for pieces in alternatives]
    found[-1] = Piece("group", inside=[*alternatives, *longer])
    return True


class _Parser:
    def __init__(self, phrase: str) -> None:
        self._phrase = phrase
        self._at = 0

    def alternatives(self) -> list[list[Piece]]:
        """Up to the closing parenthesis."""
        found = [[*self._pieces()]]
        while self._peek() == "|":
            self._at += 1
            found.append([*self._pieces()])
        return found

    def _pieces(self) -> list[Piece]:
        found: list[Piece] = []
        word = ""
        while self._peek() not in ("", "|", ")"):
            char = self._take()
            least = self._quantifier() if char.isalnum() else ""
            if char == "(" and word and (endings := self._endings()):
                found.append(
                    Piece("group", inside=[[Piece("word", text=word + ending)] for ending in endings])
                )
                word = ""
                continue
            if char.isalnum() and not least:
                word += char
                continue
            if word:
                found.append(Piece("word", text=word))
            if not char.isalnum():
                found.append(self._piece(char))
            elif least != "0" or not _may_end(found, char):
                found.append(Piece("other", least == "0"))
            word = ""
        return [*found, Piece("word", text=word)] if word else found

    def _endings(self) -> list[str]:
        """What a word may end with, where a parenthesis right behind it holds letters alone: "slip(s|ped)?"."""
        closing = self._phrase.index(")", self._at)
        endings = self._phrase[self._at : closing].split("|")
        if not all(ending.isalpha() for ending in endings):
            return []
        self._at = closing + 1
        return [*endings, ""] if self._quantifier() == "0" else endings

    def _piece(self, char: str) -> Piece:
        """What begins with a character that is no letter, with its quantifier."""
        if char == "(":
            return self._group()
        if char == "\\":
            kind = self._escaped(self._take())
        elif char == "[":
            kind = self._class()
        elif char == "<":
            self._at = self._phrase.index(">", self._at) + 1
            kind = "other"
        elif "\U0001f300" <= char <= "\U0001faff":
            kind = "picture"
        else:
            kind = "mark" if char in _MARKS else "other"
        return Piece(kind, self._quantifier() == "0", char)

    def _group(self) -> Piece:
        kind: Kind = "group"
        if self._phrase.startswith(("?=", "?!", "?<"), self._at):
            kind = "mark" if self._phrase.startswith(r"?!\w)", self._at) else "look"
            self._at += 3 if self._phrase.startswith("?<", self._at) else 2
        elif self._peek() == "?":
            self._at = self._phrase.index(":", self._at) + 1
        inside = self.alternatives()
        self._at += 1
        return Piece(kind, self._quantifier() == "0", inside=inside)

    def _escaped(self, letter: str) -> Kind:
        return "mark" if letter in "bsW" or not letter.isalnum() else "other"

    def _class(self) -> Kind:
        end = self._phrase.index("]", self._at)
        chars = self._phrase[self._at : end]
        self._at = end + 1
        return "mark" if all(c in _MARKS or c in ".?*" for c in chars.lstrip("\\")) else "other"

    def _quantifier(self) -> str:
        """Takes a quantifier and says how often what stands before it stands there at least; empty: none stands."""
        mark = self._peek()
        if mark == "{":
            least = self._phrase[self._at + 1 : self._phrase.index("}", self._at)].split(",")[0] or "0"
            self._at = self._phrase.index("}", self._at) + 1
        elif mark and mark in "?*+":
            least = "1" if mark == "+" else "0"
            self._at += 1
        else:
            return ""
        if self._peek() == "?":
            self._at += 1
        return least

    def _peek(self) -> str:
        return self._phrase[self._at : self._at + 1]

    def _take(self) -> str:
        self._at += 1
        return self._phrase[self._at - 1]
