"""No "human error" as an explanation.

Why
    People err every day and nearly always nothing happens. The question is what made this slip possible
    and what did not stop it.

Example
    The outage was due to human error.

Better
    The tool took the cluster from the last session and printed no target before it deleted.

When to ignore
    The sentence says that human error is no cause, or it names a class of responses such as user errors.

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re

from howcome.checks.blame.labels import is_label
from howcome.checks.blame.subjects import is_negated
from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document

_MEANT_OTHERWISE = re.compile(
    r"\b(?:prevent\w*|reduc\w*|avoid\w*|prone to|guard\w*|protect\w*|toleran\w*|catch\w*|detect\w*|eliminat\w*|possibility|"
    r"potential|opportunit\w*|risk|chance|room for|against|assum\w+|suspect\w+|ruled out|looked like|called|label|"
    r"term|words?|blam\w+|minimi[sz]\w+|susceptible|likelihood|handle|show\w*|display\w*|return\w*)\b[^.]{0,30}$",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(
    r"\s+(?:rates?|messages?|pages?|counts?|logs?|budgets?|codes?|handling|handlers?|responses?|reports?|metrics?|types?|"
    r"classe?s?|events?|is (?:not|never|only|always)|isn't|(?:is|as) a (?:symptom|result|consequence|starting point)|as a cause is|tolerance|-)",
    re.IGNORECASE,
)


def judge(candidate: Candidate, document: Document) -> Hit | None:
    if _MEANT_OTHERWISE.search(candidate.before) or _TECHNICAL.match(candidate.after):
        return None
    if is_negated(candidate.before, 30):
        return None
    if candidate.sentence.section == "causes" and _is_whole_cause(candidate, document):
        return None  # RCA-003 says it about the whole cause
    words = " ".join(document.source[candidate.span].split())
    return Hit(
        candidate.span,
        f"“{words}” ends the search before it has begun",
        "How did it become possible, and why did nothing catch it?",
    )


def _is_whole_cause(candidate: Candidate, document: Document) -> bool:
    """Whether the sentence is the text of a list item and nothing but the label."""
    start = candidate.sentence.span.start
    line = document.source.line_span(document.source.line_at(start))
    bullet = document.source.text[line.start : start].strip()
    return bool(re.fullmatch(r"[-*+]|\d{1,9}[.)]", bullet)) and is_label(candidate.sentence.text.strip())


rule = Rule(
    code="B07",
    title="“Human error” explains nothing",
    levels=levels(full="warning", standard="warning", light="info"),
    triggers=(
        "human error", "human mistake", "human failure", "operator error", "operator mistake", "user error", "pilot error",
        "manual error", "engineer error", "developer error", "pebkac", "due to a mistake", "caused by a mistake",
        "error on the part of", "mistake on the part of", "user mistake",
    ),
    judge=judge,
    category="human-error",
    foreign=True,
)  # fmt: skip
