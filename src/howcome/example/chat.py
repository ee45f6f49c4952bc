"""The chat as an export of Slack: users, channels, and a file for each day of a channel.

Format: https://slack.com/help/articles/220556107
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from .conversation import Message, incident_messages, team_messages
from .story import AROHA, BOT, INCIDENT_CHANNEL, OKELLO, PEOPLE, TEAM_CHANNEL, WHEN, Colleague, at, digits

_BOT_USER, _BOT_ID = "U0FWBOT00", "B0FWBOT00"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel with all its messages, in order."""

    name: str
    id: str
    created: datetime
    creator: Colleague
    messages: list[Message]


def files() -> Iterator[tuple[str, bytes]]:
    """Everything below `slack/`."""
    team = Channel(TEAM_CHANNEL, "C0FWTEAM1", at("09:00:00", 1), OKELLO, team_messages())
    incident = Channel(INCIDENT_CHANNEL, "C0FWINC17", WHEN["declared"], AROHA, incident_messages())
    yield from export((team, incident))


def export(channels: Sequence[Channel]) -> Iterator[tuple[str, bytes]]:
    """An export of these channels, below `slack/`."""
    yield "slack/users.json", _json([*map(_user, PEOPLE), _bot()])
    yield "slack/channels.json", _json([_channel(one) for one in channels])
    for one in channels:
        replies = _replies(one.messages)
        for day, messages in groupby(one.messages, key=lambda m: m.time.date().isoformat()):
            yield f"slack/{one.name}/{day}.json", _json([_message(m, one.id, replies) for m in messages])


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _ts(message: Message) -> str:
    """Slack's address of a message: seconds, and six digits that are its own."""
    return f"{int(message.time.timestamp())}.{int(digits(message.text + str(message.time), 4), 16):06}"


def _user(person: Colleague) -> dict[str, Any]:
    return {
        "id": person.id,
        "team_id": "T0FERNWEH",
        "name": person.handle,
        "deleted": False,
        "real_name": person.name,
        "tz": "Europe/Lisbon",
        "profile": {
            "real_name": person.name,
            "display_name": person.handle,
            "email": person.email,
            "title": person.title,
        },
        "is_bot": False,
    }


def _bot() -> dict[str, Any]:
    profile = {"real_name": BOT, "display_name": BOT, "bot_id": _BOT_ID}
    return {"id": _BOT_USER, "name": BOT, "real_name": BOT, "profile": profile, "is_bot": True}


def _channel(channel: Channel) -> dict[str, Any]:
    pins = [
        {"id": _ts(m), "type": "C", "created": int(m.time.timestamp()) + 30, "user": AROHA.id}
        for m in channel.messages
        if m.pinned
    ]
    return {
        "id": channel.id,
        "name": channel.name,
        "created": int(channel.created.timestamp()),
        "creator": channel.creator.id,
        "is_archived": False,
        "members": [p.id for p in PEOPLE],
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "pins": pins,
    }


def _replies(said: list[Message]) -> dict[str, list[Message]]:
    """The answers to each message that has some, by the `ts` of that message."""
    roots = {m.time: _ts(m) for m in said if m.thread is None}
    found: dict[str, list[Message]] = {}
    for message in said:
        if message.thread is not None:
            found.setdefault(roots[message.thread], []).append(message)
    return found


def _message(message: Message, channel: str, replies: dict[str, list[Message]]) -> dict[str, Any]:
    ts = _ts(message)
    made: dict[str, Any] = {"type": "message", "ts": ts, "text": message.text, "team": "T0FERNWEH"}
    if message.who is None:
        made |= {"subtype": "bot_message", "bot_id": _BOT_ID, "username": BOT}
    else:
        made |= {"user": message.who.id, "client_msg_id": digits(ts, 32)}
    if message.thread is not None:
        made["thread_ts"] = next(root for root, answers in replies.items() if message in answers)
    elif ts in replies:
        made |= {
            "thread_ts": ts,
            "reply_count": len(replies[ts]),
            "replies": [{"user": m.who.id if m.who else _BOT_USER, "ts": _ts(m)} for m in replies[ts]],
        }
    if message.reactions:
        made["reactions"] = _reactions(message)
    if message.edited and message.who:
        made["edited"] = {"user": message.who.id, "ts": f"{int(message.time.timestamp()) + 35}.000000"}
    if message.pinned:
        made["pinned_to"] = [channel]
    return made


def _reactions(message: Message) -> list[dict[str, Any]]:
    others = [p.id for p in PEOPLE if p is not message.who]
    found = []
    for name in dict.fromkeys(message.reactions):
        count = message.reactions.count(name)
        found.append({"name": name, "users": others[:count], "count": count})
    return found
