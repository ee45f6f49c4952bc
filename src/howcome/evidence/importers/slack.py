"""Channels of Slack: an export as Slack writes it, or one day of one channel out of it.

How to get it: a workspace owner opens Settings → Workspace settings → Import/Export data → Export and
gets a zip archive; give the archive as it is, or the folder. It holds `channels.json`, `users.json` and
for each channel a folder with a file for each day (`inc-checkout/2026-10-14.json`). Tools that write the
same layout serve as well. Format: https://slack.com/help/articles/220556107. One day's file alone, or an
answer of the API `conversations.history`, is read too, without the names of people. Refuses files that
people shared: only their names are stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from howcome.evidence.importer import Context, File, Folder, Unreadable, missing_time, one_line, read_time
from howcome.evidence.json_shape import as_list, as_object, glimpse, whole, word
from howcome.evidence.model import Event, EventKind, Person, Problem, Record
from howcome.evidence.slack_markup import of_attachments, of_blocks, plain

_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json$")
_TS = re.compile(r"(\d{1,10})(?:\.(\d{1,9}))?$")
_CHANNELS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_ATTACHED = ("__uploads", "attachments", "avatars", "canvases", "emojis")
_DECISION = re.compile(
    r"(?:decision|decided)[*_]{0,2}(?:\s?:|\s[–-]\s)|we(?: have|'ve|’ve)? decided\b", re.IGNORECASE
)
_EMOJI = re.compile(r"^:[\w+'-]{1,60}:\s?")

#: Messages about the channel itself begin with these, or are one of the others.
_HOUSEKEEPING = ("channel_", "group_", "bot_add", "bot_remove", "bot_enable", "bot_disable", "huddle_thread")
_HOUSEKEEPING_ALSO = frozenset({"pinned_item", "unpinned_item", "reminder_add", "sh_room_created"})
_GONE = frozenset({"tombstone", "message_deleted", "message_changed", "message_replied"})


@dataclass(frozen=True, slots=True)
class _Directory:
    """Who and what the export knows: names by user id, people, channels by name, and what was damaged."""

    real: Mapping[str, str]
    shown: Mapping[str, str]
    bots: frozenset[str]
    people: tuple[Person, ...]
    channels: Mapping[str, Mapping[str, Any]]
    problems: tuple[Problem, ...] = ()

    def named(self, user: str) -> str:
        """The name that a person shows, for a mention; the id where nobody knows."""
        return self.shown.get(user, user)


class Slack:
    """Reads channels; each message is an event, a plainly stated decision is one of kind "decision"."""

    name = "slack"
    title = "Slack export"

    def accepts(self, file: File) -> bool:
        """Whether the file is a list of messages with Slack's timestamps."""
        value = glimpse(file)
        messages = value.get("messages") if isinstance(value, dict) else value
        if not isinstance(messages, list) or not all(isinstance(m, dict) for m in messages):
            return False
        return any(_is_message(m) for m in messages) or (len(messages) == 1 and _is_begun(messages[0]))

    def accepts_folder(self, folder: Folder) -> bool:
        """Whether lists of channels or users stand beside folders that hold a file for each day."""
        lists = [n for n in (*_CHANNELS, "users.json") if n in folder.files]
        tops = {n.partition("/")[0] for n in folder.files if "/" in n}
        parts = _channels(folder)
        if not lists or not parts or not tops <= {*parts, *_ATTACHED}:
            return False
        return any(_is_list_of_ids(glimpse(folder.files[n])) for n in lists) or any(
            self.accepts(f) for files in list(parts.values())[:3] for f in files[:3]
        )

    def parts(self, folder: Folder) -> list[tuple[str, list[File]]]:
        """One part for each channel: the files of its days, in order."""
        return list(_channels(folder).items())

    def read_part(
        self,
        folder: Folder,
        part: str,
        source: str,
        context: Context,  # noqa: ARG002 - Slack's times are epochs, they need no zone
    ) -> Iterator[Record]:
        """Everybody in the workspace, then what was said in the channel `part`."""
        known = _directory(tuple(folder.files.get(n) for n in ("users.json", *_CHANNELS)))
        channels = _channels(folder)
        days = channels.get(part, [])
        if part == next(iter(channels), None):
            yield from known.problems
            yield from _strangers(folder)
        yield from known.people
        channel = known.channels.get(part, {})
        yield from _creation(channel, part, source, days, known)
        for day in days:
            try:
                yield from _read_day(day, source, part, channel, known)
            except Unreadable as error:
                yield Problem(day.name, error.place, str(error))

    def read(
        self,
        file: File,
        source: str,
        context: Context,  # noqa: ARG002
    ) -> Iterator[Record]:
        """The messages of one day; names come from the messages alone."""
        folder = PurePosixPath(file.name).parent.name
        channel = folder if _DAY.search(file.base) else PurePosixPath(file.base).stem
        yield from _read_day(file, source, channel or None, {}, _directory(()))


