"""What can go wrong between an editor and the server: the server goes on, or ends, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .editor import Editor, Refusal
from .samples import CHECKOUT

PYTHON = sys.executable


def test_a_farewell_ends_with_0_and_nothing_is_left(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.diagnostics(editor.open(CHECKOUT))
    assert editor.leave() == 0
    assert editor.errors == ""
    assert list(tmp_path.iterdir()) == []


def test_an_exit_without_a_farewell_ends_with_1(tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.notify("exit", None)
    assert editor.ended() == 1


@pytest.mark.parametrize("at_work", [False, True])
def test_an_editor_that_is_gone_ends_the_server(tmp_path: Path, at_work: bool) -> None:
    editor = Editor(tmp_path)
    uri = editor.open(CHECKOUT * (200 if at_work else 1))
    if not at_work:
        editor.diagnostics(uri)
    assert editor.process.stdin
    editor.process.stdin.close()
    assert editor.ended() == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("sent", ["SIGTERM", "SIGKILL", "SIGINT"])
def test_a_server_that_is_killed_at_work_leaves_nothing(tmp_path: Path, sent: str) -> None:
    editor = Editor(tmp_path)
    editor.open(CHECKOUT * 200)
    time.sleep(0.2)
    assert children(editor.process.pid) == []
    editor.process.send_signal(getattr(signal, sent))
    assert editor.ended() == -getattr(signal, sent)
    assert list(tmp_path.iterdir()) == []


def children(of: int) -> list[str]:
    path = Path(f"/proc/{of}/task/{of}/children")
    return path.read_text().split() if path.is_file() else []


BREAKS = """
import sys
from howcome.cli.main import main
from howcome.lsp import checking, ids

def broken(wrapped):
    def call(first, *more, **named):
        said = getattr(first, "source", None)
        if said is not None and "BREAK" in said.text:
            raise ZeroDivisionError("a mistake in a rule")
        return wrapped(first, *more, **named)
    return call

checking.findings = broken(checking.findings)
ids.links = broken(ids.links)
print("a rule of another package prints this")
raise SystemExit(main(["lsp"]))
"""


def test_a_handler_that_fails_is_written_down_and_the_server_goes_on(tmp_path: Path) -> None:
    with Editor(tmp_path, command=(PYTHON, "-c", BREAKS)) as editor:
        good = editor.open(CHECKOUT, "good.md")
        bad = editor.open(CHECKOUT + "\nBREAK\n", "bad.md")
        assert editor.diagnostics(good)
        with pytest.raises(Refusal, match="a mistake in a rule"):
            editor.request("textDocument/documentLink", {"textDocument": {"uri": bad}})
        with pytest.raises(Refusal, match="a mistake in a rule"):
            editor.actions(bad, "BREAK")
        assert editor.request("textDocument/documentLink", {"textDocument": {"uri": good}})
        editor.change(bad, "BREAK", "mended")
        assert editor.diagnostics(bad)
        assert any("a mistake in a rule" in said for said in editor.log)
        assert editor.leave() == 0
        assert "ZeroDivisionError: a mistake in a rule" in editor.errors


PRINTS = """
from howcome.cli.main import main
from howcome.lsp import checking
from howcome.checks import check
import os
wrapped = checking.findings

def loud(*given):
    print("printed by a rule")
    os.write(1, b"and written by another\\n")
    return wrapped(*given)

