"""No conclusion is drawn from a mean time.

Why
    Durations of incidents are so uneven that a single long one moves the mean more than any improvement does. A mean
    that fell shows that no long one happened, and not that something works. Simulated improvements do not show in it.

Example
    MTTR fell by 20 %, so the new process works.

Better
    The median time to detect of the last twelve such incidents is 9 min (4 to 22); too few to say that it changed.

When to ignore
    The sentence reports a number that a contract asks for, and concludes nothing.

Source
    The VOID report (Verica); Davidovič, Incident Metrics in SRE.
"""

from __future__ import annotations

import re

from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_MEANS = ("mttr", "mttd", "mtta", "mttm", "mtbf", "mean time to", "average time to")
_CHANGED = pattern(
    r"\b(?:fell|dropped|decreased|declined|sank|improved|reduced|shortened|halved|rose|increased|grew|went (?:up|down)|"
    r"(?:has|have|is|was|are) (?:been )?(?:down|up|lower|higher|better|shorter|improving|falling|decreasing)|from \S{1,12}(?: \w+)? to \S|trend(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_CAREFUL = pattern(
    r"\b(?:median|quartile|iqr|percentile|p\d\d|interval|distribution|too few|not enough|cannot (?:say|tell|conclude)|does not|says (?:little|nothing)|"
    r"misleading|no conclusion|not (?:say|mean|show|a )|should|will|want|goal|target|aim|plan|to (?:reduce|improve|lower|cut)|would|could)\b",
    re.IGNORECASE,
)


def judge(candidate: Candidate, document: Document) -> Hit | None:
    words = candidate.sentence.text
    if candidate.sentence.is_heading or not _CHANGED.search(words) or _CAREFUL.search(words):
        return None
    return Hit(
        candidate.span,
        f"“{' '.join(document.source[candidate.span].split())}” changed, and a mean of such uneven durations shows little",
        "How many incidents is it, what are their median and their spread, and would chance alone do it?",
    )


rule = Rule(
    code="CIM-006",
    title="No conclusion from a mean time",
    levels=levels(full="warning", standard="info", light="info"),
    triggers=_MEANS,
    judge=judge,
)
