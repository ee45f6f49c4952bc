"""Comments that silence a finding, with a reason: `<!-- howcome: ignore TL-004 because … (by: …; until: …) -->`.

At the end of a line a comment concerns that line; on a line of its own it concerns the block below, and right
below the head also the head, which is YAML and holds no such comments. A comment may name several codes, and the
letters of a family (`TL`) for all of it. Who decided and until when may stand at its end; a comment that has run
out silences nothing. Owns how they are read, which findings they cover, and what is to be said about them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from howcome.document import Document, Finding
from howcome.document.blocks import Block
from howcome.text import Edit, Span
from howcome.text.pattern import pattern

from .families import prefix_of

_OPENING = pattern(r"<!--\s{0,20}howcome:\s{0,20}ignore\b")
_LONGEST = 2000
_CODE = r"(?!because\b)[A-Za-z]+(?:-?\d+[A-Za-z]?)?(?![\w-])"
_SAID = pattern(rf"\s*(?P<codes>{_CODE}(?:\s*,\s*{_CODE})*)\s*(?P<rest>.*)\Z", re.DOTALL | re.IGNORECASE)
_REASON = pattern(r"because\b\W*\w", re.IGNORECASE)
_ENDING = pattern(r"\(([^()]*)\)\s*\Z")
_FIELD = pattern(r"\s*(by|until)\s*:\s*(.*?)\s*\Z", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: where it stands, which codes it names, what it covers, and whether it says why.

    `by` is who decided, `until` the last day on which it counts, both as written; `ended` whether that day is over.
    """

    span: Span
    codes: tuple[str, ...]
    scope: Span
    reasoned: bool
    by: str | None = None
    until: str | None = None
    ended: bool = False

    def covers(self, code: str, span: Span) -> bool:
        """Whether it silences a finding of this code at this place."""
        return self.reasoned and not self.ended and self.concerns(code, span)

    def concerns(self, code: str, span: Span) -> bool:
        """Whether it is about a finding of this code at this place, whether it counts or not."""
        named = any(is_named(code, words) for words in self.codes)
        return named and self.scope.start <= span.start < self.scope.end


def is_named(code: str, words: str) -> bool:
    """Whether a comment's words name a code: the code itself, or the letters of its family."""
    return words in (code.upper(), prefix_of(code))


def suppressions(document: Document, today: date | None = None) -> list[Suppression]:
    """All such comments of a document, in order; those inside of code are text, not comments.

    `today` (default: the local date) decides which have run out.
    """
    text = document.source.text
    if not _OPENING.search(text):
        return []
    found: list[Suppression] = []
    for number, block in enumerate(document.blocks):
        if block.kind in ("fence", "front-matter", "blank"):
            continue
        for span, words in _comments(text, block):
            found.append(_read(words, span, _scope(document, number, span), today or date.today()))
    return found


def _read(words: str, span: Span, scope: Span, today: date) -> Suppression:
    said = _SAID.match(words)
    if said is None:
        return Suppression(span, (), scope, reasoned=False)
    codes = tuple(dict.fromkeys(c.strip().upper() for c in said["codes"].split(",")))
    rest, fields = _fields(said["rest"])
    until = fields.get("until")
    day = day_of(until) if until else None
    ended = day is not None and day < today
    return Suppression(span, codes, scope, bool(_REASON.match(rest)), fields.get("by"), until, ended)


def _fields(rest: str) -> tuple[str, dict[str, str]]:
    """The reason, and the fields at its end; parentheses that hold anything else belong to the reason."""
    ending = _ENDING.search(rest[-_LONGEST:])
    if not ending:
        return rest, {}
    parts = [_FIELD.match(part) for part in ending[1].split(";")]
    if not all(parts):
        return rest, {}
    return rest[: len(rest) - len(ending[0])], {p[1].lower(): p[2] for p in parts if p}


def day_of(words: str) -> date | None:
    """The day that `until` names, as YYYY-MM-DD; None for anything else."""
    try:
        return date.fromisoformat(words.strip()) if re.fullmatch(r"\d{4}-\d\d-\d\d", words.strip()) else None
    except ValueError:
        return None


