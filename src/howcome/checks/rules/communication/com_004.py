"""Texts for customers are short and in plain words.

Why
    They are read in a hurry, by people who do not build the system, often in a second language. Long sentences and
    words of the trade leave only the impression that something is hidden.

Example
    - [ ] **Customers:** loss of etcd quorum led to 5xx from the ingress until a replica was promoted (channel: mail)

Better
    - [ ] **Customers:** a coordination service stopped, so requests were refused. It works again. (channel: mail)

When to ignore
    Your customers are engineers who run the same software.

Source
    Microsoft Azure, post incident reviews; howcome's own: twenty words a sentence, 300 words in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import outward, outward_texts
from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_MOST_WORDS = 300
_WORDS_A_SENTENCE = 20
#: A single sentence may be longer; from two on, the mean counts.
_LONGEST_SENTENCE = 35
_SENTENCE = pattern(r"[.!?;:](?:\s+|\Z)")
_JARGON = pattern(
    r"\b(?:etcd|quorum|kubernetes|k8s|pods?(?! ?cast)|namespaces?|oom(?:-?killed)?|[45]xx|http [45]\d\d|garbage collection|mutex|deadlocks?|"
    r"stack ?trace|heap|ttl|ingress|sidecars?|shards?|sharding|replica(?:s|tion lag)?|upstreams?|back-?pressure|connection pools?|"
    r"thread pools?|load balancers?|failover|idempoten\w+|race condition|schema migration|cron ?jobs?|kafka|redis|postgres\w*|mysql|"
    r"nginx|envoy|terraform|helm|p9[59]|circuit breaker|autoscal\w+|root cause analysis|null pointer|segfault|"
    r"raft|leader election|split[- ]brain|hot ?fix|rollback)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    texts = list(outward_texts(document))
    length = sum(len(words.split()) for _, words in texts)
    if length > _MOST_WORDS and max(len(words.split()) for _, words in texts) > _MOST_WORDS:
        yield Hit(
            texts[0][0],
            f"the text for outside has {length} words; {_MOST_WORDS} are read",
            "Which part does a customer need, and which could stand behind a link?",
        )
    for span, words in texts:
        sentences = [s.split() for s in _SENTENCE.split(words) if s.strip()]
        longest = max(map(len, sentences), default=0)
        mean = sum(map(len, sentences)) / max(1, len(sentences))
        if longest > _LONGEST_SENTENCE or (len(sentences) > 1 and mean > _WORDS_A_SENTENCE):
            said = (
                f"a sentence of {longest} words"
                if longest > _LONGEST_SENTENCE
                else f"{mean:.0f} words a sentence"
            )
            yield Hit(
                span,
                f"this text for outside has {said}",
                "Could it be cut into what happened, what it meant for you, and what changes?",
            )
    for span in outward(document):
        found = list(dict.fromkeys(m.group().lower() for m in _JARGON.finditer(document.source[span])))
        if found:
            yield Hit(
                span,
                f"this text for outside has words of the trade: {listed(found[:4])}",
                "What would a customer call it, or can it be left out?",
            )


rule = Rule(
    code="COM-004",
    title="Texts for customers are in plain words",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
