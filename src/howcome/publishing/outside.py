"""What may be told outside of the company: words of users stay, names of machines and of inside work do not.

Owns the words and patterns by which that is decided; knows no people and no secrets (`View` takes care of both).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from howcome.document.grammar import Impact

#: Words for those who use a service and for what is theirs, and words for what only builders of it know.
ABOUT_PEOPLE = re.compile(
    r"\b(?:customers?|users?|visitors?|people|accounts?|orders?|payments?|buyers?|readers?|patients?|students?|"
    r"subscribers?|members?|sessions?|data|bookings?|messages?)\b",
    re.IGNORECASE,
)
INSIDE_WORDS = re.compile(
    r"\b(?:release|deploy\w*|worker|pod|node|cluster|pool|database|cache|queue|config\w*|roll(?:ed)?[ -]?back|"
    r"connection|server|instance|replica|commit|pipeline|cpu|memory|thread|code|bug|vendor|provider|on-?call|"
    r"engineers?|root cause|because|caused|due to)s?\b",
    re.IGNORECASE,
)


_FROM_INSIDE = re.compile(
    r"(?<![\w&])#[A-Za-z]|\b(?:signal|alert|page #|commander|responders?|on-?call|called resolved|contained at)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_ADDRESS_V4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?:/\d{1,2})?(?![\w.]*\d\.\d)")
_ADDRESS_V6 = re.compile(r"(?<![\w:])[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{0,4}){3,7}(?![\w:])")
_EVIDENCE = re.compile(r"(?<![\w/#])[A-Za-z][\w./-]{0,60}#[\w.:-]{1,120}")
_REFERENCE = re.compile(r"!?\[([^\[\]\n]{1,300})\]\[[^\[\]\n]{0,200}\]")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,2000}\)")
_URL = re.compile(r"<?\b[a-z][a-z0-9+.-]{1,20}://[^\s<>()\"'`]{1,500}>?", re.IGNORECASE)
#: A name with dots that ends in a word for inside, or a word with a hyphen and a number: db-prod-17.
_INSIDE = re.compile(
    r"(?<![\w@.-])[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,8}"
    r"\.(?:internal|local|lan|corp|svc|intra|private|cluster)(?:\.[a-z0-9-]{1,63}){0,4}(?![\w-])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<![\w.@/-])[A-Za-z][A-Za-z0-9]{0,40}(?:-[A-Za-z0-9]{1,40}){1,8}(?:\.[a-z0-9-]{1,63}){0,8}(?![\w-])"
)
_TICKET = re.compile(r"(?<![\w-])[A-Z]{2,10}-\d{1,7}(?![\w-])")
_SEVERITY = re.compile(r"SEV-?\d", re.IGNORECASE)


def for_outside(text: str) -> str:
    """A paragraph without the sentences that tell how people inside worked on it."""
    return " ".join(s for s in _SENTENCE_END.split(text) if not _FROM_INSIDE.search(s))


def is_about_people(item: Impact) -> bool:
    """Whether an impact item tells what happened to somebody, in words that they would use."""
    words = f"{item.name or ''} {item.text or ''}"
    return bool(ABOUT_PEOPLE.search(item.name or "")) and not INSIDE_WORDS.search(words)


def without_internals(text: str, services: Iterable[str]) -> str:
    """`text` without links, evidence, hosts, internal addresses, ticket numbers and names of `services`."""
    text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", text))
    text = _EVIDENCE.sub("our records", text)
    text = _URL.sub("an internal page", text)
    text = _INSIDE.sub("a server", text)
    text = _ADDRESS_V4.sub("an internal address", text)
    text = _ADDRESS_V6.sub(_address, text)
    text = _TICKET.sub(lambda m: m[0] if _SEVERITY.fullmatch(m[0]) else "a ticket", text)
    for service in services:
        text = re.sub(rf"(?<![\w-]){re.escape(service)}(?![\w-])", "our system", text)
    return _NUMBERED.sub(_host, text)


def _address(found: re.Match[str]) -> str:
    words = found[0]
    is_time = re.fullmatch(r"\d{1,2}(?::\d\d){1,3}", words)
    return words if is_time else "an internal address"


def _host(found: re.Match[str]) -> str:
    """A word with a hyphen and a part of digits, or mixed of both, is a machine: db-prod-17, api-7d9f8b-x2k."""
    words = found[0]
    parts = words.split("-")
    numbered = any(c.isdigit() for part in parts[1:] for c in part)
    return "a server" if numbered and not _SEVERITY.fullmatch(words) else words
