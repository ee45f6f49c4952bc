"""How much a chat message says about the incident: signals with weights, each of which can be named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from howcome.evidence.model import Event

from . import vocabulary as words

#: Enough for a message of the incident's own channel, and of any other channel.
ENOUGH = 2.0
ENOUGH_ELSEWHERE = 3.5

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
    ("starts to look", words.TAKES_ON, 1.5),
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


def relevance(event: Event, entities: Entities) -> tuple[float, str]:
    """How much a message says about the incident, and the strongest reason."""
    text = event.text
    if words.EMPTY_TALK.match(text):
        return 0.0, "says nothing by itself"
    strong, weak = entities.named_in(text)
    score, reason, best = 0.0, "no word about the incident", 0.0
    for name, pattern, weight in _SIGNALS:
        if pattern.search(text):
            score += weight
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
    if event.pinned:
        return score + 4, "pinned in the channel"
    if score > 0 and event.reactions >= 2:
        score += 0.5
    if event.kind == "decision":
        score += 2
        reason = "states a decision"
    return score, reason
