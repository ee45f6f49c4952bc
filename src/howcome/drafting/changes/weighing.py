"""How likely a change was the trigger: what speaks for it and against it, each named.

The weights are a ranking, no probability: nearness in time counts up to 4 and halves after thirty minutes; what
was affected 3; a deployment 1.5; what responders said and did about it afterwards 1.5 to 4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from howcome.drafting import vocabulary as words
from howcome.drafting.incident import Scope
from howcome.evidence.model import Event

from .naming import names_of, telling_words, words_of

#: The first minute of harm is known to the minute, so a trigger may seem this much later.
SLACK = timedelta(seconds=60)
_IS_IT = re.compile(
    r"(?:^|\b[Ss]o |\b[Tt]hen |[.,;] )(?:[Ii]t(?:['’]s| is) (?:the |our )?[A-Z]\w+|[Tt]ha(?:t['’]s|t is|t was) (?:#\d|v?\d[\w-]*\.)[\w.-]*)",
    re.MULTILINE,
)
_ROLLBACK = re.compile(r"\broll(?:ed|ing)?[ -]?back|\brollback|\brevert", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What responders said and did about a change after it began."""

    named: bool = False
    spoken_of: bool = False
    taken_back: bool = False
    ruled_out: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What speaks for a change and against it. `minutes` is how long before the first sign it was."""

    minutes: float
    from_outside: bool
    affected: tuple[str, ...]
    said: Said
    score: float

    @property
    def is_sure(self) -> bool:
        """Whether responders named it as the cause or took it back, and nobody ruled it out."""
        return (self.said.named or self.said.taken_back) and not self.said.ruled_out

    @property
    def reasons(self) -> tuple[str, ...]:
        """The same in words, for the draft."""
        found = []
        if self.from_outside:
            found.append("a supplier told of a failure of its own while it lasted")
        else:
            found.append(
                f"{_ago(self.minutes)} before the first sign"
                if self.minutes > 0
                else "as the first sign came"
            )
        if self.affected:
            found.append(f"it changed {', '.join(self.affected)}, which was affected")
        if self.said.named:
            found.append("responders named it")
        elif self.said.spoken_of and not self.said.ruled_out:
            found.append("responders spoke of it")
        if self.said.taken_back:
            found.append("it was taken back afterwards")
        if self.said.ruled_out:
            found.append("but it was ruled out in chat")
        return tuple(found)


def weigh(
    first: Event,
    group: Sequence[Event],
    after: Sequence[Event],
    scope: Scope,
    began: datetime,
    taken_back: set[int],
) -> Verdict:
    """Weighs the change whose records are `group`; `after` is all that happened since the first sign."""
    times = [e.time for e in group if e.time <= began + SLACK]
    minutes = max(0.0, (began - max(times)).total_seconds() / 60) if times else 0.0
    score = 4.0 / (1 + minutes / 30) if times else 2.0
    services = {e.service for e in group if e.service}
    affected = tuple(s for s in scope.services if s in services)
    deployed = any(e.kind == "deploy" for e in group)
    if affected:
        quiet = max(0.3, 1 / (1 + max(0.0, minutes - 15) / 60))
        score += 3 * quiet - 0.5 * scope.services.index(affected[0])
    elif services and scope.services and deployed:
        score -= 1.5
    if deployed:
        score += 1.5
    elif first.kind in ("change", "message", "decision", "log"):
        score += 0.5
    if any(e.kind == "status" and e.signal == "maintenance" for e in group):
        score -= 1
    if any(words.GIVES_WAY.search(e.text) for e in group):
        score += 2
    if any(words.SAFEGUARD_SKIPPED.search(e.text) for e in group):
        score += 1
    if _ROLLBACK.search(first.text):
        score -= 2
    said = _said_later(group, after, taken_back)
    score += 3 if said.named else 1.5 if said.spoken_of and not said.ruled_out else 0
    score += 4 if said.taken_back else 0
    score -= 4 if said.ruled_out else 0
    return Verdict(minutes, not times, tuple(sorted(affected)), said, score)


def _said_later(group: Sequence[Event], after: Sequence[Event], taken_back: set[int]) -> Said:
    names, tokens = names_of(group), words_of(group)
    named = ruled_out = spoken = False
    supplier = next(
        (e.details["page"].split()[0].lower() for e in group if e.kind == "status" and e.details.get("page")),
        "",
    )
    undone = any(id(e) in taken_back for e in group)
    for event in after:
        text = event.text
        if event.kind in ("message", "decision", "page") and not event.automatic:
            mentioned = any(n in text for n in names) or len(tokens & telling_words(text)) >= 2
            target = any(re.search(rf"\b(?:to|on|now|back to) {re.escape(n)}", text) for n in names)
            if mentioned and not target:
                spoken = True
                ruled_out = ruled_out or bool(words.RULES_OUT.search(text))
                blames = words.DIAGNOSES.search(text) or _ROLLBACK.search(text) or _IS_IT.search(text)
                named = named or bool(blames and not words.RULES_OUT.search(text))
        undone = undone or _reverts(event, group, names) or _set_back(event, names)
        if supplier and event.kind == "log" and event.severity in ("error", "fatal", "warning"):
            named = named or supplier in text.lower()
    return Said(named, spoken, undone, ruled_out)


def rolled_back(events: Sequence[Event], began: datetime) -> set[int]:
    """Deployments that were taken back: the last one of a service before a rollback of that service."""
    found: set[int] = set()
    for event in events:
        rolls_back = event.kind == "deploy" and event.signal == "started" and _ROLLBACK.search(event.text)
        if not rolls_back or event.time <= began or event.service is None:
            continue
        before = [
            e
            for e in events
            if e.kind == "deploy"
            and e.signal == "started"
            and e.service == event.service
            and e.time <= began
            and not (e.group or "").startswith("run ")
        ]
        if before:
            found.add(id(max(before, key=lambda e: e.time)))
    return found


def _set_back(event: Event, names: set[str]) -> bool:
    """Whether a later setting switches the same thing off."""
    off = re.search(
        r"\bto (?:0 ?%|0\b|off|false|none|disabled)|\b(?:disabled|deleted|removed|archived|turned off)\b",
        event.text,
    )
    return "audit" in event.details and event.reference in names and off is not None


def _reverts(event: Event, group: Sequence[Event], names: set[str]) -> bool:
    """Whether a later commit reverts the change, by its number or its subject."""
    if event.signal != "reverted":
        return False
    subject = event.details.get("revert", "")
    return any(n in event.text for n in names if n.startswith("#") or len(n) > 6) or bool(
        len(subject) > 8 and any(subject[:40] in e.text for e in group)
    )


def _ago(minutes: float) -> str:
    if minutes < 1:
        return "less than a minute"
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h"