def remarks(
    comments: Sequence[Suppression],
    found: Sequence[Finding],
    running: Collection[str],
    known: Collection[str],
) -> Iterator[tuple[str, Span, str, str | None]]:
    """What is to be said about the comments: code of the rule that says it, place, message, question.

    `found` is all that was found, silenced or not; `running` are the codes that were looked for, `known` all.
    """
    for comment in comments:
        if not comment.codes:
            yield "SUP-001", comment.span, "this comment silences nothing, because it names no code", _HOW
        elif not comment.reasoned:
            yield "SUP-001", comment.span, "this comment silences nothing, because it gives no reason", _WHY
        else:
            yield from _needless(comment, found, running, known)
            yield from _limits(comment, found)


_HOW = "Which finding is meant? Write `ignore CODE because …`."
_WHY = "Why is it right to leave the finding? Write `ignore CODE because …`."


def _needless(
    comment: Suppression, found: Sequence[Finding], running: Collection[str], known: Collection[str]
) -> Iterator[tuple[str, Span, str, str | None]]:
    for words in comment.codes:
        runs = any(is_named(code, words) for code in running)
        exists = any(is_named(code, words) for code in known)
        said = any(is_named(f.code, words) and comment.concerns(f.code, f.span) for f in found)
        if (runs or not exists) and not said:
            message = f"there is nothing here that {words} would say; the comment can go"
            yield "SUP-002", comment.span, message, None


def _limits(comment: Suppression, found: Sequence[Finding]) -> Iterator[tuple[str, Span, str, str | None]]:
    if not any(comment.concerns(f.code, f.span) for f in found):
        return
    if comment.until and day_of(comment.until) is None:
        message = f"until: {comment.until!r} is no day, so this comment never runs out"
        yield "SUP-003", comment.span, message, "Until which day does the reason hold? Write YYYY-MM-DD."
    elif comment.ended:
        message = f"this comment ran out after {comment.until} and silences nothing any more"
        yield "SUP-003", comment.span, message, "Does the reason still hold, and until when?"
    missing = [
        words for words, value in (("who decided", comment.by), ("until when", comment.until)) if not value
    ]
    if missing:
        yield (
            "SUP-004",
            comment.span,
            f"this comment does not say {' or '.join(missing)}",
            "Who answers for leaving it, and until when? Write `(by: ROLE; until: YYYY-MM-DD)` at its end.",
        )


def silencing(document: Document, code: str, span: Span, reason: str) -> Edit:
    """The edit that writes such a comment for a finding, with a reason of one line.

    At the end of the line of an item; in front of the block for anything else.
    """
    source = document.source
    comment = f"<!-- howcome: ignore {code} because {reason} -->"
    block = next((b for b in document.blocks if span.start in b.span or b.span.end == span.start), None)
    newline = source.newline
    if block is None or block.kind in ("item", "heading"):
        end = source.line_span(source.line_at(span.start)).end
        return Edit(Span(end, end), f" {comment}")
    if block.kind == "front-matter":
        return Edit(Span(block.span.end, block.span.end), f"{newline}{comment}{newline}")
    at = block.span.start
    return Edit(Span(at, at), f"{comment}{newline}")


def _comments(text: str, block: Block) -> Iterator[tuple[Span, str]]:
    for opening in _OPENING.finditer(text, *block.span):
        end = text.find("-->", opening.end(), opening.end() + _LONGEST)
        line_start = max(text.rfind("\n", 0, opening.start()) + 1, opening.start() - _LONGEST)
        if end >= 0 and text.count("`", line_start, opening.start()) % 2 == 0:
            yield Span(opening.start(), end + 3), text[opening.end() : end]


def _scope(document: Document, number: int, span: Span) -> Span:
    """The line that a comment ends, or the block below a comment that stands alone (and the head above it)."""
    source = document.source
    line = source.line_at(span.start)
    bounds = source.line_span(line)
    if source.text[bounds.start : span.start].strip(" \t>"):
        return Span(bounds.start, bounds.end + 1)
    own = document.blocks[number]
    below = document.blocks[number + 1 :] if own.kind == "comment" else ()
    head = _head_above(document, number) if own.kind == "comment" else None
    if not below and head is None:
        return Span(span.end, own.span.end + 1) if own.span.end > span.end else Span(span.end, span.end)
    for block in below:
        if block.kind not in ("blank", "comment"):
            return Span(block.span.start if head is None else head, block.span.end)
    return Span(span.end if head is None else head, span.end)


def _head_above(document: Document, number: int) -> int | None:
    """Where the head begins, if nothing stands between it and this block; else None."""
    for block in reversed(document.blocks[:number]):
        if block.kind == "front-matter":
            return block.span.start
        if block.kind not in ("blank", "comment"):
            break
    return None
