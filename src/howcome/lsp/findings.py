"""What is said about an open text: the one place that decides which checks an editor shows."""

from __future__ import annotations

from pathlib import Path

from howcome.checks import check
from howcome.document import Document, Finding
from howcome.storage.finding import looks_like_one


def is_postmortem(document: Document) -> bool:
    """Whether a text is a postmortem; other Markdown that an editor opens is left alone."""
    return looks_like_one(document)


def findings(document: Document, path: Path | None) -> list[Finding]:
    """All findings about a document in the order of the text; none for a text that is no postmortem.

    `path` is where the text lies on disk (None: nowhere yet).
    """
    del path
    return check(document) if is_postmortem(document) else []
