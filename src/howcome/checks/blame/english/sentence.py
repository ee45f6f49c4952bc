"""Reads an English sentence: who is named in it, and what each of them did, did not do, or should have done.

A shallow reading by rules, not a full parse: it looks for the people and groups of a sentence and for the verbs that
belong to them, and leaves alone what it does not understand. Owns no opinion about blame.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from .phrases import keys_of, phrases, trigger_keys
from .words import given_names, words

Kind = Literal["person", "team", "self", "customer", "attacker"]
Role = Literal["subject", "agent", "possessive", "other"]

_TOKEN = re.compile(r"@?[^\W_]+(?:[-'’.&][^\W_]+|_\w+)*|[^\w\s]|_")
_PUNCTUATION = frozenset(',;:.!?()[]{}–—-"“”«»|/*…=→')
_STOPS = frozenset(';:.!?()[]|…=→"“”«»')
_HUMAN_AGENTS = frozenset(
    [
        "support",
        "customer",
        "service",
        "call",
        "desk",
        "human",
        "sales",
        "helpdesk",
        "box-office",
        "booking",
        "field",
        "ticket",
    ]
)
_PROGRAM_BEFORE = frozenset(
    """
    kubernetes k8s postgres redis kafka prometheus database cluster helm logical binary arithmetic mathematical
    comparison etcd openshift strimzi gpu ternary unary boolean sum join aggregate spread pipe coalescing null-coalescing regex equality assignment union range plus minus modulo concatenation cnpg zalando flink spark backup the-operator
    """.split()  # noqa: SIM905
)
_TITLES = frozenset("mr mrs ms miss dr prof sir madam".split())  # noqa: SIM905
_DO = frozenset("did didn't do don't does doesn't couldn't wouldn't shouldn't".split())  # noqa: SIM905
_HABITUAL = frozenset("never always ever just simply constantly merely only".split())  # noqa: SIM905
#: How people write in chat.
_SPELLINGS = {
    **{w + "nt": w + "n't" for w in ("did", "does", "do", "should", "could", "would", "had", "has", "have", "was", "were", "is")},
    "shouldve": "should've", "couldve": "could've", "wouldve": "would've", "shd": "should", "shoulda": "should've", "coulda": "could've",
    "cos": "because", "bc": "because", "cuz": "because", "b/c": "because", "ppl": "people", "w/o": "without", "eng": "engineer",
}  # fmt: skip
_PRESENT = frozenset(
    """
    starts runs pushes types clicks opens closes sends writes reads takes makes gives gets does goes comes leaves lets
    keeps holds puts sets cuts shuts hits thinks knows sees says asks tells tries needs wants uses works calls declares
    deploys releases merges approves reviews restarts reboots rolls reverts adds removes drops deletes wipes kills
    disables enables changes edits applies configures checks tests pages acknowledges joins believes assumes decides
    chooses forgets ignores skips misses neglects overlooks breaks causes introduces triggers treats refuses blames
    hands follows pulls copies pastes enters selects owns lacks seems remains starts finds looks shows learns likes
    prefers hopes loves hates fails copes is was has had are were can will do have blocks dithers disagrees considers
    keep keeps kept rubber-stamp rubber-stamps stamp stamps deserve deserves owe owes answer answers act acts listen listens care cares learn learns
    think know see say ask tell try need want use work call deploy release merge approve review push run keep let
    forget ignore skip miss neglect overlook break cause treat refuse follow fail never always believe assume prefer
    like hate love leave make take give get go come put set write read type click touch touches ship ships own fix fixes
    rely relies ran panics complains complain argue argues pick picks turn turns throw throws waits wait
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: as written, in lower case without a possessive ending, and its half-open place."""

    text: str
    low: str
    start: int
    end: int
    possessive: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named in a sentence. `first` and `last` are tokens of the noun phrase, both inclusive."""

    kind: Kind
    first: int
    last: int
    role: Role
    named: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said of an actor. `verb` is the main verb's token, `first` the first of its auxiliaries.

    `modal`: should, could, … in lower case; `perfect`: with have; `passive`: the actor suffers it; `copula`: the verb
    is a form of be and no other verb follows; `end`: the token behind the last one of the clause.
    """

    actor: Actor
    first: int
    verb: int
    end: int
    modal: str = ""
    negated: bool = False
    perfect: bool = False
    passive: bool = False
    copula: bool = False
    participle: bool = False
    relative: bool = False


@dataclass
class Reading:
    """A sentence that was read. `people` and `systems` are names from the document, in lower case."""

    text: str
    people: Collection[str] = ()
    systems: Collection[str] = ()
    tokens: list[Token] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = [*_tokens(self.text)]

    @cached_property
    def low(self) -> list[str]:
        """Every token in lower case."""
        return [t.low for t in self.tokens]

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its phrases are looked up by."""
        return keys_of(self.text)

    def find(self, name: str) -> list[re.Match[str]]:
        """All phrases of a list in the sentence, in order."""
        return phrases(name).finditer(self.text, self.keys)

    def first(self, name: str) -> re.Match[str] | None:
        """The first phrase of a list."""
        return next(iter(self.find(name)), None)

    @cached_property
    def actors(self) -> list[Actor]:
        """Everybody whom the sentence names, in order."""
        return [*_actors(self)]

    @cached_property
    def predicates(self) -> list[Predicate]:
        """What is said of them, in order of their actors."""
        found: list[Predicate] = []
        for actor in self.actors:
            found += _predicates(self, actor)
        return found

    def words(self, first: int, end: int) -> str:
        """The text from one token up to another, exclusive."""
        if first >= end or first >= len(self.tokens):
            return ""
        return self.text[self.tokens[first].start : self.tokens[min(end, len(self.tokens)) - 1].end]

    def clause_end(self, at: int) -> int:
        """The token behind the clause that holds a token: at a stop, or at a subordinate or new clause."""
        low = self.low
        for i in range(at + 1, len(low)):
            if low[i] in _STOPS or low[i] in ("–", "—"):
                return i
            if low[i] == "," and (i + 1 >= len(low) or low[i + 1] not in words("adverbs")):
                return i
            if low[i] in words("subordinators") and low[i] not in ("before", "after", "until", "that", "how"):
                return i
        return len(low)


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        low = word.lower().replace("’", "'")
        possessive = low.endswith("'s") and low not in (
            "it's",
            "that's",
            "what's",
            "there's",
            "here's",
            "let's",
        )
        if possessive:
            low = low[:-2]
        elif low.endswith("s") and text[match.end() : match.end() + 2] in ("' ", "’ "):
            possessive = True
        yield Token(word, _SPELLINGS.get(low, low), *match.span(), possessive)


