"""No link shows something else tomorrow.

Why
    A dashboard with "the last three hours", a link that expires, and a chat that forgets after ninety days all look fine
    on the day of writing. In a year they are empty, and with them the evidence.

Example
    https://grafana.example.com/d/abc?from=now-3h&to=now

Better
    https://grafana.example.com/d/abc?from=1795183200000&to=1795188600000, and a snapshot in the appendix

When to ignore
    The link is there for what is on now, such as a status page.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span

_LINK = re.compile(r"https?://[^\s<>\"'`\])]{4,2000}")
_RELATIVE = re.compile(
    r"(?:[?&#,(]|%28|%2C|time:\()(?:from|start|begin|since|timerange|range|time)(?:=|:|%3A)'?(?:now[-%]|-\d+[smhdw]|last[-_]?\d|past[-_]?\d|\d+[smhdw](?:&|\Z))",
    re.IGNORECASE,
)
_EXPIRES = re.compile(r"[?&](?:X-Amz-Expires|X-Goog-Expires|Expires|se|sig|Signature)=", re.IGNORECASE)
_CHAT = re.compile(
    r"://(?:[\w-]{1,63}\.){0,3}(?:slack\.com/(?:archives|messages|client)|discord(?:app)?\.com/channels|teams\.microsoft\.com/l/message|"
    r"mattermost\.[\w.]+/[\w-]+/pl)/?",
    re.IGNORECASE,
)
_KINDS = (
    ("moves with the clock", _RELATIVE, "Which two times did it show, and is a snapshot kept?"),
    ("expires", _EXPIRES, "Where does it lie for good, and what is its name there?"),
    (
        "leads into a chat, which forgets",
        _CHAT,
        "What does it say there? Keep an export as evidence, and cite that.",
    ),
)


def check(document: Document) -> Iterator[Hit]:
    text = document.source.text
    if "://" not in text:
        return
    found: dict[str, list[Span]] = {}
    for link in _LINK.finditer(text):
        for what, pattern, _ in _KINDS:
            if pattern.search(link.group()):
                found.setdefault(what, []).append(Span(*link.span()))
                break
    kept = bool(document.attachments)
    for what, pattern, question in _KINDS:
        spans = found.get(what, [])
        # A channel whose export lies beside it is kept; elsewhere chats are linked as one's own affair.
        if not spans or (pattern is _CHAT and (kept or is_foreign(document))):
            continue
        lines = [str(document.source.line_at(s.start)) for s in spans[:8]]
        words = (
            f"this link {what}"
            if len(spans) == 1
            else f"{len(spans)} links: each {what} (lines {listed(lines)})"
        )
        yield Hit(spans[0], words, question)


rule = Rule(
    code="APP-006",
    title="No link shows something else tomorrow",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
