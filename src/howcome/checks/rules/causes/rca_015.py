"""The analysis says what each defence did: it was not there, let it pass, or held.

Why
    Types, tests, review, stages, alerts and limits each had a chance. Knowing which of them looked away, and
    which held, tells where the next one belongs.

Example
    - Why did gateways refuse requests?
      - The list of upstreams was empty

Better
    - Why did gateways refuse requests?
      - The list of upstreams was empty
        - Review showed a collapsed file; the test data has one region; the canary had no such traffic
        - The rate limit held, so that the second region stayed up

When to ignore
    No defence could have been in its way.

Source
    Cook, How Complex Systems Fail; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_DEFENCE = pattern(
    r"\b(?:test\w*|reviews?|reviewed|canary|canaries|staging|stages?|staged|alert\w*|alarm\w*|monitor\w*|limit\w*|validat\w*|checks?|"
    r"checked|approv\w*|lint\w*|schema|types?|dry[- ]run|backups?|fail-?over|fallback|redundan\w*|quota\w*|throttl\w*|timeouts?|"
    r"retr(?:y|ies)|circuit|guard\w*|safeguards?|defen[cs]es?|nothing (?:refuses|rejects|stops|limits|catches|compares|sets)|refuse[sd]?|"
    r"reject\w*|rollback|rolled back|health|probes?|replicas?|isolat\w*|confirmation|lock\w*|dashboards?|graphs?|audit\w*|drill\w*)\b",
    re.IGNORECASE,
)
_SECTIONS = ("causes", "lessons")
_FEWEST = 2


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes") or len(document.causes) < _FEWEST:
        return
    prose = prose_of(document)
    said = (s.text for key in _SECTIONS for s in prose.sentences(key) if not s.text.rstrip().endswith("?"))
    if any(_DEFENCE.search(words) for words in said):
        return
    yield Hit(
        section_span(document, "causes"),
        "the analysis does not say what any defence did",
        "What did tests, review, stages, alerts and limits do: not there, passed it, or held?",
    )


rule = Rule(
    code="RCA-015",
    title="Each defence is accounted for",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
