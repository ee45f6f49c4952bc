"""The timeline shows what people did and what systems did.

Why
    A story of people alone makes everything look like somebody's doing; one of systems alone hides the
    response. The conditions are found where the two meet.

Example
    Ten entries, all of them what responders did

Better
    - 2026-11-20 14:05Z Alert CheckoutErrorRate fires (kind: alert)
    - 2026-11-20 14:08Z The autoscaler adds 12 nodes (kind: change; actors: autoscaler)
    - 2026-11-20 14:11Z The on-call engineer stops the rollout (kind: action)

When to ignore
    Nothing but people was involved, as in a mistaken mail.

Source
    The ten parts of a postmortem (docs/format.md); 18F, incident report guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_FEWEST = 6
_SYSTEM_KINDS = ("alert", "log", "metric", "page", "external", "deploy")
_ACTION_KINDS = ("action", "change", "decision", "message", "status", "deploy")
_SYSTEM = pattern(
    r"\b(?:alerts?|alarms?|monitor\w*|errors?|metrics?|latency|queues?|rates?|traffic|requests?|logs?|cpu|memory|disks?|"
    r"nodes?|pods?|servers?|services?|databases?|clusters?|autoscal\w*|jobs?|cache\w*|connections?|timeouts?|fail\w*|"
    r"crash\w*|certificates?|expir\w*|outages?|broken|prox(?:y|ies)|scripts?|versions?|config\w*|instances?|issues?|fires?|fired|api|probes?|releases?|sites?|system\w*)\b",
    re.IGNORECASE,
)
_ACTION = pattern(
    r"\b(?:on-?call|engineers?|responders?|commander|team\w*|support|leads?|operators?|developers?|we|decid\w*|decision|"
    r"declar\w*|roll\w*|restart\w*|revert\w*|deploy\w*|merg\w*|paged?|call\w*|ask\w*|join\w*|post\w*|look\w*|investigat\w*|"
    r"disabl\w*|stop\w*|turn\w*|appl\w*|scale[ds]?|clos\w*|fix\w*|acknowledg\w*|escalat\w*|remov\w*|add\w*)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    entries = [e for e in document.timeline if e.text]
    if len(entries) < _FEWEST or not is_present(document, "timeline"):
        return
    kinds = {(e.event or "").strip().lower() for e in entries}
    words = "\n".join(e.text or "" for e in entries)
    if not kinds & set(_SYSTEM_KINDS) and not _SYSTEM.search(words):
        yield Hit(
            section_span(document, "timeline"),
            f"none of the {len(entries)} entries says what a system did",
            "What did alerts, logs and graphs show at these times?",
        )
    if not kinds & set(_ACTION_KINDS) and not _ACTION.search(words):
        yield Hit(
            section_span(document, "timeline"),
            f"none of the {len(entries)} entries says what people did",
            "Who looked, decided and changed something, and when?",
        )


rule = Rule(
    code="TL-012",
    title="People and systems both appear",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
