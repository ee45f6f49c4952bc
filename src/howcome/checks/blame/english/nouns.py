"""Recognises a role, a group or a pronoun for people in a sentence. Owns this reading; which words are which is data.

Where the word may also mean a program (an operator, an agent) or only describes what stands behind it ("team
calendar"), the words around it tell; where they do not, nobody is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from .noun_phrases import FUNCTION_WORDS, is_modifier
from .verbs import verb_group_at
from .words import words

if TYPE_CHECKING:
    from .sentence import Reading

Kind = Literal["person", "team", "self", "customer", "attacker", "system"]

_SELVES = words("selves")
_AMBIGUOUS = words("persons-or-programs")
_AGENTS_IN_PERSON = words("agents-in-person")
_OPERATORS_OF_PROGRAMS = words("operators-of-programs")
_PERSONS_BY_DEFAULT = frozenset(("operator", "owner", "author", "lead"))
_SYSTEMS = words("systems")
_PRONOUNS = words("pronouns")
_DETERMINERS = words("determiners")
_GROUPS = words("groups")
_GROUP_NOUNS = words("group-nouns")
_TEAMS = words("teams")
TEAM_LIKE = words("team-like")
_TEAM_HEADS = words("team-heads")
SAID_OF_TEAMS = words("habitual", "do-forms") | {"forgot", "dropped", "broke", "never"}
_BEGINS_A_CLAUSE = ("", ".", ":", ";", "but", "|", "-")
#: The kind of a word that means nothing else; of several lists the first counts.
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(words("customers"), "customer"),
    **dict.fromkeys(words("persons"), "person"),
    **dict.fromkeys(_TEAMS, "team"),
    **dict.fromkeys(words("attackers"), "attacker"),
    **dict.fromkeys(_SELVES, "self"),
}
MAY_BE_PEOPLE = _KINDS.keys() | _AMBIGUOUS | TEAM_LIKE | {"one", "they", "member"}


class Noun(NamedTuple):
    """Whom or what a word, or several up to `last`, means. `named`: by a person's name."""

    kind: Kind
    last: int
    named: bool = False


def noun_at(reading: Reading, at: int) -> Noun | None:
    """The people whom a token means, alone or with the nouns behind it."""
    low = reading.low
    word = low[at]
    if word not in MAY_BE_PEOPLE:
        return None
    if word == "one" and at and low[at - 1] == "no":
        return Noun("person", at)
    if word == "member" and _is_of_a_team(low, at):
        return Noun("person", at)
    kind = kind_of(word, low[at - 1] if at else "")
    if kind is None and word in TEAM_LIKE and at + 1 < len(low):
        if at == 0 and low[at + 1] in SAID_OF_TEAMS:
            return Noun("team", at)
        kind = _kind_of_field(reading, at)
    return None if kind is None else _with_nouns_behind(reading, at, kind)


def _is_of_a_team(low: list[str], at: int) -> bool:
    """Whether a member is one of a team ("a member of our staff"), and no customer."""
    if at + 3 >= len(low) or low[at + 1] != "of":
        return False
    return any(word in _TEAMS or word in ("staff", "our", "the") for word in low[at + 2 : at + 6])


def _kind_of_field(reading: Reading, at: int) -> Kind | None:
    """A team that is called by its field: "security folks", "Payments decided"."""
    if reading.low[at + 1] in _TEAM_HEADS:
        return "team"
    if not reading.texts[at][0].isupper() or (at and reading.low[at - 1] in _DETERMINERS):
        return None
    return "team" if verb_group_at(reading, at + 1, strict=True) else None


def _with_nouns_behind(reading: Reading, at: int, kind: Kind) -> Noun | None:
    """The whole of "database on-call engineer" or "reviewers group"; nobody, where it only describes a thing."""
    low, possessives = reading.low, reading.possessives
    word, last = low[at], at
    while last + 1 < len(low) and last not in possessives:
        behind = low[last + 1]
        if behind in _GROUP_NOUNS and kind != "self":
            kind, last = "team", last + 1
            continue
        kind_behind = None if word in _PRONOUNS or behind in _PRONOUNS else kind_of(behind, low[last])
        if kind_behind is None:
            break
        kind, word, last = kind_behind, behind, last + 1
    if last in possessives or kind == "self" or word in _PRONOUNS or word == "one":
        return Noun(kind, last)
    if is_modifier(reading, last):
        return None
    if kind == "person" and word in _GROUPS and last > 0 and _is_described(reading, last):
        kind = "team"
    return Noun(kind, last)


def _is_described(reading: Reading, at: int) -> bool:
    """Whether a noun says which of many are meant: "mobile developers", "the vendor's engineers"."""
    before = reading.low[at - 1]
    if before in FUNCTION_WORDS or before.endswith(("ed", "ing")):
        return False
    return before[0].isalnum()


def kind_of(word: str, before: str) -> Kind | None:
    """The kind of people that a word means; `before` is the word in front of it."""
    if word in _AMBIGUOUS:
        return "person" if _is_a_person(word.rstrip("s"), before) else None
    if word == "they":
        return "person" if before in _BEGINS_A_CLAUSE else None
    return _KINDS.get(word)


def _is_a_person(word: str, before: str) -> bool:
    """Whether a word for people or programs means a person here."""
    if word == "agent":
        return before in _AGENTS_IN_PERSON
    if word not in _PERSONS_BY_DEFAULT or before in _OPERATORS_OF_PROGRAMS:
        return False
    return word != "operator" or before not in _SYSTEMS
