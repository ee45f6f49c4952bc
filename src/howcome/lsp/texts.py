"""One text as it stands in an editor, and the way between its offsets and the places of the protocol.

A text is never changed: an edit gives another one. Owns no text on disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from howcome.document import Document
from howcome.text import Edit, Source, Span
from howcome.text.units import Encoding, Place, joined, offset_of, place_of, replaced


class OpenText:
    """A text with its version in the editor; `encoding` says what a unit of a place is."""

    def __init__(self, uri: str, text: str, version: int | None, encoding: Encoding) -> None:
        self.uri = uri
        self.version = version
        self.encoding = encoding
        self.source = Source(joined(text) if encoding == "utf-16" else text)

    @cached_property
    def path(self) -> Path | None:
        """Where the text lies on disk; None for one that was never saved."""
        found = to_fs_path(self.uri)
        return Path(found) if found else None

    @cached_property
    def document(self) -> Document:
        """What the text says. Read when it is first asked for."""
        return self.read()

    def read(self) -> Document:
        """The text read anew, for a thread that works on its own."""
        return Document.parse(self.source, self.path.stem if self.path else None)

    def adopt(self, document: Document) -> None:
        """Takes over what a thread has read of this very text, so that it is not read once more."""
        self.__dict__.setdefault("document", document)

    def changed(
        self, changes: Iterable[types.TextDocumentContentChangeEvent], version: int | None
    ) -> OpenText:
        """The text after changes, one after another; places beyond the text are its end."""
        source = self.source
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = _place(change.range.start), _place(change.range.end)
                source = replaced(source, start, end, change.text, self.encoding)
            else:
                source = Source(change.text)
        return OpenText(self.uri, source.text, version, self.encoding)

    def offset(self, position: types.Position) -> int:
        """The offset of a position; beyond the text its end."""
        return offset_of(self.source, _place(position), self.encoding)

    def span(self, range: types.Range) -> Span:
        """The offsets of a range."""
        return Span(self.offset(range.start), self.offset(range.end))

    def position(self, offset: int) -> types.Position:
        """The position of an offset."""
        return types.Position(*place_of(self.source, offset, self.encoding))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(max(span.start, span.end)))

    def location(self, span: Span) -> types.Location:
        """A span of this text, with its address."""
        return types.Location(self.uri, self.range(span))

    def edits(self, edits: Sequence[Edit]) -> list[types.TextEdit]:
        """Edits in the words of the protocol."""
        return [types.TextEdit(self.range(edit.span), edit.text) for edit in edits]

    def workspace_edit(self, edits: Sequence[Edit], *, versioned: bool) -> types.WorkspaceEdit:
        """Edits of this text as an editor applies them; `versioned` where it can refuse what has become stale."""
        if not versioned:
            return types.WorkspaceEdit(changes={self.uri: self.edits(edits)})
        identifier = types.OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, self.edits(edits))])


def _place(position: types.Position) -> Place:
    return Place(position.line, position.character)
