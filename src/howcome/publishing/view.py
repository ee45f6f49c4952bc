"""A document as one audience may see it, and what an exporter makes of it.

Owns who sees which section and which words; refuses to render anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.errors import UsageError

from .outside import is_about_people, without_internals

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
    #: Pictures that the document shows, by the address in its text, as `data:` addresses.
    pictures: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
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
                known = without_internals(self.roster.replace(known), self.document.head.services)
            if len(text) < 2000:
                self._blanked[text] = known
        return known

    def _without_secrets(self, text: str) -> str:
        """Contacts are fine among colleagues: a team's address, a phone number of the rota."""
        from howcome.analysis.secrets import CONTACTS, blank

        return blank(text, keep=() if self.public else CONTACTS)[0]

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
