"""A document as one audience may see it, and what an exporter makes of it.

Owns who sees which section and which words; refuses to render anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.errors import UsageError

if TYPE_CHECKING:
    from howcome.analysis.people import Roster

Audience = Literal["responders", "engineering", "leadership", "support", "customers", "status-page"]

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
PUBLIC: tuple[Audience, ...] = ("customers", "status-page")

#: What people outside of the company see: what happened, what it did to them, what changes.
PUBLIC_SECTIONS = ("incident-summary", "impact", "actions")

_ROLE_WORDS = re.compile(
    r"\b(?:team|rota|on-?call|engineer|engineering|lead|commander|specialist|support|manager|desk|group|owner|"
    r"platform|security|operations|sre|legal|communications?)\b",
    re.IGNORECASE,
)
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


def for_outside(text: str) -> str:
    """A paragraph without the sentences that tell how people inside worked on it."""
    return " ".join(s for s in _SENTENCE_END.split(text) if not _FROM_INSIDE.search(s))


def is_about_people(item: Impact) -> bool:
    """Whether an impact item tells what happened to somebody, in words that they would use."""
    words = f"{item.name or ''} {item.text or ''}"
    return bool(ABOUT_PEOPLE.search(item.name or "")) and not INSIDE_WORDS.search(words)


def audience(name: str) -> Audience:
    """The audience called `name`. Raises `UsageError` for an unknown one, naming those known."""
    for known in AUDIENCES:
        if name == known:
            return known
    raise UsageError(f"no audience {name!r}; known: {', '.join(AUDIENCES)}")


@dataclass(frozen=True, slots=True)
class Artefact:
    """What an exporter made: the bytes, their media type, and a name for the file."""

    content: bytes
    media_type: str
    name: str


@dataclass(frozen=True)
class View:
    """`document` for `audience`. The text of every part goes through `words` before it is shown."""

    document: Document
    audience: Audience = "engineering"
    _blanked: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def public(self) -> bool:
        """Whether people outside of the company read it."""
        return self.audience in PUBLIC

    def shows(self, section: str | None) -> bool:
        """Whether a section (by key; None: one that is none of the ten) may be seen."""
        return not self.public or section in PUBLIC_SECTIONS

    def shows_impact(self, item: Impact) -> bool:
        """Outside, only what is told in users' terms."""
        return not self.public or is_about_people(item)

    def words(self, text: str) -> str:
        """`text` (Markdown or plain) without what this audience must not see. Never raises.

        Inside the company: without credentials. Outside: also without e-mail addresses, phone numbers,
        people, hosts, internal addresses, ticket numbers, links and evidence.
        """
        known = self._blanked.get(text)
        if known is None:
            known = self._without_secrets(text)
            if self.public:
                known = self._for_outside(known)
            if len(text) < 2000:
                self._blanked[text] = known
        return known

    def _without_secrets(self, text: str) -> str:
        """Contacts are fine among colleagues: a team's address, a phone number of the rota."""
        from howcome.analysis.secrets import CONTACTS, blank

        return blank(text, keep=() if self.public else CONTACTS)[0]

    def _for_outside(self, text: str) -> str:
        text = self.roster.replace(text)
        text = _REFERENCE.sub(r"\1", _LINK.sub(r"\1", text))
        text = _EVIDENCE.sub("our records", text)
        text = _URL.sub("an internal page", text)
        text = _INSIDE.sub("a server", text)
        text = _ADDRESS_V4.sub("an internal address", text)
        text = _ADDRESS_V6.sub(_address, text)
        text = _TICKET.sub(lambda m: m[0] if _SEVERITY.fullmatch(m[0]) else "a ticket", text)
        for service in self.document.head.services:
            text = re.sub(rf"(?<![\w-]){re.escape(service)}(?![\w-])", "our system", text)
        return _NUMBERED.sub(_host, text)

    @cached_property
    def roster(self) -> Roster:
        """Everybody whom the head and the items name, with the role that stands for them."""
        from howcome.analysis.people import Roster

        return Roster.for_people([([name], role) for name, role in self._people() if _is_name(name)])

    def _people(self) -> Iterator[tuple[str, str]]:
        document = self.document
        for role, cell in document.front_matter.maps.get("roles", {}).items():
            role_words = " ".join(role.replace("_", " ").replace("-", " ").split())
            for name in cell.raw.split(","):
                yield name.strip().strip("[]\"' "), f"the {role_words}"
        for person in (document.head.owner, document.head.facilitator):
            if person:
                yield person, "a colleague"
        for item in document.items:
            for key in ("owner", "responsible", "actors"):
                cell_of_item = item.cells.get(key)
                for name in cell_of_item.raw.split(",") if cell_of_item else ():
                    yield name.strip(), "a colleague"


def _is_name(words: str) -> bool:
    """Whether words look like a person's name or handle, and not like a role or a team."""
    return bool(re.search(r"[^\W\d_]", words)) and len(words) < 80 and not _ROLE_WORDS.search(words)


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
