"""Turns evidence into plain lines: roles for names, secrets blanked, times in UTC. Adds no fact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from howcome.analysis.secrets import blank
from howcome.document.quantity import write_number
from howcome.evidence.importer import one_line
from howcome.evidence.model import Event

from .roles import Cast

_SHORTCODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\w:])")


@dataclass
class Wording:
    """How this draft words things; remembers what it blanked, and where it stood."""

    cast: Cast
    blanked: dict[tuple[str, str], int] = field(default_factory=dict)

    def clean(self, text: str, address: str = "") -> str:
        """A text without secrets and names, on one line. Secrets are found before any word is changed."""
        without, secrets = blank(text)
        for secret in secrets:
            key = (secret.kind, address)
            self.blanked[key] = self.blanked.get(key, 0) + 1
        return one_line(_SHORTCODE.sub(" ", self.cast.roster.replace(without)), 320)

    def actors(self, event: Event) -> tuple[str, ...]:
        """Roles of the people, names of the bots."""
        found = []
        for actor in event.actors:
            role = self.cast.of(actor)
            found.append(role if role else self.clean(actor) if event.automatic else "a colleague")
        return tuple(dict.fromkeys(found))

    def line(self, event: Event, text: str | None = None) -> str:
        """What an entry says: a message as a quotation with its role and channel, other things as stated."""
        said = self.clean(text or event.text, event.address)
        if event.kind in ("message", "decision"):
            who = self.actors(event)
            speaker = who[0] if who else "a message"
            place = f" in #{event.group}" if event.group else ""
            return f"{speaker[:1].upper()}{speaker[1:]}{place}: “{said}”"
        if event.kind == "page" and event.signal in ("acknowledged", "resolved", "annotated"):
            who = tuple(a for a in self.actors(event) if a.lower() not in said.lower())
            if not who or " by " in said:
                return said
            note = re.match(r"Note: ", said)
            return f"Note by {', '.join(who)}: {said[6:]}" if note else f"{said} by {', '.join(who)}"
        if event.kind == "log":
            times = f" ({event.count} lines like this)" if event.count > 1 else ""
            where = f"{event.service}: " if event.service and event.service not in said else ""
            return f"{where}{said}{times}"
        return said


def stamp(time: datetime) -> datetime:
    """A time in UTC without fractions of a second: what a document shows."""
    return time.astimezone(UTC).replace(microsecond=0)


def addresses(events: Iterable[Event], most: int = 4) -> tuple[str, ...]:
    """Where a thing is stated: at most `most` addresses, one for each piece of evidence first."""
    found: dict[str, str] = {}
    for event in events:
        found.setdefault(event.source, event.address)
    return tuple(found.values())[:most]


def failed_words(total: float, failed: float, *, relative: bool) -> str:
    """`857 of 2 548 requests (33.6 %)`; the share alone where only a ratio is known."""
    share = percent(failed / total if total else 0.0)
    if relative:
        return f"{share} of requests"
    return f"{write_number(round(failed))} of {write_number(round(total))} requests ({share})"


def percent(share: float) -> str:
    """A share for people: 33.6 %, 0.08 %."""
    value = 100 * share
    digits = 1 if value >= 1 else 2
    return f"{value:.{digits}f} %"


def day(time: datetime) -> str:
    """The day in UTC: 2026-11-20."""
    return f"{time.astimezone(UTC):%Y-%m-%d}"
