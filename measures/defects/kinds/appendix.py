"""Defects of the appendix: evidence that is not there, and what must never be pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.document import Document
from howcome.text import Edit, Span
from measures.defects.edits import edited, everywhere, section_body, without_items
from measures.defects.kind import Damage, add, defect


@defect("one piece of evidence that is cited removed", "APP-002", also=("APP-001", "RCA-006", "TL-008"))
def dangling(document: Document) -> Iterator[str]:
    cited = re.findall(r"evidence: ([\w-]+)#", document.source.text)
    for attachment in document.attachments:
        if attachment.id and cited.count(attachment.id) > 1:
            yield without_items(document, [attachment])


@defect("a citation of evidence that was never there", "APP-002")
def never_there(document: Document) -> Iterator[str]:
    yield from everywhere(document, r"(?<=evidence: )metrics#\w+(?=[;)])", "grafana#panel-4")


@defect("the list of evidence removed", "APP-001", "APP-002", "DOC-001")
def no_register(document: Document) -> Iterator[str]:
    if document.attachments:
        yield without_items(document, document.attachments)


@defect("what a piece of evidence is removed", "APP-001")
def no_details(document: Document) -> Iterator[str]:
    text = re.sub(r"(?m)^(- [^(\n]+ \^[\w-]+) \(kind:.*\)$", r"\1", document.source.text)
    if text != document.source.text:
        yield text


def _pasted(words: str) -> Damage:
    """A text at the end of the appendix."""

    def damage(document: Document) -> Iterator[str]:
        body = section_body(document, "appendix")
        if body:
            end = len(document.source.text.rstrip())
            yield edited(document, Edit(Span(end, end), f"\n\n{words}"))

    return damage


def _log(line: str) -> str:
    return f"```text\n2026-11-20T14:02:11Z checkout {line}\n```"


_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." + "dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
for _title, _words in (
    ("a bearer token in a log", _log(f"Authorization: Bearer {_TOKEN}")),
    ("a password in a log", _log("connect postgres://app:Tr0ub4dor-3@db.example/orders")),
    ("a key of a cloud in the text", "The job ran with `aws_access_key_id = AKIA" + "Q4ZXN7EXAMPLE23Y`."),
    ("the e-mail address of a customer in a log", _log("order refused for maria.lindqvist@kunde.example")),
    ("a telephone number in the text", "The customer can be reached under +49 170 5550142."),
    ("a card number in a log", _log("declined card 4111 1111 1111 1111")),
):
    add(_title, _pasted(_words), ("APP-005",), ("B13", "COM-003"), "appendix")
for _title, _words in (
    (
        "a dashboard of “the last 3 hours”",
        "[Dashboard](https://grafana.example/d/abc/checkout?from=now-3h&to=now)",
    ),
    (
        "a link that runs out",
        "[Log](https://bucket.example/log.gz?X-Amz-Expires=3600&X-Amz-Date=20261120T140200Z)",
    ),
    (
        "a link into a chat",
        "See https://acme.slack.com/archives/C024BE91L/p1700490660000200 for how it was decided.",
    ),
):
    add(_title, _pasted(_words), ("APP-006",), ("APP-005",), "appendix")
add(
    "sixty lines of a log",
    _pasted(
        "```text\n"
        + "".join(f"2026-11-20T14:02:{n:02}Z checkout refused: pool full\n" for n in range(60))
        + "```"
    ),
    ("APP-007",),
    (),
    "appendix",
)
add("a picture without words", _pasted("![](graph.png)"), ("APP-003",), ("APP-010",), "appendix")
