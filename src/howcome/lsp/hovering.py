"""What an editor shows about the place under the cursor: a finding's reason, an id's item, a field, a mark, a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from lsprotocol import types

from howcome.analysis.durations import durations
from howcome.checks.page import parse_page
from howcome.checks.registry import OTHER_CODES, rule_of
from howcome.checks.settings import Settings
from howcome.document import Document, Finding
from howcome.document.grammar import MARK_MEANINGS, Attachment
from howcome.document.head import Head
from howcome.document.items import Item
from howcome.document.locate import Here, field_at
from howcome.document.mentions import Mention, mention_at, mentions_of
from howcome.document.sections import SECTION_BY_KEY
from howcome.text import Span

from .findings import settings_of
from .texts import OpenText

_MOST = 12
_LONGEST = 160


def hover(text: OpenText, offset: int, findings: Sequence[Finding]) -> types.Hover | None:
    """All that is known about an offset, findings first; None where there is nothing to say."""
    here = [f for f in findings if f.span.start <= offset <= f.span.end]
    found = [*_findings(here, settings_of(text.path)), *_place(text.document, offset)]
    if not found:
        return None
    narrowest = min((span for span, _ in found), key=lambda span: span.length)
    words = "\n\n---\n\n".join(words for _, words in found)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, words), text.range(narrowest))


def _findings(findings: Sequence[Finding], settings: Settings) -> Iterator[tuple[Span, str]]:
    """Each rule once, with its reason and all questions that it asks here."""
    for code in dict.fromkeys(f.code for f in findings):
        same = [f for f in findings if f.code == code]
        rule = rule_of(code, settings)
        why, ignore = _page(rule.page) if rule else ("", "")
        questions = dict.fromkeys(f"*{f.suggestion}*" for f in same if f.suggestion)
        parts = (f"**{code}** {rule.title if rule else OTHER_CODES.get(code, '')}", why, *questions, ignore)
        span = min((f.span for f in same), key=lambda s: s.length)
        yield span, "\n\n".join(part.strip() for part in parts if part)


def _page(docstring: str) -> tuple[str, str]:
    """Why a rule exists, and when to ignore it; a rule of somebody's own may have other words, or none."""
    try:
        page = parse_page(docstring)
    except ValueError:
        return docstring.strip(), ""
    return " ".join(page.why.split()), f"When to ignore: {' '.join(page.ignore.split())}"


def _place(document: Document, offset: int) -> Iterator[tuple[Span, str]]:
    mention = mention_at(document, offset)
    if mention:
        yield mention.span, _id(document, mention)
        return
    here = field_at(document, offset)
    if here:
        words = _field(document, here)
        if words:
            yield here.span, words
        return
    for section in document.sections:
        if section.heading.span.start <= offset < section.heading.span.end:
            asked = "\n".join(f"- {question}" for question in SECTION_BY_KEY[section.key].questions)
            yield section.heading.content, f"**{SECTION_BY_KEY[section.key].title}** answers:\n\n{asked}"


# Ids


def _id(document: Document, mention: Mention) -> str:
    item = document.by_id.get(mention.id)
    if item is None:
        listed = "no piece of evidence in the list" if mention.address else "no item of this document"
        return f"`{mention.id}`: {listed} has this id."
    if mention.gives:
        return f"**{item.kind}** `^{mention.id}`: {item.about}\n\n{_referring(document, mention)}"
    if isinstance(item, Attachment):
        return _evidence(item, mention)
    return f"**{item.kind}** `^{mention.id}`, line {item.line}\n\n> {_short(document, item)}"


def _evidence(piece: Attachment, mention: Mention) -> str:
    facts = [
        f"{name}: `{piece.cells[name].raw}`"
        for name in ("kind", "covers", "events", "sha256")
        if name in piece.cells
    ]
    _, _, key = (mention.address or "").partition("#")
    place = [f"Place in it: `{unquote(key)}`"] if key else []
    return "\n\n".join(
        [f"**evidence** {piece.text or mention.id}", *place, *([", ".join(facts)] if facts else [])]
    )


def _referring(document: Document, mention: Mention) -> str:
    others = [m for m in mentions_of(document, mention.id) if not m.gives]
    if not others:
        return "Nothing refers to it."
    lines = [f"- line {document.source.line_at(m.span.start)}: {_who(document, m)}" for m in others[:_MOST]]
    more = [f"- and {len(others) - _MOST} more"] if len(others) > _MOST else []
    return "\n".join(
        [f"Referred to {len(others)} times:" if len(others) > 1 else "Referred to once:", "", *lines, *more]
    )


def _who(document: Document, mention: Mention) -> str:
    if mention.item is None:
        return "a paragraph"
    return f"{mention.item.kind} ({mention.field}): {_short(document, mention.item)}"


def _short(document: Document, item: Item) -> str:
    words = item.text or " ".join(document.source[item.body].split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


# Fields


def _field(document: Document, here: Here) -> str:
    if here.name in ("labels", "times") and here.word in MARK_MEANINGS:
        return _mark(document, here.word)
    if here.name == "labels" and here.word:
        return f"`{here.word}` is none of the marks that are known." if here.item.timed else ""
    field = here.item.fields.get(here.name)
    thing = "the document" if isinstance(here.item, Head) else f"{here.item.kind}"
    if here.name == "text":
        return ""
    if field is None:
        return f"`{here.name}` is no field of {thing} that howcome knows; it is kept as it is."
    parts = [f"**{here.name}** ({thing}): {field.about}."]
    if here.name == "time":
        parts += _time(here.item)
    if field.choices:
        parts.append(f"One of {', '.join(f'`{c}`' for c in field.choices)}.")
    elif field.type.name != "text":
        parts.append(f"Written as {field.type.expected}.")
    if field.living:
        parts.append("It may change after the document was approved.")
    return "\n\n".join(parts)


def _mark(document: Document, mark: str) -> str:
    parts = [f"**{mark}**: the moment when {MARK_MEANINGS[mark]}."]
    moment = document.times.get(mark)
    if moment and moment.time:
        parts.append(f"Here it is {moment.time.isoformat(' ')}.")
    spans = [d for d in durations(document.marked) if mark in (d.start_mark, d.end_mark)]
    if spans:
        parts.append("\n".join(f"- {d.label}: {_length(d.seconds)} ({d.formula})" for d in spans))
    return "\n\n".join(parts)


def _time(item: Item) -> list[str]:
    moment = item.moment
    if moment is None or moment.time is None:
        return ["It cannot be read as a time with its date."]
    return [f"Read as {moment.time.isoformat(' ')}, {moment.certainty}."]


def _length(seconds: float) -> str:
    """`1 h 12 min`, `7 min 48 s`: two parts, the small ones of long times left away."""
    sign = "−" if seconds < 0 else ""
    whole = round(abs(seconds))
    parts = ((whole // 3600, "h"), (whole % 3600 // 60, "min"), (whole % 60, "s"))
    said = [f"{count} {unit}" for count, unit in parts if count][:2]
    return sign + (" ".join(said) or "0 s")