importer = Slack()


def _is_message(value: Mapping[str, Any]) -> bool:
    ts = value.get("ts")
    return value.get("type") == "message" and isinstance(ts, str) and "." in ts and bool(_TS.match(ts))


def _is_begun(value: Mapping[str, Any]) -> bool:
    """Whether this may be the only message in a file that is cut off in it."""
    ts = value.get("ts")
    stamped = (
        isinstance(ts, str) and "." in ts and bool(_TS.match(ts)) and not value.keys() & {"level", "msg"}
    )
    if value.get("type") == "message":
        return "ts" not in value and str(value.get("user")).startswith(("U", "W"))
    return "type" not in value and (stamped or "client_msg_id" in value)


def _strangers(folder: Folder) -> Iterator[Problem]:
    """Files beside the export's own: they are not read, and nobody should believe that they were."""
    for name, file in folder.files.items():
        if "/" not in name and not name.endswith(".json"):
            yield Problem(
                file.name, "", "lies inside a Slack export and was not read; move it out of the folder"
            )


def _is_list_of_ids(value: Any) -> bool:
    items = as_list(value)
    objects = [i for i in items if isinstance(i, dict)]
    return bool(objects) and 2 * len(objects) >= len(items) and "id" in objects[0]


def _channels(folder: Folder) -> dict[str, list[File]]:
    found: dict[str, list[File]] = {}
    for name in sorted(folder.files):
        channel, _, day = name.partition("/")
        if _DAY.match(day):
            found.setdefault(channel, []).append(folder.files[name])
    return found


@lru_cache(maxsize=2)
def _directory(files: tuple[File | None, ...]) -> _Directory:
    """What `users.json` (the first of `files`) and the lists of channels say; each may be missing."""
    problems: list[Problem] = []
    lists: list[list[Mapping[str, Any]]] = []
    for file in files:
        try:
            lists.append([as_object(u) for u in as_list(whole(file))] if file else [])
        except Unreadable as error:
            problems.append(Problem(file.name if file else "", error.place, str(error)))
            lists.append([])
    users = lists[0] if lists else []
    channels = {str(c.get("name") or c.get("id")): c for known in lists[1:] for c in known}
    return _directory_of(users, channels, tuple(problems))


def _directory_of(
    users: list[Mapping[str, Any]],
    channels: Mapping[str, Mapping[str, Any]],
    problems: tuple[Problem, ...] = (),
) -> _Directory:
    users = [u for u in users if isinstance(u.get("id"), str)]
    real = {u["id"]: name for u in users if (name := _name(u, ("real_name", "display_name", "name")))}
    shown = {u["id"]: name for u in users if (name := _name(u, ("display_name", "real_name", "name")))}
    bots = frozenset(u["id"] for u in users if u.get("is_bot") is True)
    return _Directory(real, shown, bots, tuple(_person(u) for u in users), channels, problems)


def _of_profiles(messages: list[Any]) -> _Directory:
    """Who wrote, by the short profiles that messages carry: all there is without `users.json`."""
    users: dict[str, Mapping[str, Any]] = {}
    for message in messages:
        profile = as_object(as_object(message).get("user_profile"))
        user = as_object(message).get("user")
        if profile and isinstance(user, str):
            users.setdefault(user, {"id": user, "name": profile.get("name"), "profile": profile})
    return _directory_of(list(users.values()), {})


