"""The server: keeps the open texts, and answers an editor's requests with what the modules beside it know.

A request that fails is answered with an error and written down; the server goes on.
"""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcMethodNotFound
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from howcome import __version__
from howcome.checks.trouble import Trouble
from howcome.document import Finding
from howcome.errors import HowcomeError
from howcome.text.units import Encoding

from . import actions, completing, hovering, ids, outline
from .checking import Checking
from .diagnostics import diagnostics
from .findings import is_postmortem
from .streams import Incoming, Outgoing, claim_output
from .texts import OpenText

_LOGGER = logging.getLogger(__name__)
#: Files in which a configuration may stand.
CONFIGURATIONS = ("howcome.toml", "pyproject.toml")


class Refused(JsonRpcException):
    """What was asked for cannot be done; an editor shows the message."""

    CODE = types.LSPErrorCodes.RequestFailed.value

    @classmethod
    def because(cls, error: HowcomeError) -> Refused:
        """With the words of an error and what to do."""
        return cls(f"{error}; {error.hint}" if error.hint else str(error))


class _Protocol(LanguageServerProtocol):
    """Texts are kept by the server: their lines end and their units count as in all of howcome."""

    _server: Server

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """A text was opened."""
        self._server.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """A text has changed."""
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """A text was closed."""
        self._server.closed(params.text_document.uri)

    @property
    def was_shut_down(self) -> bool:
        """Whether the editor has said that it is going to end the server."""
        return bool(self._shutdown)


class Server(LanguageServer):
    """The open texts of one editor, with what is known about them."""

    protocol: _Protocol

    def __init__(self) -> None:
        super().__init__(
            "howcome", __version__, types.TextDocumentSyncKind.Incremental, protocol_cls=_Protocol
        )
        self.texts: dict[str, OpenText] = {}
        self.checking = Checking(self._publish, self._failed, self._tell)
        self._told: set[Trouble] = set()

    @property
    def versioned(self) -> bool:
        """Whether the editor refuses edits of a text that it has changed since."""
        edits = self.client_capabilities.workspace and self.client_capabilities.workspace.workspace_edit
        return bool(edits and edits.document_changes)

    def opened(self, item: types.TextDocumentItem) -> None:
        """Keeps a text and checks it at once."""
        said = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        self._keep(OpenText(item.uri, item.text, item.version, cast("Encoding", said)), patience=0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Keeps the text after its changes, and checks it when no more come."""
        text = self.texts.get(params.text_document.uri)
        if text is None:
            _LOGGER.warning("a change of a text that is not open: %s", params.text_document.uri)
            return
        self._keep(text.changed(params.content_changes, params.text_document.version))

    def closed(self, uri: str) -> None:
        """Forgets a text and its findings."""
        self.checking.forget(uri)
        if self.texts.pop(uri, None):
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def postmortem(self, uri: str) -> OpenText | None:
        """The open text, where it is a postmortem."""
        text = self.texts.get(uri)
        return text if text and is_postmortem(text.document) else None

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Says on standard error and in the editor's log what went wrong; never as a window over the text."""
        del source
        if isinstance(error, Refused | JsonRpcMethodNotFound):
            return
        _LOGGER.error("%s", error, exc_info=error)
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"howcome: {error}"))

    def _keep(self, text: OpenText, **patience: float) -> None:
        self.texts[text.uri] = text
        self.checking.later(text, **patience)

    def _publish(self, text: OpenText, findings: Sequence[Finding]) -> None:
        if self.texts.get(text.uri) is text:
            found = diagnostics(text, findings)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(text.uri, found, text.version)
            )

    def _failed(self, error: Exception) -> None:
        self._report_server_error(error, JsonRpcException)

    def _tell(self, trouble: Trouble) -> None:
        """What is wrong with a configuration or a rule, once: people have to know that it does not count."""
        if trouble not in self._told:
            self._told.add(trouble)
            _LOGGER.warning("%s", trouble)
            self.window_show_message(
                types.ShowMessageParams(types.MessageType.Warning, f"howcome: {trouble}")
            )