def _actors(reading: Reading) -> Iterator[Actor]:
    tokens = reading.tokens
    at = 0
    while at < len(tokens):
        found = _name_at(reading, at) or _noun_at(reading, at)
        if found is None:
            at += 1
            continue
        kind, last, named = found
        yield Actor(kind, _phrase_start(reading, at), last, _role(reading, at, last), named, tokens[last].low)
        at = last + 1


def _name_at(reading: Reading, at: int) -> tuple[Kind, int, bool] | None:
    """A person's name that begins at a token: kind, its last token, and that it is a name."""
    tokens = reading.tokens
    token = tokens[at]
    if token.text[0] == "@":
        return (None if "team" in token.low else ("person", at, True)) if len(token.low) > 2 else None
    if not token.text[0].isupper():
        return None
    low = token.low
    if low in reading.systems or (token.text.isupper() and len(token.text) > 1):
        return None
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if low in _TITLES or (len(low) == 1 and low != "i" and following and following.text == "."):
        surname = at + 1 if low in _TITLES and following and following.text != "." else at + 2
        if (
            surname < len(tokens)
            and _capitalised(tokens[surname])
            and tokens[surname].low not in words("systems")
        ):
            while (
                surname + 1 < len(tokens)
                and not tokens[surname].possessive
                and _surname(reading, surname + 1)
            ):
                surname += 1
            return "person", surname, True
        return None
    names, also_words = given_names()
    plain = low in names or low in reading.people
    if not plain and low not in also_words:
        return None
    last = at
    while not tokens[last].possessive and last + 1 < len(tokens) and _surname(reading, last + 1):
        last += 1
    if plain and (last > at or low in names):
        nxt = tokens[last + 1] if last + 1 < len(tokens) else None
        if nxt is not None and last == at and nxt.text[0].isupper() and nxt.low in words("systems"):
            return None
        return "person", last, True
    if plain:
        return "person", last, True
    first_of_all = at == 0 or tokens[at - 1].text in ".!?:|"
    if last > at and not first_of_all:
        return "person", last, True
    if first_of_all and last == at and not _verb_at(reading, at + 1, strict=True):
        return None
    if low in words("names-of-days") or (at and tokens[at - 1].low in words("determiners")):
        return None
    return (
        ("person", last, True)
        if last > at or _verb_at(reading, last + 1, strict=True) or token.possessive
        else None
    )


