"""How much a chat message says about the incident: signals with weights, each of which can be named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from howcome.evidence.model import Event

from . import vocabulary as words

#: Enough for a message of the incident's own channel, and of any other channel.
ENOUGH = 0.75
ENOUGH_ELSEWHERE = 3.5
#: Enough where the incident is talked about in a channel that serves other things too.
ENOUGH_AT_HOME = 2.25

_SIGNALS: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("declares the incident", words.DECLARES, 5),
    ("says that it is over", words.RESOLVES, 4),
    ("takes command", words.COMMANDS, 3),
    ("says that users notice", words.REPORTS, 4),
    ("names a mechanism", words.DIAGNOSES, 2.5),
    ("says that harm is contained", words.MITIGATED, 3),
    ("says that an attempt did not help", words.NO_HELP, 2.5),
    ("says that it recovers", words.RECOVERS, 2.5),
    ("rules something out", words.RULES_OUT, 2.5),
    ("tells what is done", words.ACTS, 2),
    ("tells what is decided", words.DECIDES, 1.5),
    ("tells what it waits for", words.WAITS, 2),
    ("suspects something", words.HYPOTHESES, 1.5),
    ("names a symptom", words.SYMPTOMS, 1.5),
    ("announces a change", words.ANNOUNCES, 1.5),
    ("informs people", words.INFORMS, 1.5),
    ("opens it again", words.REOPENS, 3),
    ("says that an act is done", words.DONE, 2),
    ("tells of a switch", words.SWITCHES, 2),
    ("calls it an exercise", words.EXERCISE, 3),
    ("says that something is down", words.MONITOR, 2),
    ("starts to look", words.TAKES_ON, 1.5),
)
#: Words that nearly every English sentence has one of, and hardly a sentence of another language.
_ENGLISH = re.compile(
    r"\b(?:the|and|are|this|that|these|with|have|has|been|it|it's|to|from|you|for|not|i|i'm|we're|be|will|on|but|they|is)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"#\d{2,7}\b")
_CLOCK = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?![\d:])")


@dataclass(frozen=True)
class Entities:
    """What the structured evidence of the incident names: services, alerts, versions, pull requests, hosts.

    `strong` names identify this incident (a version, an alert); `weak` ones belong to it (a service).
    """

    strong: frozenset[str]
    weak: frozenset[str]
    references: frozenset[str]

    @classmethod
    def of(cls, strong: Iterable[str], weak: Iterable[str], references: Iterable[str]) -> Entities:
        return cls(
            frozenset(s.lower() for s in strong if len(s) > 2),
            frozenset(s.lower() for s in weak if len(s) > 2),
            frozenset(references),
        )

    def named_in(self, text: str) -> tuple[int, int]:
        """How many strong and weak names a text holds."""
        lowered = text.lower()
        return sum(s in lowered for s in self.strong), sum(s in lowered for s in self.weak)


@dataclass(frozen=True)
class Talk:
    """What a conversation about the incident is known by: its words, and who leads it.

    `topics` are words that the first, plainly relevant statements use and other talk does not. `insiders`
    are the authors of such statements; what they write between `start` and `end` is likely to belong.
    """

    topics: frozenset[str] = frozenset()
    insiders: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    start: datetime | None = None
    end: datetime | None = None

    @classmethod
    def of(cls, chosen: Iterable[Event], others: Iterable[Event], start: datetime, end: datetime) -> Talk:
        """Learns from statements that are plainly relevant, against all other talk."""
        chosen, others = list(chosen), list(others)
        common = Counter(w for e in others for w in set(topic_words(e.text)))
        said = Counter(w for e in chosen for w in set(topic_words(e.text)))
        topics = {w for w, n in said.items() if n >= 2 and common[w] <= 0.01 * len(others)}
        insiders = {a for e in chosen if not e.automatic for a in e.actors[:1]}
        places = Counter(e.group for e in chosen if e.group)
        homes = {name for name, count in places.items() if count >= 2}
        return cls(frozenset(topics), frozenset(insiders), frozenset(homes), start, end)

    def bonus(self, event: Event) -> tuple[float, float]:
        """What the conversation adds to a message: up to 1.5 for its words, 0.75 for its author."""
        topical = len(self.topics & set(topic_words(event.text)))
        inside = self.start is not None and self.end is not None and self.start <= event.time <= self.end
        author = bool(inside and event.actors and event.actors[0] in self.insiders)
        return min(topical, 2) * 0.75, 0.75 if author else 0.0


_STOP_WORDS = """
    that this with from have will what when your they them then than there here where which while would
    could should about after before again also been because being between both does doing down each even
    ever every into just like look looks looking made make more most much need needs only other over
    same some still such sure take thanks time today tomorrow very want well were please does anyone
    somebody everybody know think going good right back come
"""
_STOP = frozenset(_STOP_WORDS.split())


def is_foreign(messages: Iterable[Event], entities: Entities) -> bool:
    """Whether a conversation is in a language that the vocabulary does not know.

    Two signs together, since on-call English is terse: hardly a message has a common English word, and
    hardly one says anything that the vocabulary knows.
    """
    said = [e for e in messages if not e.automatic and not words.EMPTY_TALK.match(e.text)]
    if len(said) < 3:
        return False
    english = sum(bool(_ENGLISH.search(e.text)) for e in said)
    known = sum(relevance(e, entities)[0] >= ENOUGH for e in said)
    return english < 0.2 * len(said) and known < 0.25 * len(said)


def topic_words(text: str) -> list[str]:
    """Words of four letters and more, and identifiers, by which a topic is known."""
    return [w for w in re.findall(r"[a-z0-9][\w.-]{2,}\w", text.lower()) if w not in _STOP]


def relevance(event: Event, entities: Entities, talk: Talk | None = None) -> tuple[float, str]:
    """How much a message says about the incident, and the strongest reason."""
    text = event.text
    if words.EMPTY_TALK.match(text):
        return 0.0, "says nothing by itself"
    strong, weak = entities.named_in(text)
    score, reason, best = 0.0, "no word about the incident", 0.0
    signals = 0
    for name, pattern, weight in _SIGNALS:
        if pattern.search(text):
            score += weight
            signals += 1
            if weight > best:
                best, reason = weight, name
    named = min(strong, 2) * 2.0 + min(weak, 2) * 1.0
    if named and not best:
        reason = "names what the incident is about"
    foreign = [r for r in _REFERENCE.findall(text) if r not in entities.references]
    if foreign and not named:
        score -= 2.5
    if words.CLAIMS_START.search(text) and _CLOCK.search(text):
        score += 1.5
        reason = reason if best else "says when it began"
    score += named
    topical, author = talk.bonus(event) if talk else (0.0, 0.0)
    told = bool(named or topical or signals > 1)
    if reason in ("names a symptom", "announces a change") and not told:
        score -= 1.0
    score += topical + author
    if author and told and len(text.split()) >= 6:
        score += 0.75
    if event.pinned:
        return score + 4, "pinned in the channel"
    if score > 0 and event.reactions >= 2:
        score += 0.5
    if event.kind == "decision":
        score += 2
        reason = "states a decision"
    return score, reason
