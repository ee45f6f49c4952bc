"""The messages of a live connection, as bytes: the y-protocols (sync, awareness) and four of our own.

Encoding: https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md; variable-length integers as in lib0.
Reading never trusts: what is no message is `BadMessage`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SYNC, AWARENESS, ASK_AWARENESS = 0, 1, 3
KEPT, READING, NOTICE = 10, 11, 12
STEP_1, STEP_2, UPDATE = 0, 1, 2

_MOST_PEOPLE = 256
_LARGEST_STATE = 8192
_LARGEST_NUMBER = 2**53 - 1
#: What a client's state is when it says goodbye.
GONE = "null"


class BadMessage(ValueError):
    """Bytes that are no message of this protocol."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What a client says about itself (name, colour, cursor) as JSON; `null` says goodbye."""

    client: int
    clock: int
    state: str


def number(value: int) -> bytes:
    """A variable-length unsigned integer."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def block(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return number(len(data)) + data


def step_1(vector: bytes) -> bytes:
    return bytes((SYNC, STEP_1)) + block(vector)


def step_2(update: bytes) -> bytes:
    return bytes((SYNC, STEP_2)) + block(update)


def update(data: bytes) -> bytes:
    return bytes((SYNC, UPDATE)) + block(data)


def kept(vector: bytes) -> bytes:
    """Everything up to this state vector is in the log."""
    return bytes((KEPT,)) + block(vector)


def reading(data: bytes) -> bytes:
    """What the text says, as JSON."""
    return bytes((READING,)) + block(data)


def notice(kind: str, **values: Any) -> bytes:
    """A word to the person: `saved`, `moved`, `disk`, `refused` or `unsaved`."""
    return bytes((NOTICE,)) + block(json.dumps({"kind": kind, **values}).encode())


def presence(people: list[Presence]) -> bytes:
    inner = number(len(people))
    for one in people:
        inner += number(one.client) + number(one.clock) + block(one.state.encode())
    return bytes((AWARENESS,)) + block(inner)


class Reader:
    """Reads numbers and blocks from bytes, one after another. Raises `BadMessage`."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self) -> int:
        value = shift = 0
        while True:
            if self.at >= len(self.data) or shift > 63:
                raise BadMessage("a number that does not end")
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def block(self) -> bytes:
        length = self.number()
        if length > len(self.data) - self.at:
            raise BadMessage("shorter than it says")
        found = self.data[self.at : self.at + length]
        self.at += length
        return found


def read_presence(data: bytes) -> Iterator[Presence]:
    """The people of an awareness message (without its type byte)."""
    inner = Reader(Reader(data).block())
    count = inner.number()
    if count > _MOST_PEOPLE:
        raise BadMessage("too many people in one message")
    for _ in range(count):
        client, clock, raw = inner.number(), inner.number(), inner.block()
        if max(client, clock) > _LARGEST_NUMBER:
            raise BadMessage("a number that no browser can hold")
        if len(raw) > _LARGEST_STATE:
            raise BadMessage("a cursor that is too large")
        try:
            words = raw.decode()
            state = json.loads(words, parse_constant=_no_json)
        except (ValueError, RecursionError):
            raise BadMessage("a cursor that is no JSON") from None
        if state is not None and not isinstance(state, dict):
            raise BadMessage("a cursor that is no object")
        yield Presence(client, clock, GONE if state is None else words)


def _no_json(word: str) -> Any:
    """NaN and Infinity, which Python reads and a browser does not."""
    raise ValueError(word)
