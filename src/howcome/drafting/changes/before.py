"""What was there before: safeguards that were off, and alerts that had told of the very thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from howcome.drafting import vocabulary as words
from howcome.drafting.incident import Scope
from howcome.evidence.model import Event

from .candidates import Change
from .naming import telling_words, words_of

_WEEKS = timedelta(days=60)


def latent(events: Sequence[Event], scope: Scope, began: datetime) -> list[Event]:
    """Statements that a safeguard was off or skipped, made in the weeks before: conditions, not triggers."""
    found: dict[str, Event] = {}
    for event in events:
        if event.kind not in ("change", "deploy", "message", "decision") or event.time > scope.until:
            continue
        if event.time < began - _WEEKS or (
            event.kind in ("message", "decision") and event.time < scope.since
        ):
            continue
        for pattern in (words.SAFEGUARD_OFF, words.SAFEGUARD_SKIPPED):
            said = pattern.search(event.text)
            if said and not event.text.rstrip().endswith("?"):
                found.setdefault(said.group(1).lower().rstrip("s"), event)
                break
    return list(found.values())


def warnings_before(
    events: Sequence[Event], scope: Scope, began: datetime, likely: Change | None
) -> list[Event]:
    """Alerts of the weeks before that told of the very thing: same service, and a word of the trigger."""
    if likely is None:
        return []
    told = {w for w in words_of(likely.events) if len(w) >= 6}
    found: dict[str, Event] = {}
    for event in events:
        if (
            event.kind != "alert"
            or event.signal != "fired"
            or not began - _WEEKS <= event.time < began - timedelta(hours=1)
        ):
            continue
        if event.service in scope.services and told & telling_words(
            re.sub(r"([a-z])([A-Z])", r"\1 \2", event.text)
        ):
            found.setdefault(event.details.get("alertname", event.text), event)
    return list(found.values())[:3]
