"""An organisation's own words: whom and what its documents speak about. Owns their shape; judges nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """All in lower case, single words or phrases with one space.

    `roles` name people by what they do, `teams` groups of people, `customers` who uses what is offered, `systems`
    services and machines (which may bear the name of a person). `harmless` is never blame, whatever it looks
    like. `names` is the policy for names of people where a document's head says none: roles, handles or free.
    """

    roles: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    customers: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()
    harmless: frozenset[str] = frozenset()
    names: str | None = None


#: What holds where nobody has configured any.
NO_WORDS = Words()