def _capitalised(token: Token) -> bool:
    return token.text[0].isupper() and len(token.text) > 1


def _surname(reading: Reading, at: int) -> bool:
    token = reading.tokens[at]
    if not _capitalised(token) or token.text.isupper():
        return False
    low = token.low
    if token.text == "." or low in words("systems") or low in reading.systems:
        return False
    return low not in words("determiners") and low not in words("pronouns") and low not in words("modals")


def _noun_at(reading: Reading, at: int) -> tuple[Kind, int, bool] | None:
    """A role, group or pronoun for people at a token."""
    tokens, low = reading.tokens, reading.low
    word = low[at]
    if word in reading.systems:
        return None
    before = low[at - 1] if at else ""
    if word == "one" and before == "no":
        return "person", at, False
    kind = _kind(word, before)
    if (
        word == "member"
        and at + 3 < len(low)
        and low[at + 1] == "of"
        and set(low[at + 2 : at + 6]) & (words("teams") | {"staff", "our", "the"})
    ):
        return "person", at, False
    if (
        kind is None
        and word in words("team-like")
        and at == 0
        and at + 1 < len(low)
        and low[at + 1] in (_HABITUAL | _DO | {"forgot", "dropped", "broke", "never"})
    ):
        return "team", at, False
    if kind is None and word in words("team-like") and at + 1 < len(low):
        kind = "team" if _team_like(reading, at) else None
    if kind is None and tokens[at].text[0].isupper() and at + 1 < len(low) and word in words("team-like"):
        kind = (
            "team" if _verb_at(reading, at + 1, strict=True) and before not in words("determiners") else None
        )
    if kind is None:
        return None
    last = at
    while last + 1 < len(low) and not tokens[last].possessive:
        nxt = low[last + 1]
        if (
            nxt
            in (
                "team",
                "teams",
                "group",
                "squad",
                "crew",
                "department",
                "folks",
                "people",
                "desk",
                "guild",
                "rotation",
            )
            and kind != "self"
        ):
            kind = "team"
            last += 1
        elif word not in words("pronouns") and (k := _kind(nxt, low[last])) and nxt not in words("pronouns"):
            kind, word, last = k, nxt, last + 1
        else:
            break
    if tokens[last].possessive or kind == "self" or word in words("pronouns") or word == "one":
        return kind, last, False
    if _is_modifier(reading, last):
        return None
    if kind == "person" and word in words("groups") and last > 0 and _described(reading, last):
        kind = "team"
    return kind, last, False


def _described(reading: Reading, at: int) -> bool:
    """Whether a noun says which of many are meant: "mobile developers", "the vendor's engineers"."""
    before = reading.low[at - 1]
    return (
        reading.tokens[at - 1].text[0].isalnum()
        and not _function(before)
        and not before.endswith(("ed", "ing"))
    )


def _kind(word: str, before: str) -> Kind | None:
    if word == "they" and before in ("", ".", ":", ";", "but", "|", "-"):
        return "person"
    if word in ("we", "i", "us", "me", "ourselves", "myself"):
        return "self"
    if word in words("persons-or-programs"):
        if word.rstrip("s") == "agent":
            return "person" if before in _HUMAN_AGENTS else None
        if word.rstrip("s") in ("operator", "owner", "author", "lead"):
            program = before in _PROGRAM_BEFORE or (
                before in words("systems") and word.rstrip("s") == "operator"
            )
            return None if program else "person"
        return None
    if word in ("lead", "leads"):
        return "person"
    for name, kind in _LISTS:
        if word in words(name):
            return kind
    return None


