"""A small editor that speaks the Language Server Protocol: it starts `howcome lsp` as a process, keeps texts, applies edits.

It counts lines and units on its own, so that a server that counts wrongly is found out.
"""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_LINE_END = re.compile(r"\r\n|\n|\r")
_SECONDS = 20.0


class Refusal(Exception):
    """The server's answer was an error."""


class Editor:
    """One editor with its server. `encodings` is what it offers for counting, the first that it likes best."""

    def __init__(
        self,
        folder: Path,
        encodings: Sequence[str] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "howcome", "lsp"),
        **capabilities: Any,
    ) -> None:
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.log: list[str] = []
        self.shown: list[str] = []
        self.registered: list[dict[str, Any]] = []
        self._answers: dict[int, dict[str, Any]] = {}
        self._published: list[dict[str, Any]] = []
        self._came: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = self._version = 0
        environment = {**os.environ, "TMPDIR": str(folder)}
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(list(command), cwd=folder, env=environment, **pipes)  # type: ignore[call-overload]
        self._errors: list[bytes] = []
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._read, self._read_errors)
        ]
        for thread in self._threads:
            thread.start()
        general = {"general": {"positionEncodings": list(encodings)}} if encodings else {}
        edits = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
        said = {"processId": os.getpid(), "rootUri": folder.as_uri()}
        asked = {"textDocument": {"rename": {"prepareSupport": True}}}
        self.server = self.request(
            "initialize", {**said, "capabilities": {**general, **edits, **asked, **capabilities}}
        )
        self.encoding = self.server["capabilities"].get("positionEncoding", "utf-16")
        self.notify("initialized", {})

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.leave()

    def leave(self) -> int:
        """Says goodbye as editors do. Gives the server's exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.ended()

    def ended(self) -> int:
        """The server's exit status; it must end by itself."""
        assert self.process.stdin
        status: int = self.process.wait(_SECONDS)
        for thread in self._threads:
            thread.join(_SECONDS)
        self.process.stdin.close()
        return status

    @property
    def errors(self) -> str:
        """What the server has written to standard error."""
        return b"".join(self._errors).decode("utf-8", "replace")

    # Messages

    def notify(self, method: str, params: Any) -> None:
        """Sends something that is not answered."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: Any) -> Any:
        """Asks, and waits for the answer. Raises `Refusal` with the words of an error."""
        self._number += 1
        number = self._number
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while number not in self._answers:
            self._take()
        answer = self._answers.pop(number)
        if "error" in answer:
            raise Refusal(answer["error"]["message"])
        return answer["result"]

    def send(self, message: Any) -> None:
        """Sends one message."""
        self.send_raw(json.dumps(message).encode())

    def send_raw(self, body: bytes) -> None:
        """Sends bytes as the body of a message."""
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _take(self, seconds: float = _SECONDS) -> None:
        message = self._came.get(timeout=seconds)
        assert message is not None, f"the server has ended: {self.errors}"
        if message.get("method") == "client/registerCapability":
            self.registered += message["params"]["registrations"]
        if message.get("method") == "window/showMessage":
            self.shown.append(message["params"]["message"])
        if "method" in message and "id" in message:
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        if message.get("method") == "textDocument/publishDiagnostics":
            self._published.append(message["params"])
        elif message.get("method") == "window/logMessage":
            self.log.append(message["params"]["message"])
        elif "id" in message and "method" not in message:
            self._answers[message["id"]] = message

    def _read(self) -> None:
        assert self.process.stdout
        stream = self.process.stdout
        while head := stream.readline():
            length = 0
            while head.strip():
                name, _, value = head.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                head = stream.readline()
            self._came.put(json.loads(stream.read(length)))
        self._came.put(None)

    def _read_errors(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self._errors.append(line)

    # Texts

    def open(self, text: str, name: str = "2026-11-20-checkout.md", language: str = "markdown") -> str:
        """Opens a text. Gives its address."""
        uri = (self.folder / name).as_uri()
        if uri in self.texts:
            self.close(uri)
        return self.open_at(uri, text, language)

    def open_at(self, uri: str, text: str, language: str = "markdown") -> str:
        """Opens a text with any address."""
        self.texts[uri], self.versions[uri] = text, self._next_version()
        item = {"uri": uri, "languageId": language, "version": self.versions[uri], "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    def _next_version(self) -> int:
        """Versions only grow, so that no old answer is taken for a new one."""
        self._version += 1
        return self._version

    def change(self, uri: str, old: str, new: str) -> None:
        """Replaces some words by others, as typing would."""
        text = self.texts[uri]
        at = text.index(old)
        edit = {"range": self.range(text, at, at + len(old)), "text": new}
        self.texts[uri] = text[:at] + new + text[at + len(old) :]
        self.change_raw(uri, [edit])

    def change_raw(self, uri: str, changes: list[dict[str, Any]]) -> None:
        """Sends changes as they are."""
        self.versions[uri] = self._next_version()
        document = {"uri": uri, "version": self.versions[uri]}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def close(self, uri: str) -> None:
        """Closes a text."""
        del self.texts[uri]
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """The diagnostics of the text as it is now; waits for them."""
        while True:
            for said in self._published:
                if said["uri"] == uri and said.get("version") == self.versions[uri]:
                    return list(said["diagnostics"])
            self._take()

    def wait(self, until: Callable[[], bool]) -> None:
        """Takes messages until something is so."""
        while not until():
            self._take()

    def published(self, uri: str) -> list[dict[str, Any]]:
        """All that was published about an address so far."""
        return [said for said in self._published if said["uri"] == uri]

    def at(self, uri: str, words: str, inside: int = 0, **more: Any) -> dict[str, Any]:
        """Parameters that point at some words."""
        text = self.texts[uri]
        return {
            "textDocument": {"uri": uri},
            "position": self.position(text, text.index(words) + inside),
            **more,
        }

    def actions(self, uri: str, words: str, only: list[str] | None = None) -> list[dict[str, Any]]:
        """The actions for some words."""
        text = self.texts[uri]
        start = text.index(words)
        context = {"diagnostics": [], **({"only": only} if only else {})}
        params = {
            "textDocument": {"uri": uri},
            "range": self.range(text, start, start + len(words)),
            "context": context,
        }
        return self.request("textDocument/codeAction", params) or []

    def words(self, uri: str, range: dict[str, Any]) -> str:
        """The words that stand at a range."""
        start, end = self.span(self.texts[uri], range)
        return self.texts[uri][start:end]

    def applied(self, uri: str, edit: dict[str, Any]) -> str:
        """The text after an edit of the workspace, which must be about its version."""
        (change,) = edit["documentChanges"]
        assert change["textDocument"] == {"uri": uri, "version": self.versions[uri]}
        return self.edited(uri, change["edits"])

    def edited(self, uri: str, edits: list[dict[str, Any]]) -> str:
        """The text after edits."""
        text = self.texts[uri]
        placed = [(*self.span(text, edit["range"]), edit["newText"]) for edit in edits]
        for start, end, words in sorted(placed, reverse=True):
            text = text[:start] + words + text[end:]
        return text

    # Counting

    def position(self, text: str, offset: int) -> dict[str, int]:
        """Line and units of an offset."""
        before = _LINE_END.split(text[:offset])
        return {"line": len(before) - 1, "character": self._units(before[-1])}

    def range(self, text: str, start: int, end: int) -> dict[str, Any]:
        """The range between two offsets."""
        return {"start": self.position(text, start), "end": self.position(text, end)}

    def span(self, text: str, range: dict[str, Any]) -> tuple[int, int]:
        """The offsets of a range; one in the middle of a character, or behind its line, is an error."""
        return self._offset(text, range["start"]), self._offset(text, range["end"])

    def _offset(self, text: str, position: dict[str, int]) -> int:
        starts = [0, *(m.end() for m in _LINE_END.finditer(text))]
        start = starts[position["line"]]
        line = _LINE_END.split(text[start:], maxsplit=1)[0]
        counts = {self._units(line[:n]): n for n in range(len(line) + 1)}
        return start + counts[position["character"]]

    def _units(self, words: str) -> int:
        if self.encoding == "utf-16":
            return len(words.encode("utf-16-le", "surrogatepass")) // 2
        if self.encoding == "utf-8":
            return len(words.encode("utf-8", "surrogateescape"))
        return len(words)
