"""A baseline: findings of old documents that are known, so that only new ones are said.

A finding is known by its code and the words of its place, in lower case and without marks, so that it stays known when lines
move, wrap or get another list mark. Where several findings of one code have one place, they are counted. Owns the form of the
file: JSON with one finding a line, in the order of path and code, so that it reads well as a diff.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from howcome.document import Document, Finding
from howcome.errors import InputError
from howcome.text import Span, without_controls, without_surrogates
from howcome.text.pattern import pattern

from .prose import prose_of

#: What is said of entries that no longer occur.
SETTLED = "SUP-005"
_FORMAT = 1
_KEY = "howcome-baseline"
_LONGEST_MESSAGE = 160
_WORD = pattern(r"\w+")
_LINES = pattern(r"\b(lines?) \d+(?:(?:, | and |–|-)\d+)*")


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One finding that is known. `place` is its fingerprint; `message` helps those who read the file."""

    path: str
    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """The findings of one document that are new, those that are known, and the entries that no longer occur."""

    new: tuple[Finding, ...]
    known: tuple[Known, ...]
    settled: tuple[Known, ...]


def fingerprint(document: Document, finding: Finding) -> str:
    """What a finding is known by beside its code: 16 hexadecimal digits of the words of its place.

    The words are those of the sentence that it begins in; where it stands in no prose (the head, code), of its line.
    """
    source, span = document.source, finding.span
    sentence = prose_of(document).sentence_at(span.start)
    words = _words(sentence.text)
    if not words:
        words = _words(source[source.line_span(source.line_at(span.start))])
    within = sentence.span.start <= span.start and span.end <= sentence.span.end
    own = _words(source[span]) if within else ""
    digest = hashlib.sha256(f"{finding.code}\n{words}\n{own}".encode("utf-8", "replace"))
    return digest.hexdigest()[:16]


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def sift(path: str, document: Document, findings: Sequence[Finding], known: Iterable[Known]) -> Sifted:
    """Tells new findings of a document from known ones. `known` are the baseline's entries, of any document.

    Each entry stands for one finding. Of several at one place, those with the same message are matched first.
    """
    entries = [k for k in known if k.path == path]
    exact = Counter((k.code, k.place, k.message) for k in entries)
    keyed = [(f, Known(path, f.code, fingerprint(document, f), _message(f))) for f in findings]
    left: list[tuple[Finding, Known]] = []
    found: list[Known] = []
    for finding, one in keyed:
        key = (one.code, one.place, one.message)
        if exact[key] > 0:
            exact[key] -= 1
            found.append(one)
        else:
            left.append((finding, one))
    rest = Counter[tuple[str, str]]()
    for (code, place, _), number in exact.items():
        rest[code, place] += number
    new: list[Finding] = []
    for finding, one in left:
        if rest[one.code, one.place] > 0:
            rest[one.code, one.place] -= 1
            found.append(one)
        else:
            new.append(finding)
    return Sifted(tuple(new), tuple(found), tuple(_settled(entries, rest)))


def _settled(entries: Sequence[Known], rest: Counter[tuple[str, str]]) -> Iterable[Known]:
    """As many entries of each place as nothing was found for, the last first taken to be gone."""
    left = Counter(rest)
    for entry in reversed(entries):
        if left[entry.code, entry.place] > 0:
            left[entry.code, entry.place] -= 1
            yield entry


def about_settled(settled: Sequence[Known]) -> Finding:
    """The one finding that says which entries of a document no longer occur."""
    codes = Counter(k.code for k in settled)
    named = ", ".join(f"{code} ({n} times)" if n > 1 else code for code, n in sorted(codes.items()))
    what = "a finding" if len(settled) == 1 else f"{len(settled)} findings"
    verb = "does" if len(settled) == 1 else "do"
    message = f"{what} of the baseline {verb} not occur any more: {named}"
    return Finding(SETTLED, "info", Span(0, 0), message, "Write the baseline again with --write-baseline?")


def entries_of(path: str, document: Document, findings: Iterable[Finding]) -> list[Known]:
    """The entries that make all these findings known."""
    return [Known(path, f.code, fingerprint(document, f), _message(f)) for f in findings]


def _message(finding: Finding) -> str:
    """The message without numbers of lines, which move."""
    words = " ".join(without_controls(without_surrogates(finding.message)).split())
    words = _LINES.sub(r"\1 …", words)
    return words if len(words) <= _LONGEST_MESSAGE else f"{words[: _LONGEST_MESSAGE - 1]}…"


def write_baseline(known: Iterable[Known]) -> str:
    """The text of a baseline: the same entries give the same text, whatever their order."""
    lines = [
        json.dumps(
            {"path": k.path, "code": k.code, "place": k.place, "message": k.message}, ensure_ascii=False
        )
        for k in sorted(known)
    ]
    body = ",\n".join(f"    {line}" for line in lines)
    inside = f"[\n{body}\n  ]" if lines else "[]"
    return f'{{\n  "{_KEY}": {_FORMAT},\n  "known": {inside}\n}}\n'


def read_baseline(text: str, where: str) -> list[Known]:
    """The entries of a baseline. Raises `InputError` for a text that is none, with its line."""
    hint = "a baseline is written with --write-baseline FILE"
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(f"{where}:{line}: no baseline: {getattr(error, 'msg', error)}", hint=hint) from None
    if not isinstance(said, dict) or _KEY not in said or not isinstance(said.get("known"), list):
        raise InputError(f"{where}: no baseline", hint=hint)
    if said[_KEY] != _FORMAT:
        raise InputError(
            f"{where}: a baseline of format {said[_KEY]!r}; this howcome reads {_FORMAT}",
            hint="write it again",
        )
    return [_entry(entry, number, where) for number, entry in enumerate(said["known"], start=1)]


def _entry(entry: Any, number: int, where: str) -> Known:
    keys = ("path", "code", "place", "message")
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in keys):
        raise InputError(
            f"{where}: entry {number} of the baseline has not the texts {', '.join(keys)}",
            hint="write it again with --write-baseline",
        )
    return Known(*(entry[key] for key in keys))


def renewed(
    old: Iterable[Known], current: Iterable[Known], was_checked: Callable[[Known], bool]
) -> list[Known]:
    """The next baseline: what occurs now, and the old entries about which this check says nothing."""
    return [*current, *(k for k in old if not was_checked(k))]
