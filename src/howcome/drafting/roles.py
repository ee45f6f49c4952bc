"""People appear as roles: who is who in the evidence, and which role the evidence itself gives them.

A role is taken from what somebody did in the incident (took command, acknowledged the page, reported for
support, wrote the change). Everybody else is a responder or a colleague. Names stay in the evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from howcome.analysis.people import Roster
from howcome.evidence.gather import Collected
from howcome.evidence.model import Event, Person

from . import vocabulary as words
from .changes import Change
from .incident import Scope


@dataclass(frozen=True)
class Cast:
    """Roles of the people in the evidence: `of(name)` for an actor, `roster` for names inside of a text."""

    by_name: dict[str, str]
    roster: Roster
    automatic: frozenset[str]

    def of(self, name: str) -> str | None:
        """The role of an actor; None for a bot or an unknown name."""
        return None if name in self.automatic else self.by_name.get(name.casefold())


def cast(collected: Collected, scope: Scope, change: Change | None) -> Cast:
    """Who is who. Several accounts of one person (chat, pager, code host) are joined where names tell it."""
    people = _joined([*collected.people, *_actors_unknown(collected)])
    humans = [p for p in people if not p.automatic]
    index = {n.casefold(): i for i, p in enumerate(humans) for n in p.names}
    roles: dict[int, str] = {}

    def give(event: Event, role: str) -> None:
        for actor in event.actors[:1]:
            i = index.get(actor.casefold())
            if i is not None and i not in roles and role not in roles.values():
                roles[i] = role

    inside = [e for e in collected.events if scope.since <= e.time <= scope.until]
    talk = [e for e in inside if e.kind in ("message", "decision") and not e.automatic]
    for event in talk:
        if words.COMMANDS.search(event.text):
            give(event, "the incident commander")
    for event in talk:
        if words.DECLARES.search(event.text) and event.group in scope.channels:
            give(event, "the incident commander")
    for event in inside:
        if event.kind == "page" and event.signal == "acknowledged" and event.group in scope.pages:
            give(event, "the on-call engineer")
    for event in talk:
        if re.search(
            r"^\W*support\b|\b(?:support|customer care) (?:here|desk|team)\b", event.text, re.IGNORECASE
        ):
            give(event, "the support lead")
    if change:
        said = change.merged or change.first
        name = said.reference if said.reference and said.reference.startswith("#") else "the change"
        if not said.automatic:
            give(said, f"the author of {name}")
    _rest(talk, scope, index, roles)
    pairs = [(p.names, roles.get(i, "a colleague")) for i, p in enumerate(humans)]
    by_name = {n.casefold(): role for names, role in pairs for n in names}
    bots = frozenset(n for p in people if p.automatic for n in p.names)
    return Cast(by_name, Roster.for_people(pairs), bots)


def _rest(talk: Sequence[Event], scope: Scope, index: dict[str, int], roles: dict[int, str]) -> None:
    """Everybody else who speaks in the incident's channel is a responder, told apart by a letter."""
    left: list[int] = []
    for event in talk:
        if event.group in scope.channels and not words.EMPTY_TALK.match(event.text):
            i = index.get(event.actors[0].casefold()) if event.actors else None
            if i is not None and i not in roles and i not in left:
                left.append(i)
    for place, i in enumerate(left):
        letter = chr(ord("A") + place) if place < 26 else str(place + 1)
        roles[i] = "a responder" if len(left) == 1 else f"responder {letter}"


def _actors_unknown(collected: Collected) -> Iterable[Person]:
    known = {n.casefold() for p in collected.people for n in p.names}
    for event in collected.events:
        for actor in event.actors:
            if actor.casefold() not in known:
                known.add(actor.casefold())
                yield Person((actor,), automatic=event.automatic)


def _joined(people: Sequence[Person]) -> list[Person]:
    """Accounts of one person: the same e-mail address, a shared spelling, or a handle made of the name."""
    groups: list[tuple[set[str], set[str], bool]] = []
    for person in people:
        keys = {n.casefold() for n in person.names if len(n) > 2}
        if person.email:
            keys.add(person.email.casefold())
        for name in person.names:
            keys |= _handles(name)
        joined = [g for g in groups if g[0] & keys and g[2] == person.automatic]
        target = joined[0] if joined else (set[str](), set[str](), person.automatic)
        for other in joined[1:]:
            target[0].update(other[0])
            target[1].update(other[1])
            groups.remove(other)
        if not joined:
            groups.append(target)
        target[0].update(keys)
        target[1].update(person.names)
    return _with_suffixed(groups)


def _with_suffixed(groups: Sequence[tuple[set[str], set[str], bool]]) -> list[Person]:
    """Logins such as `ines-acme` join the one person whose handle or first name they begin with."""
    lone = [g for g in groups if len(g[1]) == 1 and re.fullmatch(r"[\w.]{3,}[-_][\w-]+", next(iter(g[1])))]
    for group in lone:
        login = next(iter(group[1]))
        start = re.split(r"[-_]", login.casefold())[0]
        owners = [
            g for g in groups if g is not group and not group[2] and not g[2] and start in _starts(g[1])
        ]
        if len(owners) == 1:
            owners[0][1].add(login)
            group[1].clear()
    return [Person(tuple(sorted(names)), automatic=automatic) for _, names, automatic in groups if names]


def _starts(names: Iterable[str]) -> set[str]:
    plain = {unicodedata.normalize("NFKD", n.casefold()).encode("ascii", "ignore").decode() for n in names}
    return {n.split()[0] for n in plain if n.split()} | plain


def _handles(name: str) -> set[str]:
    """Handles that are made of a full name: rpetrauske, rasa.petrauske, petrauske.rasa, rasap."""
    parts = [p for p in re.split(r"[\s.,_-]+", name.casefold()) if p]
    if len(parts) < 2 or len(parts[-1]) < 3 or " " not in name:
        return {name.casefold()} if len(name) > 4 else set()
    first, last = parts[0], parts[-1]
    return {
        f"{first[0]}{last}",
        f"{first}.{last}",
        f"{first}{last}",
        f"{first}-{last}",
        f"{first}_{last}",
        f"{last}{first[0]}",
    }
