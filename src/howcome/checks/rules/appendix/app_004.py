"""Beside a graph stands the query that drew it.

Why
    Two people who count "errors" rarely count the same. The query settles what was counted, and draws the graph again
    when the dashboard is gone.

Example
    ![Error rate of checkout from 13:30 to 15:30](graph.png)

Better
    ![Error rate of checkout from 13:30 to 15:30](graph.png)

    `sum(rate(http_errors{job="checkout"}[1m]))`

When to ignore
    The graph is a picture from outside, such as a provider's.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_GRAPH = pattern(
    r"!\[(?P<alt>[^\[\]\n]{0,500})\]\((?P<where>[^()\s]{1,500})[^()\n]{0,200}\)|^[ \t]*(?:`{3,}|~{3,})[ \t]*howcome-chart\b",
    re.MULTILINE,
)
_IS_GRAPH = pattern(
    r"graph|chart|metric|dashboard|grafana|panel|latency|error rate|per (?:second|minute)|cpu|memory",
    re.IGNORECASE,
)
_QUERY = pattern(
    r"\b(?:sum|rate|avg|count|max|min|histogram_quantile|increase|count_over_time|quantile)\s?\(|\bselect\b[^\n]{1,200}\bfrom\b|"
    r"^[ \t]*(?:`{3,}|~{3,})[ \t]*(?:sql|promql|logql|kql|query|kusto|spl|flux)\b|\bquer(?:y|ies)\b[^\n]{0,40}(?:`|:|\.sql)|\w=~?\"|\||\bstats count\b",
    re.IGNORECASE | re.MULTILINE,
)
_KINDS = ("prometheus", "queries", "csv", "grafana", "cloudwatch", "datadog")


def check(document: Document) -> Iterator[Hit]:
    text = document.source.text
    graphs = [
        Span(*found.span())
        for found in _GRAPH.finditer(text)
        if found["where"] is None or _IS_GRAPH.search(f"{found['alt']} {found['where']}")
    ]
    if not graphs or _has_query(document):
        return
    words = "this graph stands" if len(graphs) == 1 else f"{len(graphs)} graphs stand"
    lines = [str(document.source.line_at(s.start)) for s in graphs[:8]]
    where = "" if len(graphs) == 1 else f" (lines {listed(lines)}{' …' if len(graphs) > 8 else ''})"
    yield Hit(
        graphs[0],
        f"{words} without the query that drew it{where}"
        if len(graphs) == 1
        else f"{words} without the queries that drew them{where}",
        "Which query shows the same once more, when the dashboard is gone?",
    )


def _has_query(document: Document) -> bool:
    if any((a.type or "").strip().lower() in _KINDS for a in document.attachments):
        return True
    text = document.source.text
    return any(
        _QUERY.search(text, *b.span)
        for b in document.blocks
        if b.kind != "table" and b.kind != "front-matter"
    )


rule = Rule(
    code="APP-004",
    title="Beside a graph stands its query",
    levels=levels(full="warning", standard="info"),
    check=check,
)
