"""What a text says, for whoever edits it: sections and what each lacks, findings, and where its fields stand.

Made anew after each change and sent to every editor. Offsets are UTF-16 units, as browsers count.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from howcome.checks import PLAIN, Settings, check
from howcome.checks.page import parse_page
from howcome.checks.registry import rule_of
from howcome.document import Document, Finding
from howcome.document.head import Head
from howcome.document.items import Item
from howcome.document.sections import SECTIONS
from howcome.storage.configuration import settings_at
from howcome.text import Source, Span

_PEOPLE = ("owner", "responsible", "actors", "facilitator")
_DATES = ("due", "by", "verify")
_MOST_NEEDS = 4
_MOST_CHIPS = 20_000
_SENTENCE = re.compile(r"\A.*?[.?!](?=\s|\Z)", re.DOTALL)


def describe(name: str, text: str, path: str | None = None) -> bytes:
    """The reading of a document's text as JSON. Never raises for any text.

    `path` is where it lies on disk, with the configuration that concerns it (None: none does).
    """
    settings = settings_at(Path(path)) if path else PLAIN
    source = Source(text)
    document = Document.parse(source, name.rsplit("/", 1)[-1])
    findings = check(document, settings=settings)
    said = {
        "hash": text_hash(text),
        "words": len(text.split()),
        "sections": [*_sections(document, findings)],
        "findings": [*_findings(source, findings, settings)],
        "chips": [*_chips(document)][:_MOST_CHIPS],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def text_hash(text: str) -> int:
    """CRC-32 of the text in UTF-16 (little endian): equal texts are told apart from others at one look."""
    return zlib.crc32(text.encode("utf-16-le", "surrogatepass"))


def keys_of(source: Source, findings: Sequence[Finding]) -> Iterator[tuple[str, Finding]]:
    """Findings with a name that stays the same while other lines change: the code, and the line's words."""
    seen: Counter[str] = Counter()
    for finding in findings:
        line = source[source.line_span(source.line_at(finding.span.start))]
        digest = hashlib.sha256(
            f"{finding.code}\n{line.strip()}\n{source[finding.span]}".encode("utf-8", "surrogatepass")
        ).hexdigest()
        base = digest[:12]
        seen[base] += 1
        yield (base if seen[base] == 1 else f"{base}-{seen[base]}"), finding


def _sections(document: Document, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    for kind in SECTIONS:
        spans = [s.span for s in document.sections if s.key == kind.key]
        state = document.states[kind.key]
        inside = [f for f in findings if any(f.span.start in s for s in spans)]
        needs = ["not written yet"] if state in ("empty", "absent") else _needs(inside)
        yield {
            "key": kind.key,
            "title": kind.title,
            "state": state,
            "from": document.source.to_utf16(spans[0].start) if spans else None,
            "needs": needs,
            "questions": list(kind.questions),
        }


def _needs(findings: Sequence[Finding]) -> list[str]:
    counted = Counter(f.message for f in findings if f.severity != "info")
    said = [f"{words} ({n} times)" if n > 1 else words for words, n in counted.items()]
    more = len(said) - _MOST_NEEDS
    return [*said[:_MOST_NEEDS], f"and {more} more"] if more > 0 else said


def _findings(source: Source, findings: Sequence[Finding], settings: Settings) -> Iterator[dict[str, Any]]:
    for key, finding in keys_of(source, findings):
        yield {
            "key": key,
            "code": finding.code,
            "severity": finding.severity,
            "from": source.to_utf16(finding.span.start),
            "to": source.to_utf16(finding.span.end),
            "line": source.line_at(finding.span.start),
            "message": finding.message,
            "suggestion": finding.suggestion,
            "category": finding.category,
            "about": why_of(finding.code, settings),
            "fixes": [{"index": i, "title": f.title, "safe": f.safe} for i, f in enumerate(finding.fixes)],
        }


def why_of(code: str, settings: Settings = PLAIN) -> str:
    """One sentence: why the rule exists. Empty for a problem of reading, and for a rule that does not say it."""
    rule = rule_of(code, settings)
    if rule is None or not rule.page:
        return ""
    try:
        why = parse_page(rule.page).why
    except ValueError:
        return ""
    found = _SENTENCE.match(why)
    return " ".join((found[0] if found else why).split())


def _chips(document: Document) -> Iterator[dict[str, Any]]:
    for item in (document.head, *document.items):
        yield from (_head_chips(document, item) if isinstance(item, Head) else _item_chips(document, item))


def _head_chips(document: Document, head: Head) -> Iterator[dict[str, Any]]:
    for name, kind in (
        ("severity", "severity"),
        ("status", "status"),
        ("owner", "person"),
        ("facilitator", "person"),
    ):
        cell = head.cells.get(name)
        if cell:
            yield _chip(document.source, cell.span, kind, value=cell.raw)


def _item_chips(document: Document, item: Item) -> Iterator[dict[str, Any]]:
    source = document.source
    ref = item.id or f":{item.line}"
    for name, cell in item.cells.items():
        if name == "done" and not item.in_table:
            # The brackets too: an editor shows a box in their place.
            yield _chip(source, Span(cell.span.start - 1, cell.span.end + 1), "box", ref, cell.raw)
        elif name == "id":
            yield _chip(source, Span(cell.span.start - 1, cell.span.end), "id", ref, item.kind)
        elif name == "time" and item.timed:
            yield _chip(source, cell.span, "time", ref, _clock(item))
        elif name == "labels":
            yield _chip(source, cell.span, "mark" if item.timed else "label", ref)
        elif name == "status":
            yield _chip(source, cell.span, "status", ref, cell.raw)
        elif name in _PEOPLE:
            yield _chip(source, cell.span, "person", ref, cell.raw)
        elif name in _DATES:
            yield _chip(source, cell.span, "date", ref, cell.raw)
        elif name == "evidence":
            yield _chip(source, cell.span, "evidence", ref, cell.raw)
    if item.trailing.length and not item.in_table:
        yield _chip(source, item.trailing, "fields", ref)


def _clock(item: Item) -> str:
    moment = item.moment
    return moment.time.isoformat() if moment and moment.time else ""


def _chip(
    source: Source, span: Span, kind: str, ref: str | None = None, value: str | None = None
) -> dict[str, Any]:
    chip: dict[str, Any] = {
        "from": source.to_utf16(span.start),
        "to": source.to_utf16(span.end),
        "kind": kind,
    }
    if ref:
        chip["ref"] = ref
    if value is not None:
        chip["value"] = value[:200]
    return chip
