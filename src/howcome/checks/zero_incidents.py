"""Promises that nothing will ever happen again, as an outcome. Owns these words; numbers that can be met are none."""

from __future__ import annotations

import re

from howcome.text.pattern import pattern

_ZERO = pattern(
    r"\b(?:(?:will|can|shall|should|must|does|do) (?:never|not ever) (?:ever |again )?(?:happen|occur|recur|fail|break|go down|be repeated)"
    r"|never (?:again|recurs?|happens?|occurs?|fails?)(?: again)?"
    r"|(?:won't|will not|cannot|can't|does not|doesn't) (?:happen|occur|recur|be repeated)(?: again| anymore| any more)?"
    r"|(?:zero|no|0) (?:more |further |future )?(?:incidents?|outages?|downtime|failures|disruptions?)(?! (?:in|during|within|of|for|over|per|longer|that|because|caused|due|by|with))"
    r"|(?:prevents?|eliminates?|avoids?|rules? out|stops?) (?:all|any|every) (?:\w+ )?(?:incidents?|outages?|failures?|errors?|recurrences?|downtime)"
    r"|100 ?% (?:of )?(?:uptime|availability|available|reliab\w+|safe\w*|secure|protection)"
    r"|(?:100 ?%|all|every|each)(?: of)?(?: all)?(?: the)? (?:\w+ )?(?:incidents?|outages?|failures?|errors?|recurrences?|disruptions?) "
    r"(?:is|are|will be|can be|get|gets) (?:prevented|avoided|eliminated|stopped|ruled out|impossible)"
    r"|guarantees? (?:that )?(?:no|zero|full|100)"
    r")\b",
    re.IGNORECASE,
)


def zero_incidents(words: str) -> re.Match[str] | None:
    """Where words promise that it will never happen again."""
    return _ZERO.search(words)
