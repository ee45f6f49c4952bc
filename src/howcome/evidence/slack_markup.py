"""The text of Slack messages as plain words: mentions, links, blocks and attachments.

Owns Slack's mrkdwn and Block Kit (https://docs.slack.dev/messaging/formatting-message-text). Knows
nothing of files and channels; names come from whoever calls.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .json_shape import as_list, as_object

_MARK = re.compile(r"<([^<>]{1,4000})>")

#: Blocks nest a few levels; deeper than this is not what Slack writes.
_DEEPEST = 8


def plain(text: str, person: Callable[[str], str]) -> str:
    """Mrkdwn as plain text: `<@U1>` by `person`, `<#C1|name>` as #name, links as "label (address)".

    Line breaks and `:emoji:` stay.
    """
    marked = _MARK.sub(lambda found: _mark(found.group(1), person), text)
    return marked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _mark(inside: str, person: Callable[[str], str]) -> str:
    target, _, label = inside.partition("|")
    if target[:2] in ("@U", "@W", "@B"):
        known = person(target[1:])
        return label.removeprefix("@") if label and known == target[1:] else known
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return _command(target[1:], label)
    address = target.removeprefix("mailto:")
    if not label or label in (address, address.partition("://")[2], address.partition("://")[2].rstrip("/")):
        return address
    return f"{label} ({address})"


def _command(command: str, label: str) -> str:
    name = command.partition("^")[0]
    if name == "date":
        return label
    return label or f"@{name}"


def of_blocks(blocks: Any) -> str:
    """All text of Block Kit blocks, as mrkdwn that `plain` understands."""
    return " ".join("".join(_pieces(block, _DEEPEST)).strip() for block in as_list(blocks)).strip()


def _pieces(value: Any, deeper: int) -> Iterator[str]:
    block = as_object(value)
    if not block or not deeper:
        return
    yield from _leaf(block)
    if isinstance(block.get("text"), dict):
        yield from _pieces(block["text"], deeper - 1)
    between = "" if block.get("type") == "rich_text_section" else " "
    for key in ("fields", "elements"):
        for inner in as_list(block.get(key)):
            yield from _pieces(inner, deeper - 1)
            yield between


def _leaf(block: Mapping[str, Any]) -> Iterator[str]:
    kind = block.get("type")
    if kind == "user":
        yield f"<@{block.get('user_id')}>"
    elif kind == "channel":
        yield f"<#{block.get('channel_id')}>"
    elif kind == "broadcast":
        yield f"<!{block.get('range')}>"
    elif kind == "emoji":
        yield f":{block.get('name')}:"
    elif kind == "link":
        label = block.get("text")
        yield f"<{block.get('url')}|{label}>" if label else f"<{block.get('url')}>"
    elif isinstance(block.get("text"), str):
        yield block["text"]


def of_attachments(attachments: Any) -> str:
    """What attachments (of bots, mostly) say: lead, title, text; else their blocks or their fallback."""
    return " – ".join(said for a in as_list(attachments) if (said := _attachment(as_object(a))))


def _attachment(attachment: Mapping[str, Any]) -> str:
    parts = [attachment.get(key) for key in ("pretext", "title", "text")]
    said = list(dict.fromkeys(p.strip() for p in parts if isinstance(p, str) and p.strip()))
    if said:
        return " – ".join(said).replace(": – ", ": ")
    fallback = attachment.get("fallback")
    return of_blocks(attachment.get("blocks")) or (fallback.strip() if isinstance(fallback, str) else "")