_LISTS: tuple[tuple[str, Kind], ...] = (
    ("attackers", "attacker"),
    ("teams", "team"),
    ("persons", "person"),
    ("customers", "customer"),
)


def _team_like(reading: Reading, at: int) -> bool:
    return reading.low[at + 1] in (
        "team",
        "teams",
        "folks",
        "people",
        "guys",
        "crew",
        "squad",
        "group",
        "staff",
    )


def _is_modifier(reading: Reading, at: int) -> bool:
    """Whether the noun only describes the noun behind it: "team calendar", "operator console"."""
    tokens, low = reading.tokens, reading.low
    if at + 1 >= len(tokens):
        return False
    token, word = tokens[at + 1], low[at + 1]
    if word in _PUNCTUATION or not token.text[0].isalpha():
        return word == "-" or word == "/"
    if (
        _function(word)
        or word.endswith(("ed", "ly", "ing"))
        or word in words("past")
        or word in words("participles")
    ):
        return False
    if reading.low[max(0, _phrase_start(reading, at) - 1)] in _DO and word in words("diligence"):
        return False
    if word in _PRESENT and not (word in words("systems") and not word.endswith("s")):
        return False
    if any(
        word in words(name) for name in ("harm-verbs", "omission-verbs", "judgement-verbs", "names-of-days")
    ):
        return False
    return not token.text[0].isupper()


def _function(word: str) -> bool:
    return any(
        word in words(name)
        for name in (
            "determiners", "prepositions", "conjunctions", "subordinators", "pronouns", "modals", "auxiliaries",
            "negations", "adverbs",
        )
    )  # fmt: skip


def _phrase_start(reading: Reading, at: int) -> int:
    """The first token of the noun phrase that ends at `at`: its article and what describes the noun."""
    tokens, low = reading.tokens, reading.low
    first = at
    if low[at] in words("pronouns") and not tokens[at].possessive:
        return at
    while first > 0:
        word = low[first - 1]
        if word in words("determiners") or tokens[first - 1].possessive:
            first -= 1
            if not tokens[first].possessive:
                return first
            continue
        if (
            not tokens[first - 1].text[0].isalnum()
            or (_function(word) and word not in ("most", "very"))
            or word in words("past")
            or first <= at - 5
            or (word.endswith("ing") and first - 1 > 0 and low[first - 2] not in words("determiners"))
            or (
                word.endswith("ed")
                and word not in words("not-past")
                and first - 2 >= 0
                and low[first - 2] not in words("determiners")
            )
        ):
            return first
        first -= 1
    return first


def _role(reading: Reading, at: int, last: int) -> Role:
    if reading.tokens[last].possessive:
        return "possessive"
    first = _phrase_start(reading, at)
    before = reading.low[first - 1] if first else ""
    if before == "by":
        return "agent"
    if before in words("prepositions") and before not in (
        "since",
        "before",
        "after",
        "until",
        "than",
        "as",
        "like",
    ):
        return "other"
    return "subject"


def _predicates(reading: Reading, actor: Actor) -> Iterator[Predicate]:
    """The verbs of an actor: behind it, behind what describes it, and those that are joined by "and"."""
    if actor.role == "possessive":
        return
    low = reading.low
    at = actor.last + 1
    relative = False
    direct_only = actor.role in ("other", "agent")
    for _ in range(4):
        if at >= len(low):
            return
        word = low[at]
        if word == "(":
            closing = next((i for i in range(at, min(at + 8, len(low))) if low[i] == ")"), None)
            if closing is None:
                return
            at = closing + 1
            continue
        if word == "," and not direct_only:
            if at + 1 < len(low) and low[at + 1] in ("who", "which", "that", "whose"):
                at += 1
                continue
            closing = _closing_comma(low, at)
            if closing is None:
                return
            at = closing + 1
            continue
        if word == "," and at + 1 < len(low) and low[at + 1] in ("who", "which"):
            at += 1
            continue
        if word in ("who", "that", "which"):
            found = _verb_at(reading, at + 1)
            if found:
                yield from _joined(reading, actor, *found, relative=True)
                if direct_only:
                    return
                main = _behind_relative(reading, found[1])
                relative = False
                if main is None:
                    return
                at = main
                continue
            return
        if word.endswith("ing") and len(word) > 4 and word not in words("adverbs"):
            yield Predicate(actor, at, at, reading.clause_end(at), participle=True)
            if direct_only:
                return
            later = _next_finite(reading, at + 1)
            if later is None:
                return
            at = later
            continue
        if direct_only:
            return
        if word in words("prepositions") and word not in ("before", "after", "until", "since"):
            behind = _behind_phrase(reading, at)
            if behind is None:
                return
            at = behind
            continue
        found = _verb_at(reading, at)
        if found:
            yield from _joined(reading, actor, *found, relative=relative)
        return


