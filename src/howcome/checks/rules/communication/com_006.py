"""What the law or a contract wants told by a date stands in the plan, with that date.

Why
    These clocks run from the moment when somebody knew, in hours, also on a Sunday. In the plan they have an owner and
    a time; in a sentence of the impact they have neither. howcome counts days, and it is no legal advice.

Example
    The regulator is to be told under GDPR, Art. 33.

    and no line for it in the communication plan

Better
    - [x] **Authority:** the report under GDPR, Art. 33 (channel: its form; owner: Hanneke; by: 2026-06-27)

When to ignore
    Somebody who may decide that decided that there is nothing to report; write down who and why.

Source
    Regulation (EU) 2016/679 (GDPR), article 33; Directive (EU) 2022/2555 (NIS2), article 23; Regulation (EU) 2022/2554
    (DORA), article 19.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Communication
from howcome.text.pattern import pattern


class _Clock(NamedTuple):
    """A duty to report: by what it is named, and how many days after somebody knew the first report is due."""

    name: str
    words: re.Pattern[str]
    days: int


_CLOCKS = (
    _Clock("GDPR", pattern(r"\bGDPR\b|\bDSGVO\b|\bdata protection (?:authority|act)\b|\bArt(?:icle|\.)?\s?33\b|\bsupervisory authority\b", re.I), 3),
    _Clock("NIS2", pattern(r"\bNIS\s?2\b", re.IGNORECASE), 1),
    _Clock("DORA", pattern(r"\bDORA\b(?! metrics?)"), 1),
)  # fmt: skip
_AUTHORITY = pattern(
    r"\b(?:authorit(?:y|ies)|regulators?|supervisor\w*|data protection|ICO|CNIL|BaFin|BSI|DPA|CSIRT|legal)\b",
    re.IGNORECASE,
)
_NO_DUTY = pattern(
    r"\b(?:no|not|nothing|none|without|nobody)\b[^.\n]{0,60}\b(?:report\w*|notif\w*|dut(?:y|ies)|require\w*|reportable|notifiable|apply|applies|"
    r"personal data|deadline|authority|exposed|tell|told|affected)\b|\b(?:not|non)[- ](?:notifiable|reportable)\b",
    re.IGNORECASE,
)
_SECTIONS = ("incident-summary", "impact", "communication")


def check(document: Document) -> Iterator[Hit]:
    clock = _named(document)
    if clock is None or not is_present(document, "communication"):
        return
    rows = [c for c in document.communications if _tells_authority(c)]
    if not rows:
        if not _NO_DUTY.search(document.source.text):
            yield Hit(
                section_span(document, "communication"),
                f"{clock.name} is named, and the plan has no message to an authority",
                "Who tells it, by when, or who decided that there is nothing to report?",
            )
        return
    known = _day_known(document)
    if known is None:
        return
    last = known + timedelta(days=clock.days)
    first = min((row.by for row in rows if row.by), default=None)
    if first and first > last:
        row = next(r for r in rows if r.by == first)
        yield Hit(
            row.cells["by"].span,
            f"this goes out on {first}; counted from {known}, the first report under {clock.name} is due on {last}",
            "Was an earlier report sent, or does the clock start later? Write down why.",
        )


def _named(document: Document) -> _Clock | None:
    words = " ".join(document.source[s.span] for s in document.sections if s.key in _SECTIONS)
    return next((clock for clock in _CLOCKS if clock.words.search(words)), None)


def _tells_authority(message: Communication) -> bool:
    return bool(_AUTHORITY.search(f"{message.audience or ''} {message.text or ''}"))


def _day_known(document: Document) -> date | None:
    """The day on which somebody knew: the clock starts there."""
    for mark in ("detected", "declared"):
        moment = document.times.get(mark)
        if moment and moment.time:
            return moment.time.date()
    return None


rule = Rule(
    code="COM-006",
    title="Legal clocks are in the plan, and met",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
    dimension="timeliness",
)
