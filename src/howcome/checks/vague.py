"""Quantifiers that stand where a number belongs: some, many, several, a small subset, significant.

Owns these words and what must stand behind them; a sentence that holds any number is left alone.
"""

from __future__ import annotations

import re

from howcome.text.pattern import pattern

from .impact_rows import PEOPLE

_SHARE = r"a (?:very |relatively )?(?:small |large |limited |tiny |significant |certain |good )?(?:number|subset|fraction|part|portion|handful|percentage|share|minority|majority)"
_COUNT = rf"(?:some|many|several|a few|most|various|numerous|countless|a lot|lots|{_SHARE})"
#: Some customers, a small number of our users.
VAGUE_PEOPLE = pattern(
    rf"\b(?:{_COUNT}|certain)\s(?:of\s)?(?:our\s|the\s|these\s|all\s)?(?:\w+\s)?{PEOPLE}\b", re.IGNORECASE
)
_THINGS = (
    r"(?:requests?|calls|quer(?:y|ies)|orders?|bookings?|payments?|transactions?|jobs|messages|e-?mails|notifications|events|"
    r"sessions|log-?ins|sign-?ins|searches|builds?|deploy(?:s|ments)|pipelines|records|rows|files|uploads|downloads|"
    r"pages|sites|partners|shops|suppliers|apps|applications|workloads|pods|errors?|failures?|timeouts|traffic|tickets|complaints|invoices)"
)
_HARM = (
    r"(?:impact|disruption|degradation|downtime|outage|delays?|latency|slowdown|slowness|data loss|errors?|failures?|"
    r"increase|drop|loss|decrease|reduction|traffic|inconvenience)"
)
#: Some requests, a small subset saw, significant delays.
VAGUE_THINGS = pattern(
    rf"\b(?:{_COUNT}\s(?:of\s)?(?:our\s|the\s|these\s|all\s)?(?:\w+\s)?{_THINGS}\b"
    rf"|a (?:very |relatively )?(?:small|tiny|limited|large) (?:subset|fraction|portion|percentage)\b"
    rf"|(?:significant|minimal|substantial|considerable|noticeable|negligible|massive|minor|heavy|slight|limited|moderate)(?:ly)?\s"
    rf"(?:\w+\s)?{_HARM}\b)",
    re.IGNORECASE,
)
_ONLY_VAGUE = pattern(
    rf"\W*(?:{_COUNT}|few|significant(?:ly)?|minimal(?:ly)?|substantial(?:ly)?|considerabl[ey]|negligible)\b",
    re.IGNORECASE,
)


def begins_vaguely(words: str) -> bool:
    """Whether the words of a row begin with such a quantifier and hold no number: "many", "a handful"."""
    return bool(_ONLY_VAGUE.match(words)) and not re.search(r"\d", words)
