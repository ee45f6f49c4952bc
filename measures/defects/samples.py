"""The complete documents that are damaged: those of the example library, of the tests, and some of our own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from howcome.document import Document

_OWN = Path(__file__).parent.parent / "documents"
_TESTS = Path(__file__).parent.parent.parent / "tests" / "checks" / "documents"


@cache
def complete_documents() -> tuple[Document, ...]:
    """All of them, with their file's name as stem; drafts are left out, since they lack something already."""
    library = files("howcome.example") / "library"
    paths = [
        *sorted(_OWN.glob("*.md")),
        *sorted(_TESTS.glob("complete.md")),
        *sorted((Path(str(p)) for p in library.iterdir() if p.name.endswith(".md")), key=lambda p: p.name),
    ]
    documents = [Document.parse(p.read_text(encoding="utf-8"), p.stem) for p in paths]
    return tuple(d for d in documents if d.head.status != "draft")
