"""Who may read a restricted document is said, and texts for outside link to nothing private.

Why
    A report about an attack or a leak helps the next attacker. One word (internal, restricted, until when) keeps
    copies where they belong. And a public text that links to a private page shows readers a closed door, or an open one.

Example
    - [ ] **Customers:** details are in https://ourteam.slack.com/archives/C02/p1700489280 (channel: mail)

Better
    classification: restricted until 2026-07-06

When to ignore
    The library as a whole is restricted, and everybody knows it.

Source
    Datadog, incident management documentation; Traffic Light Protocol (FIRST).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import outward
from howcome.checks.levels import levels
from howcome.checks.places import title_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_PRIVATE = pattern(
    r"https?://(?:[\w-]{1,63}\.){0,4}(?:slack\.com/(?:archives|client)|atlassian\.net/|atlassian\.com/(?:wiki|browse)|notion\.so/|"
    r"docs\.google\.com/|drive\.google\.com/|sharepoint\.com/|teams\.microsoft\.com/|app\.datadoghq\.(?:com|eu)/|pagerduty\.com/incidents|"
    r"linear\.app/|sentry\.io/|splunkcloud\.com/|newrelic\.com/|grafana\.net/)[^\s)>\]]{0,200}"
    r"|https?://(?:jira|wiki|confluence|grafana|kibana|gitlab|git|jenkins|intranet|internal|vault|sentry)\.[^\s)>\]]{1,200}",
    re.IGNORECASE,
)
_CLASSIFIED = pattern(
    r"\b(?:TLP:|classification|classified|restricted|confidential|internal only|for internal use|embargo\w*|need[- ]to[- ]know|"
    r"not for distribution|closed (?:channel|archive)|public(?:ly)? (?:version|variant|report))",
    re.IGNORECASE,
)
_HEAD = frozenset(
    {"classification", "visibility", "confidentiality", "tlp", "embargo", "restricted", "audience", "access"}
)


def check(document: Document) -> Iterator[Hit]:
    for span in outward(document):
        for found in _PRIVATE.finditer(document.source[span]):
            yield Hit(
                Span(span.start + found.start(), span.start + found.end()),
                "a text for outside links to a page behind a login",
                "What do readers need from there, and where could it stand in public?",
            )
    if document.head.category == "security" and not (
        _HEAD & set(document.head.unknown) or _CLASSIFIED.search(document.source.text)
    ):
        yield Hit(
            title_span(document),
            "this is about security, and nothing says who may read it",
            "Who may read it, and until when (`classification: …` in the head)?",
        )


rule = Rule(
    code="COM-012",
    title="It is said who may read it",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