def _closing_comma(low: list[str], at: int) -> int | None:
    for i in range(at + 1, min(at + 18, len(low))):
        if low[i] == ",":
            return i
        if low[i] in _STOPS:
            return None
    return None


def _behind_relative(reading: Reading, verb: int) -> int | None:
    """The main verb behind a relative clause."""
    low = reading.low
    for i in range(verb + 1, min(verb + 16, len(low))):
        if low[i] in _STOPS:
            return None
        if low[i] == ",":
            return i + 1 if i + 1 < len(low) and low[i + 1] not in words("conjunctions") else None
        if low[i] in words("subordinators") or low[i] in words("conjunctions"):
            return None
        if (
            low[i] in words("modals") or low[i] in words("past") or low[i] in words("auxiliaries")
        ) and i > verb + 1:
            return i
    return None


def _next_finite(reading: Reading, at: int) -> int | None:
    low = reading.low
    for i in range(at, min(at + 9, len(low))):
        if (
            low[i] in _STOPS
            or low[i] == ","
            or low[i] in words("subordinators")
            or low[i] in words("conjunctions")
        ):
            return None
        if low[i] in words("modals") or low[i] in words("past") or low[i] in words("auxiliaries"):
            return i
    return None


def _behind_phrase(reading: Reading, at: int) -> int | None:
    """The token behind a prepositional phrase: "of the payments squad", "on call", "in charge of the rollout"."""
    low = reading.low
    i = at + 1
    while i < len(low) and i <= at + 6:
        if low[i] in words("prepositions"):
            return i
        if (
            low[i] == ","
            or low[i] in words("modals")
            or low[i] in words("auxiliaries")
            or low[i] == "who"
            or (low[i] == "that" and i > at + 1)
        ):
            return i
        if low[i] in words("negations") or (low[i] in words("adverbs") and i > at + 1):
            return i
        if i > at + 1 and (_is_past(low[i]) and low[i - 1] not in words("determiners")):
            return i
        if low[i] in _STOPS or low[i] in words("conjunctions"):
            return None
        i += 1
    return None


def _is_past(word: str) -> bool:
    if word in words("past"):
        return True
    return len(word) > 3 and word.endswith("ed") and word not in words("not-past")