def _initialized(ls: Server, params: types.InitializedParams) -> None:
    """Loads the rules, and asks to hear of changes of a configuration."""
    del params
    ls.checking.warm()
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        options = types.DidChangeWatchedFilesRegistrationOptions(
            [types.FileSystemWatcher(f"**/{name}") for name in CONFIGURATIONS]
        )
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration("howcome-configurations", method, options)
        ls.client_register_capability(types.RegistrationParams([registration]))


def _watched(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    """Another configuration: all open texts are checked anew."""
    del params
    for text in ls.texts.values():
        ls.checking.later(text)


async def _code_actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    text = ls.postmortem(params.text_document.uri)
    if text is None:
        return None
    only = [str(getattr(o, "value", o)) for o in params.context.only] if params.context.only else None
    found = await ls.checking.findings(text)
    return actions.actions(text, found, text.span(params.range), only, versioned=ls.versioned)


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    text = ls.postmortem(params.text_document.uri)
    return hovering.hover(text, text.offset(params.position), ls.checking.known(text)) if text else None


def _completion(ls: Server, params: types.CompletionParams) -> types.CompletionList | None:
    text = ls.postmortem(params.text_document.uri)
    return completing.completions(text, text.offset(params.position)) if text else None


def _symbols(ls: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    text = ls.postmortem(params.text_document.uri)
    return outline.outline(text) if text else None


def _folding(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    text = ls.postmortem(params.text_document.uri)
    return outline.folds(text) if text else None


def _definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
    text = ls.postmortem(params.text_document.uri)
    return ids.definition(text, text.offset(params.position)) if text else None


def _references(ls: Server, params: types.ReferenceParams) -> list[types.Location] | None:
    text = ls.postmortem(params.text_document.uri)
    if text is None:
        return None
    return ids.references(text, text.offset(params.position), declaration=params.context.include_declaration)


def _highlights(ls: Server, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
    text = ls.postmortem(params.text_document.uri)
    return ids.highlights(text, text.offset(params.position)) if text else None


def _links(ls: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    text = ls.postmortem(params.text_document.uri)
    return ids.links(text) if text else None


def _prepare_rename(ls: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    text = ls.postmortem(params.text_document.uri)
    try:
        return ids.renamable(text, text.offset(params.position)) if text else None
    except HowcomeError as error:
        raise Refused.because(error) from None


def _rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    text = ls.postmortem(params.text_document.uri)
    if text is None:
        return None
    try:
        return ids.renamed(text, text.offset(params.position), params.new_name, versioned=ls.versioned)
    except HowcomeError as error:
        raise Refused.because(error) from None


_ACTIONS = types.CodeActionOptions([types.CodeActionKind.QuickFix, actions.FIX_ALL])
_COMPLETION = types.CompletionOptions(trigger_characters=list(completing.TRIGGERS))
_FEATURES: tuple[tuple[str, Callable[..., Any], object], ...] = (
    (types.INITIALIZED, _initialized, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _watched, None),
    (types.TEXT_DOCUMENT_CODE_ACTION, _code_actions, _ACTIONS),
    (types.TEXT_DOCUMENT_COMPLETION, _completion, _COMPLETION),
    (types.TEXT_DOCUMENT_HOVER, _hover, None),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols, None),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, _folding, None),
    (types.TEXT_DOCUMENT_DEFINITION, _definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, _references, None),
    (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, _highlights, None),
    (types.TEXT_DOCUMENT_DOCUMENT_LINK, _links, None),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, _prepare_rename, None),
    (types.TEXT_DOCUMENT_RENAME, _rename, None),
)


def build() -> Server:
    """A server with all that it can answer."""
    server = Server()
    for name, handler, options in _FEATURES:
        server.feature(name, options)(handler)
    return server


def serve() -> int:
    """Answers on standard input and output until the editor ends it. 0 after a proper farewell, else 1."""
    # A thread waits for input and hears of no interruption: Ctrl-C ends the process itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="howcome: %(message)s")
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_trouble)
    server = build()
    streams = Incoming(sys.stdin.buffer), Outgoing(claim_output())
    try:
        server.start_io(*cast("tuple[BinaryIO, BinaryIO]", streams))
    finally:
        server.checking.close()
    return 0 if server.protocol.was_shut_down else 1


def _is_trouble(record: logging.LogRecord) -> bool:
    """Not what was refused on purpose, and what is said once more by the server itself."""
    return record.exc_info is None
