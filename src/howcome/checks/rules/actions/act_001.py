"""An action begins with what is done: a verb.

Why
    "Better alerts" can be read in ten ways and never ends. A verb with a thing to deliver can be done.

Example
    - [ ] Better alerts for the pool

Better
    - [ ] Add an alert that fires when the pool is 80 % full

When to ignore
    The first word is a verb that this rule does not know as one. Then please report it.

Source
    Lunney, Lueder, Beyer, Postmortem Action Items, ;login: 2017; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_NO_VERBS = frozenset(
    """
    better more new improved no less fewer the a an our we some this these there it its they additional proper
    automated automatic stronger clearer faster higher lower regular missing insufficient alerts alerting alarms
    monitoring documentation training communication tests dashboards dashboard runbooks logging observability
    tooling capacity redundancy guidelines guidance awareness ownership visibility resilience robustness
    improvements improvement potential possible future all every someone somebody
    """.split()  # noqa: SIM905
)
_GERUND = re.compile(r"(?:add|improv|creat|updat|fix|remov|chang|implement|mak|writ|test|document|review|investigat|enabl|"
                     r"reduc|increas|introduc|migrat|mov|automat|enforc|configur|deploy|upgrad|us|set|build|train)(?:t|n)?ing\Z")  # fmt: skip


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    for action in document.actions:
        first = re.match(r"[^\w]*([^\W_]+)\b(?![-/:])", action.text or "")
        if first and (first[1].lower() in _NO_VERBS or _GERUND.match(first[1].lower())):
            yield Hit(
                item_span(action),
                f"this action begins with “{first[1]}”, so it does not say what is done",
                "What is delivered? Begin with a verb: add, remove, limit, reject, test …",
            )


rule = Rule(
    code="ACT-001",
    title="An action begins with a verb",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
