"""Evidence can be recognised again: each file has its hash.

Why
    A file is copied, cut and saved anew. With its hash a reader knows that this is what was looked at, and a link
    that no longer answers can be replaced by the copy that somebody kept.

Example
    - metrics.json ^metrics (kind: prometheus)

    beside others that have a hash

Better
    - metrics.json ^metrics (kind: prometheus; sha256: 9f2c…)

When to ignore
    The evidence grows on purpose, such as a repository.

Source
    NASA, mishap investigation procedures (custody of evidence); howcome's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_HASH = pattern(r"(?:sha256[:-])?[0-9a-f]{6,64}(?:…|\.\.\.)?\Z", re.IGNORECASE)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "appendix"):
        return
    for attachment in document.attachments:
        cell = attachment.cells.get("sha256")
        if cell and cell.raw.strip() and not _HASH.match(cell.raw.strip()):
            yield Hit(
                cell.span,
                f"“{cell.raw.strip()[:24]}” is no SHA-256",
                "What does `sha256sum` say about the file?",
            )
    files = [a for a in document.attachments if a.text and "://" not in a.text and (a.type or "") != "git"]
    hashless = [a for a in files if not a.sha256]
    if hashless and len(hashless) < len(files):
        words = "this file has" if len(hashless) == 1 else f"{len(hashless)} files have"
        where = "" if len(hashless) == 1 else f" ({lines_of(hashless)})"
        yield Hit(
            item_span(hashless[0]),
            f"{words} no hash, and others have one{where}",
            "Is it still the file that was looked at, and what is its hash?",
        )


rule = Rule(
    code="APP-010",
    title="Evidence can be recognised again",
    levels=levels(full="warning", standard="info"),
    check=check,
)
