"""Messages: what is written is read, and what is no message is `BadMessage` and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from howcome.live import messages
from howcome.live.messages import GONE, BadMessage, Presence, Reader, read_presence

NUMBERS = st.integers(0, 2**53 - 1)
STATES = st.dictionaries(st.text(max_size=5), st.one_of(st.text(max_size=5), st.integers(), st.booleans()))


@given(NUMBERS, st.binary(max_size=300))
def test_numbers_and_blocks_come_back(number: int, data: bytes) -> None:
    reader = Reader(messages.number(number) + messages.block(data) + b"rest")
    assert reader.number() == number
    assert reader.block() == data
    assert reader.data[reader.at :] == b"rest"


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.one_of(st.none(), STATES)), max_size=10))
def test_people_come_back(people: list[tuple[int, int, dict[str, object] | None]]) -> None:
    said = [Presence(c, k, json.dumps(s)) for c, k, s in people]
    message = messages.presence(said)
    assert message[0] == messages.AWARENESS
    assert list(read_presence(message[1:])) == said


@pytest.mark.parametrize(
    ("message", "head", "body"),
    [
        (messages.step_1(b"v"), (messages.SYNC, messages.STEP_1), b"v"),
        (messages.step_2(b"u"), (messages.SYNC, messages.STEP_2), b"u"),
        (messages.update(b"u" * 200), (messages.SYNC, messages.UPDATE), b"u" * 200),
        (messages.kept(b"v"), (messages.KEPT,), b"v"),
        (messages.reading(b"{}"), (messages.READING,), b"{}"),
        (messages.notice("saved", sha="é"), (messages.NOTICE,), b'{"kind": "saved", "sha": "\\u00e9"}'),
    ],
    ids=["step-1", "step-2", "update", "kept", "reading", "notice"],
)
def test_every_message_says_what_it_is(message: bytes, head: tuple[int, ...], body: bytes) -> None:
    reader = Reader(message)
    assert tuple(reader.number() for _ in head) == head
    assert reader.block() == body
    assert reader.at == len(message)


def one_person(state: bytes, client: int = 1, clock: int = 1) -> bytes:
    inner = messages.number(1) + messages.number(client) + messages.number(clock) + messages.block(state)
    return messages.block(inner)


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xff" * 30)
@example(messages.block(b"\xff" * 11))
def test_reading_any_bytes_raises_bad_message_at_most(data: bytes) -> None:
    for read in (
        lambda: Reader(data).number(),
        lambda: Reader(data).block(),
        lambda: list(read_presence(data)),
    ):
        try:
            read()
        except BadMessage:
            continue


@given(st.binary(max_size=60))
@example('{"a": 1}'.encode("utf-16"))
@example('{"a": 1}'.encode("utf-32"))
@example(b"[" * 8000)
@example(b'{"a":' * 1600)
@example(b"\xef\xbb\xbf{}")
def test_any_state_raises_bad_message_at_most(state: bytes) -> None:
    try:
        (found,) = read_presence(one_person(state))
    except BadMessage:
        return
    assert found.state == GONE or isinstance(json.loads(found.state), dict)


NO_STATES = {
    "nan": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "list": b"[]",
    "word": b'"me"',
    "number": b"1",
    "large": b'{"a": "' + b"x" * 9000 + b'"}',
    "nothing": b"",
}


@pytest.mark.parametrize("state", NO_STATES.values(), ids=NO_STATES)
def test_what_another_browser_could_not_read_is_not_passed_on(state: bytes) -> None:
    with pytest.raises(BadMessage):
        list(read_presence(one_person(state)))


@pytest.mark.parametrize(("client", "clock"), [(2**53, 1), (1, 2**53), (2**69, 1)])
def test_a_number_that_no_browser_can_hold_is_not_passed_on(client: int, clock: int) -> None:
    with pytest.raises(BadMessage):
        list(read_presence(one_person(b"{}", client, clock)))


def test_a_goodbye_is_one_however_it_is_spelled() -> None:
    assert [p.state for p in read_presence(one_person(b" null\n"))] == [GONE]


def test_a_crowd_in_one_message_is_refused() -> None:
    with pytest.raises(BadMessage):
        list(read_presence(messages.block(messages.number(100_000))))
