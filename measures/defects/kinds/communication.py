"""Defects of the communication: who is left out, and what must not be said outside, or differs from the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.document import Document
from howcome.document.grammar import Communication
from howcome.text import Edit, Span
from measures.defects.edits import edited, replaced, with_words, without_field, without_items
from measures.defects.kind import Damage, add, defect


def _to(document: Document, pattern: str) -> list[Communication]:
    return [c for c in document.communications if re.search(pattern, c.audience or "", re.I)]


def _no(audience: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        found = _to(document, audience)
        if found and len(document.communications) > 2:
            yield without_items(document, found)

    return damage


for _audience in ("responders", "engineering", "leadership", "support", "customers"):
    add(
        f"{_audience} left out of the messages",
        _no(_audience),
        ("COM-001",),
        ("COM-014", "COM-002", "COM-015", "COM-010", "APP-002"),
        "communication",
    )


@defect("the authority left out of the messages", "COM-001", "COM-006", "IMP-014", also=("APP-002",))
def no_authority(document: Document) -> Iterator[str]:
    found = _to(document, "authority")
    if found:
        yield without_items(document, found)


def _without(name: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        for message in document.communications:
            if name in message.cells:
                yield without_field(document, message, name)

    return damage


add("who sends a message removed", _without("owner"), ("COM-001",), (), "communication")
add("when a message is sent removed", _without("by"), ("COM-001",), ("COM-014", "COM-010"), "communication")
add("channel of a message removed", _without("channel"), ("COM-001",), ("COM-010",), "communication")


def _told(words: str) -> Damage:
    """One more sentence in what customers read."""

    def damage(document: Document) -> Iterator[str]:
        for message in _to(document, "customers"):
            cell = message.cells.get("text")
            if cell and document.impact and "nothing was sent" not in cell.raw:
                end = "" if cell.raw.rstrip().endswith(".") else "."
                yield replaced(document, Span(cell.span.end, cell.span.end), f"{end} {words}")

    return damage


for _words, _codes in (
    ("The host db-prod-17.internal was full.", ("COM-003",)),
    ("The address 10.20.3.14 did not answer.", ("COM-003", "APP-005")),
    ("Marlene restarted it at night.", ("COM-003", "B13", "DOC-012")),
    ("The work is tracked in PAY-812.", ("COM-003",)),
    ("It was the fault of our provider Nordwind.", ("COM-003", "COM-013", "B09", "B19")),
    ("Some of it was user error.", ("COM-013", "B07")),
    ("It was probably an attack from outside.", ("COM-008",)),
    ("The loss of the etcd quorum made the LB answer 5xx on the NLB of AZ b.", ("COM-004", "DOC-009")),
    ("Our engineer made a mistake.", ("COM-013", "B07", "B08", "B19")),
):
    add(
        f"to customers: “{_words}”",
        _told(_words),
        _codes,
        ("COM-004", "DOC-009", "B08", "B25"),
        "communication",
    )


@defect("a message of several hundred words to customers", "COM-004", also=("COM-002",))
def long_message(document: Document) -> Iterator[str]:
    words = "We look at each part of the way that your order takes and at what it waits for. " * 20
    yield from _told(words.strip())(document)


@defect("another time in the message to customers", "COM-007", "DOC-008")
def other_time(document: Document) -> Iterator[str]:
    for message in _to(document, "customers"):
        cell = message.cells.get("text")
        found = re.search(r"(?<=to )(\d\d):(\d\d)", cell.raw) if cell else None
        if cell and found and document.marked.get("impact-ended"):
            at = cell.span.start + found.start()
            hour = (int(found[1]) + 1) % 24
            yield edited(document, Edit(Span(at, at + 2), f"{hour:02}"))


@defect("another duration in the message to customers", "COM-007", "DOC-008")
def other_duration(document: Document) -> Iterator[str]:
    if document.marked.get("impact-started") and document.marked.get("impact-ended"):
        yield from _told("In all it lasted 17 minutes.")(document)


@defect("another share in the message to customers", "COM-007", "DOC-008", also=("IMP-011",))
def other_share(document: Document) -> Iterator[str]:
    for message in _to(document, "customers"):
        cell = message.cells.get("text")
        found = re.search(r"(\d+)(?:\.\d)? %", cell.raw) if cell else None
        if cell and found:
            at = cell.span.start + found.start(1)
            yield edited(document, Edit(Span(at, at + len(found[1])), str((int(found[1]) + 31) % 90 + 3)))


@defect("a rote apology to customers", "COM-005", also=("COM-002", "COM-007"))
def rote(document: Document) -> Iterator[str]:
    for message in _to(document, "customers"):
        if (document.head.severity or "").endswith("1"):
            yield with_words(document, message, "Checkout had errors. We apologize for any inconvenience.")


@defect("no apology to customers", "COM-005", "COM-002")
def no_apology(document: Document) -> Iterator[str]:
    for message in _to(document, "customers"):
        cell = message.cells.get("text")
        found = re.search(r"We are sorry[^.]*\.\s?", cell.raw) if cell else None
        if cell and found and (document.head.severity or "").endswith("1"):
            at = cell.span.start + found.start()
            yield replaced(document, Span(at, at + len(found[0])), "")


@defect("neither an end nor a contact in the message to customers", "COM-011")
def no_end(document: Document) -> Iterator[str]:
    for message in _to(document, "customers"):
        cell = message.cells.get("text")
        found = re.search(r" This is our final message[^.]*(?:\.[a-z]+[^.]*)*\.", cell.raw) if cell else None
        if cell and found:
            at = cell.span.start + found.start()
            yield replaced(document, Span(at, at + len(found[0])), "")


@defect("marketing instead of a message to customers", "COM-002", also=("COM-007", "COM-005", "COM-011"))
def marketing(document: Document) -> Iterator[str]:
    for message in _to(document, "customers"):
        if document.impact and "nothing was sent" not in (message.text or ""):
            yield with_words(
                document,
                message,
                "Your trust is our top priority, and we keep working on an even better service",
            )


@defect("a long report to leadership", "COM-009")
def long_report(document: Document) -> Iterator[str]:
    for message in _to(document, "leadership"):
        words = "The pool of each copy was larger than what the database gives to all of them together. " * 15
        yield with_words(document, message, words.strip())
