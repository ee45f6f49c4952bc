"""Every piece of evidence that is cited stands in the evidence list, and what is listed is cited.

Why
    A citation is a promise that a reader can look. One that leads nowhere is worse than none. And what is
    listed and never cited supports no sentence, or a sentence has lost its support.

Example
    - 2026-11-20 14:02Z Alert fired (evidence: alerts#1812)

    with no `^alerts` in the evidence list

Better
    ### Evidence

    - alerts/alertmanager.json ^alerts (kind: alertmanager)

When to ignore
    The evidence is kept elsewhere on purpose; add it to the list with the place where it is.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import QUIET, levels
from howcome.checks.places import item_span, lines_of
from howcome.checks.profiles import is_draft
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.items import Item, references
from howcome.text import Span
from howcome.text.pattern import pattern

_ADDRESS = pattern(r"([A-Za-z0-9][\w.-]{0,80})#\S+\Z")
_NAME = pattern(r"[A-Za-z0-9][\w.-]{0,80}\Z")


def check(document: Document) -> Iterator[Hit]:
    listed = {a.id for a in document.attachments if a.id}
    listed |= {name for a in document.attachments for name in _names(a.text or "")}
    cited: dict[str, list[Span]] = {}
    for item in document.items:
        for reference in references(item):
            name = _cited(reference, has_list=bool(document.attachments))
            if name and name not in listed and name not in document.by_id:
                cited.setdefault(name, []).append(_place(document, item, reference))
    if cited and not document.attachments:
        first = next(iter(cited.values()))[0]
        names = ", ".join(list(cited)[:5]) + (" …" if len(cited) > 5 else "")
        yield Hit(
            first, f"evidence is cited ({names}), and there is no evidence list", "Where can a reader look?"
        )
        return
    for name, places in cited.items():
        more = f" (cited {len(places)} times)" if len(places) > 1 else ""
        yield Hit(
            places[0],
            f"“{name}” is cited and does not stand in the evidence list{more}",
            "Is it spelled otherwise there, or is a piece of evidence missing?",
        )

    # A wrong name leaves the right one unused; and a draft lists all that was read, for what is still to be written.
    if not cited and not is_draft(document):
        yield from _unused(document)


def _unused(document: Document) -> Iterator[Hit]:
    """Evidence that has an id and that no item and no sentence refers to, where others are referred to."""
    cited = {name for item in document.items for r in references(item) if (name := _cited(r, has_list=True))}
    text = document.source.text
    listed = [a for a in document.attachments if a.id]
    unused = [
        a
        for a in listed
        if not ({a.id, *_names(a.text or "")} & cited) and not re.search(rf"\b{re.escape(a.id or '')}#", text)
    ]
    if unused and len(unused) < len(listed):
        words = "this piece of evidence is" if len(unused) == 1 else f"{len(unused)} pieces of evidence are"
        where = "" if len(unused) == 1 else f" ({lines_of(unused)})"
        yield Hit(
            item_span(unused[0]),
            f"{words} listed and never cited{where}",
            "Which entry, number or cause rests on it?",
            levels=QUIET,
        )


def _cited(reference: str, *, has_list: bool) -> str | None:
    """The name of the evidence in a citation; None for a link, or for words that are no address."""
    if "://" in reference:
        return None
    found = _ADDRESS.match(reference)
    if found:
        return found[1]
    return reference if has_list and _NAME.match(reference) else None


def _names(words: str) -> Iterator[str]:
    """A file's name, without its folders, and without its ending."""
    yield words
    base = words.rsplit("/", 1)[-1].strip()
    yield base
    yield base.split(".", 1)[0]


def _place(document: Document, item: Item, reference: str) -> Span:
    cell = item.cells.get("evidence")
    if cell is None:
        return item_span(item)
    at = document.source.text.find(reference, cell.span.start, cell.span.end)
    return Span(at, at + len(reference)) if at >= 0 else cell.span


rule = Rule(
    code="APP-002",
    title="What is cited is there",
    levels=levels(full="error", standard="error", light="warning"),
    check=check,
)