checking.findings = loud
raise SystemExit(main(["lsp"]))
"""


def test_what_a_rule_prints_does_not_come_between_messages(tmp_path: Path) -> None:
    with Editor(tmp_path, command=(PYTHON, "-c", PRINTS)) as editor:
        assert editor.diagnostics(editor.open(CHECKOUT))
        assert editor.leave() == 0
        assert "and written by another" in editor.errors


def test_changes_out_of_range_are_taken_to_the_nearest_place(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    far = {"line": 2**31 - 1, "character": 2**31 - 1}
    editor.change_raw(uri, [{"range": {"start": far, "end": far}, "text": "\nIt was human error.\n"}])
    editor.texts[uri] += "\nIt was human error.\n"
    found = [d for d in editor.diagnostics(uri) if d["code"] == "B07"]
    assert [editor.words(uri, d["range"]) for d in found] == ["human error", "human error"]
    behind = {"line": 0, "character": 500}
    backwards = {"start": far, "end": behind}
    editor.change_raw(uri, [{"range": backwards, "text": "\nhowcome: 1\n---\n\nhuman error"}])
    editor.texts[uri] = "---\nhowcome: 1\n---\n\nhuman error"
    (one,) = [d for d in editor.diagnostics(uri) if d["code"] == "B07"]
    assert editor.words(uri, one["range"]) == "human error"


def test_places_out_of_range_are_answered(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    place = {"textDocument": {"uri": uri}, "position": {"line": 99_999, "character": 99_999}}
    for method in ("hover", "completion", "definition", "documentHighlight"):
        editor.request(f"textDocument/{method}", place)
    whole = {"start": {"line": 0, "character": 0}, "end": place["position"]}
    context = {"diagnostics": []}
    asked = {"textDocument": {"uri": uri}, "range": whole, "context": context}
    assert editor.request("textDocument/codeAction", asked)


def test_half_of_an_emoji_may_come_and_go(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    line = CHECKOUT[: CHECKOUT.index("🚨")].count("\n")
    middle = {"line": line, "character": 1}
    editor.change_raw(uri, [{"range": {"start": middle, "end": middle}, "text": "-"}])
    editor.texts[uri] = CHECKOUT.replace("🚨", "\ud83d-\udea8", 1)
    (found,) = [d for d in editor.diagnostics(uri) if d["code"] == "B07"]
    assert editor.words(uri, found["range"]) == "human error"
    assert editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    after = {"start": middle, "end": {"line": line, "character": 2}}
    editor.change_raw(uri, [{"range": after, "text": ""}])
    editor.texts[uri] = CHECKOUT
    assert [d["range"] for d in editor.diagnostics(uri) if d["code"] == "B07"] != [found["range"]]
    assert [editor.words(uri, d["range"]) for d in editor.diagnostics(uri) if d["code"] == "B07"] == [
        "human error"
    ]


def test_bytes_that_are_no_utf8_count_as_they_stand(tmp_path: Path) -> None:
    """Neovim sends a broken file as it is."""
    with Editor(tmp_path, ["utf-8"]) as editor:
        text = CHECKOUT.replace("Orders failed", "Orders \udce9\udcff failed")
        uri = (tmp_path / "broken.md").as_uri()
        editor.texts[uri], editor.versions[uri] = text, 7
        written = text.replace("\n", "\\n").replace('"', '\\"').encode("utf-8", "surrogateescape")
        item = b'{"uri":"%s","languageId":"markdown","version":7,"text":"%s"}' % (uri.encode(), written)
        editor.send_raw(
            b'{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":%s}}' % item
        )
        found = {d["code"]: d for d in editor.diagnostics(uri)}
        assert editor.words(uri, found["B07"]["range"]) == "human error"
        assert editor.words(uri, found["READ-001"]["range"]) == "\udce9"


def test_what_goes_out_holds_no_lone_surrogate(editor: Editor) -> None:
    uri = editor.open(CHECKOUT.replace("The pool ran dry", "The pool \ud83d ran \\udc00 dry"))
    symbols = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert "The pool \ufffd ran" in str(symbols)


@pytest.mark.parametrize(
    "body",
    [
        b"{not json",
        b"[]",
        b'"text"',
        b"{}",
        b'{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{}}}',
        b'{"jsonrpc":"2.0","method":"textDocument/didOpen","params":null}',
        b'{"jsonrpc":"2.0","method":"no/such","params":{}}',
        b'{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///gone","version":1},'
        b'"contentChanges":[{"text":"x"}]}}',
        b'{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///gone"}}}',
        b"[" * 100_000,
    ],
    ids=lambda body: body[:60].decode(),
)  # fmt: skip
def test_messages_that_make_no_sense_are_passed_over(editor: Editor, body: bytes) -> None:
    editor.send_raw(body)
    uri = editor.open(CHECKOUT)
    assert editor.diagnostics(uri)


def test_a_request_that_nobody_knows_is_answered_with_an_error(editor: Editor) -> None:
    with pytest.raises(Refusal, match="no/such"):
        editor.request("no/such", {})


def test_a_huge_document_is_checked_while_others_are_answered(editor: Editor) -> None:
    body = "\n".join(
        f"- 2026-11-20 14:{n % 60:02}Z Something happened 🚨 number {n} ^x{n}" for n in range(16_000)
    )
    text = CHECKOUT.replace("## Root Cause", f"{body}\n\n## Root Cause")
    assert len(text.encode()) > 1_000_000
    small = editor.open(CHECKOUT, "small.md")
    editor.diagnostics(small)
    uri = editor.open(text, "huge.md")
    start = time.perf_counter()
    assert editor.request("textDocument/hover", editor.at(small, "^t5fk2", 2))
    assert time.perf_counter() - start < 5
    assert len(editor.diagnostics(uri)) <= 1000
    editor.change(uri, "Roll the limit out", "Roll the limit out now")
    assert editor.diagnostics(uri)
    edit = editor.request("textDocument/rename", editor.at(uri, "^x15999", 2, newName="last"))
    assert editor.applied(uri, edit) == editor.texts[uri].replace("^x15999", "^last")


def test_a_missing_extra_ends_with_2_and_the_command_that_installs_it(tmp_path: Path) -> None:
    (tmp_path / "pygls").mkdir()
    (tmp_path / "pygls" / "__init__.py").write_text("raise ModuleNotFoundError('no', name='pygls')")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]),
    }
    done = subprocess.run([PYTHON, "-m", "howcome", "lsp"], env=environment, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"pip install 'howcome[lsp]'" in done.stderr
    assert done.stdout == b""


def test_the_argument_of_many_editors_is_taken(tmp_path: Path) -> None:
    with Editor(tmp_path, command=(PYTHON, "-m", "howcome", "lsp", "--stdio")) as editor:
        assert editor.server["serverInfo"]["name"] == "howcome"