def _name(user: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    profile = as_object(user.get("profile"))
    return next((w for k in keys if (w := word(profile.get(k)) or word(user.get(k)))), None)


def _person(user: Mapping[str, Any]) -> Person:
    profile = as_object(user.get("profile"))
    spelled = [word(user.get("real_name")), word(profile.get("real_name")), word(profile.get("display_name"))]
    names = dict.fromkeys(n for n in (*spelled, word(user.get("name")), word(user["id"])) if n)
    return Person(
        tuple(names),
        email=word(profile.get("email")),
        title=word(profile.get("title")),
        automatic=user.get("is_bot") is True,
    )


def _creation(
    channel: Mapping[str, Any], part: str, source: str, days: list[File], known: _Directory
) -> Iterator[Event]:
    """The channel's creation, where it falls into the days of the export: an incident's often does."""
    stated = channel.get("created")
    number = stated if isinstance(stated, int | float) else word(stated)
    created = read_time(float(number) if isinstance(number, str) and number.isdecimal() else number)
    first = read_time(f"{days[0].base[:10]}T00:00Z") if days else None
    if created is None or first is None or not first - timedelta(days=1) <= created:
        return
    creator = str(channel.get("creator") or "")
    purpose = word(as_object(channel.get("purpose")).get("value"), 200)
    yield Event(
        time=created,
        kind="other",
        text=f"Channel #{one_line(part, 120)} was created",
        source=source,
        key="created",
        actors=(known.real.get(creator, creator),) if creator else (),
        group=part,
        details={"subtype": "channel_created", **({"purpose": purpose} if purpose else {})},
    )


def _read_day(
    day: File, source: str, group: str | None, channel: Mapping[str, Any], known: _Directory
) -> Iterator[Record]:
    content = whole(day)
    messages = content.get("messages") if isinstance(content, dict) else content
    if not isinstance(messages, list):
        raise Unreadable("", "expected a list of messages")
    if not known.people:
        known = _of_profiles(messages)
        yield from known.people
    pins = {str(as_object(p).get("id")) for p in as_list(channel.get("pins"))}
    for number, message in enumerate(messages, 1):
        place = f"message {number}"
        if not isinstance(message, dict):
            yield Problem(day.name, place, "expected a message object")
        elif message.get("type") == "message" and str(message.get("subtype")) not in _GONE:
            yield _read_message(day, place, source, group, message, pins, known)


def _read_message(
    day: File,
    place: str,
    source: str,
    group: str | None,
    message: Mapping[str, Any],
    pins: set[str],
    known: _Directory,
) -> Event | Problem:
    ts = word(message.get("ts")) or ""
    time = _time(ts)
    if time is None:
        return missing_time(day, place, message.get("ts"))
    subtype = str(message.get("subtype") or "")
    user = str(message.get("user") or "")
    text = _text(message, known)
    thread = word(message.get("thread_ts"))
    bot = subtype == "bot_message" or bool(message.get("bot_id")) or user in known.bots
    actor = _actor(message, user, known)
    return Event(
        time=time,
        kind=_kind(subtype, text),
        text=one_line(text),
        source=source,
        key=ts,
        actors=(actor,) if actor else (),
        group=group,
        thread=thread if thread != ts else None,
        pinned=bool(message.get("pinned_to")) or ts in pins,
        reactions=sum(_count(as_object(r)) for r in as_list(message.get("reactions"))),
        automatic=bot,
        details=_details(message, subtype),
    )


def _time(ts: str) -> datetime | None:
    """A message's time out of its `ts`, exact to the microsecond (a float would not be)."""
    found = _TS.match(ts)
    whole_seconds = read_time(int(found.group(1))) if found else None
    if found is None or whole_seconds is None:
        return None
    micro = int((found.group(2) or "0")[:6].ljust(6, "0"))
    return whole_seconds.astimezone(UTC).replace(microsecond=micro)


def _text(message: Mapping[str, Any], known: _Directory) -> str:
    stated = message.get("text")
    said = stated if isinstance(stated, str) and stated.strip() else ""
    said = said or of_blocks(message.get("blocks")) or of_attachments(message.get("attachments"))
    if said:
        return plain(said, known.named)
    names = _files(message)
    return f"File: {names}" if names else "(no text)"


def _files(message: Mapping[str, Any]) -> str | None:
    files = [as_object(f) for f in (*as_list(message.get("files")), message.get("file"))]
    names = [n for f in files if (n := word(f.get("name")) or word(f.get("title")))]
    return one_line(", ".join(names), 200) if names else None


def _actor(message: Mapping[str, Any], user: str, known: _Directory) -> str | None:
    profile = as_object(message.get("user_profile"))
    stated = (
        known.real.get(user),
        _name(profile, ("real_name", "display_name", "name")),
        word(message.get("username")),
        word(as_object(message.get("bot_profile")).get("name")),
        word(user),
        word(message.get("bot_id")),
    )
    return next((name for name in stated if name), None)


def _kind(subtype: str, text: str) -> EventKind:
    if subtype.startswith(_HOUSEKEEPING) or subtype in _HOUSEKEEPING_ALSO:
        return "other"
    begin = _EMOJI.sub("", text[:200].lstrip("*_ ")).lstrip("*_ ")
    return "decision" if _DECISION.match(begin) else "message"


def _count(reaction: Mapping[str, Any]) -> int:
    count = reaction.get("count")
    if isinstance(count, int) and not isinstance(count, bool) and 0 <= count < 1_000_000:
        return count
    return len(as_list(reaction.get("users")))


def _details(message: Mapping[str, Any], subtype: str) -> dict[str, str]:
    edited = _time(word(as_object(message.get("edited")).get("ts")) or "")
    details = {
        "subtype": subtype[:60] if _kind(subtype, "") == "other" else None,
        "edited": edited.isoformat() if edited else None,
        "files": _files(message),
        "purpose": word(message.get("purpose"), 200),
        "topic": word(message.get("topic"), 200),
    }
    return {key: value for key, value in details.items() if value}