def _verb_at(
    reading: Reading, at: int, strict: bool = False
) -> tuple[int, int, str, bool, bool, bool, bool] | None:
    """The verb group at a token: first, main verb, modal, negated, perfect, passive, copula."""
    tokens, low = reading.tokens, reading.low
    modal, negated, perfect, be = "", False, False, False
    first = -1
    i = at
    while i < len(low):
        word = low[i]
        if word in words("modals"):
            modal = word
            negated |= word.endswith("n't") or word == "cannot"
            perfect |= word.endswith("'ve") or word in ("shoulda", "coulda", "woulda")
        elif word in ("have", "has", "had", "'ve", "having") or word in ("haven't", "hasn't", "hadn't"):
            perfect = True
            negated |= word.endswith("n't")
        elif word in ("do", "does", "did", "don't", "doesn't", "didn't"):
            negated |= word.endswith("n't")
        elif word in (
            "be",
            "am",
            "is",
            "are",
            "was",
            "were",
            "been",
            "being",
            "isn't",
            "aren't",
            "wasn't",
            "weren't",
        ):
            be = True
            negated |= word.endswith("n't")
        elif word in ("not", "never", "n't", "neither", "nor", "hardly", "barely"):
            negated = True
            i += 1
            continue
        elif word in ("ought", "to") and modal == "ought":
            pass
        elif (
            word in words("adverbs")
            or (word.endswith("ly") and len(word) > 4)
            or word in words("error-adverbs")
        ):
            i += 1
            continue
        else:
            break
        first = i if first < 0 else first
        i += 1
    if i >= len(low) or not tokens[i].text[0].isalpha():
        return _bare(first, i, modal, negated, be)
    word = low[i]
    if perfect and not be and not (_is_past(word) or word in words("participles")):
        # "have" is the main verb: "we should have something", "had a look"
        return first, max(first, i - 1), modal, negated, False, False, False
    if be and not _is_past(word) and word not in words("participles") and not word.endswith("ing"):
        return first, i, modal, negated, perfect, False, True
    if first >= 0:
        if word in words("determiners") or word in words("prepositions") or word in words("pronouns"):
            return _bare(first, i, modal, negated, be)
        return first, i, modal, negated, perfect, be and not word.endswith("ing"), False
    if (
        i > at
        and i - 1 >= 0
        and low[i - 1] in _HABITUAL
        and word.replace("-", "").isalpha()
        and not _function(word)
    ):
        return i, i, "", negated, False, False, False
    if (
        _is_past(word)
        or (not strict and word in _PRESENT)
        or (strict and word in _PRESENT and word.endswith("s"))
    ):
        return i, i, "", negated, False, False, False
    if any(
        word in words(n) for n in ("omission-verbs", "judgement-verbs", "harm-verbs")
    ) and word not in words("systems"):
        return i, i, "", negated, False, False, False
    return None


def _bare(
    first: int, i: int, modal: str, negated: bool, be: bool
) -> tuple[int, int, str, bool, bool, bool, bool] | None:
    """A group without a main verb behind it: "had a look", "did the same", "was in the room"."""
    if first < 0:
        return None
    return first, max(first, i - 1), modal, negated, False, False, be


def _joined(
    reading: Reading, actor: Actor, first: int, verb: int, modal: str, negated: bool, perfect: bool, passive: bool,
    copula: bool, relative: bool,
) -> Iterator[Predicate]:  # fmt: skip
    """A predicate and those that follow it with "and" or a comma for the same actor."""
    end = reading.clause_end(verb)
    yield Predicate(actor, first, verb, end, modal, negated, perfect, passive, copula, relative=relative)
    low = reading.low
    at = verb + 1
    for _ in range(4):
        conjunction = next(
            (i for i in range(at, len(low)) if low[i] in ("and", "but", "then", "or") or low[i] in _STOPS),
            None,
        )
        if conjunction is None or low[conjunction] in _STOPS:
            return
        following = conjunction + 1
        while following < len(low) and low[following] in ("then", "so", "promptly", "thereby", "thus", ","):
            following += 1
        found = _verb_at(reading, following, strict=True)
        if found:
            yield Predicate(
                actor, found[0], found[1], reading.clause_end(found[1]), found[2] or "", found[3], found[4], found[5],
                found[6], relative=relative,
            )  # fmt: skip
            at = found[1] + 1
        else:
            at = conjunction + 1


def may_blame(text: str) -> bool:
    """A quick look whether a sentence is worth reading: it names somebody, or holds a word of a telling phrase."""
    if not keys_of(text).isdisjoint(_worth_reading()):
        return True
    return any(word.lower() in given_names()[0] for word in _CAPITAL.findall(text))


_CAPITAL = re.compile(r"@?\b[^\W\d_a-z][^\W\d_]+")


@cache
def _worth_reading() -> frozenset[str]:
    people = (
        words(name)
        for name in ("persons", "persons-or-programs", "teams", "team-like", "selves", "customers")
    )
    others = {
        "he",
        "she",
        "they",
        "shoul",
        "could",
        "ought",
        "had",
        "nobod",
        "forgo",
        "wheth",
        "who",
        "whose",
        "why",
    }
    return trigger_keys() | {max(w.split("-"), key=len)[:5] for group in people for w in group} | others
