"""Writes the sections of the draft from what was found. Facts with citations; questions for the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from howcome.analysis.durations import spell
from howcome.analysis.error_budget import budget_by_time
from howcome.analysis.secrets import find_secrets
from howcome.document.compose import questions
from howcome.document.grammar import Attachment, Cause, Communication, Impact, Question, TimelineEntry
from howcome.document.inline import escape
from howcome.document.moment import write_moment
from howcome.document.quantity import write_number
from howcome.evidence.model import Event, address_of

from . import vocabulary as words
from .impact import Harm, Window
from .measures import Metric, thinned
from .timeline import Entry
from .wording import addresses, percent, stamp

if TYPE_CHECKING:
    from .draft import Findings
    from .marks import Mark


# ------------------------------------------------------------------ head and title


def title(f: Findings) -> str:
    """What the evidence itself calls the incident: the status page, else the page, else the alert."""
    inside = [e for e in f.collected.events if f.scope.since <= e.time <= f.scope.until]
    for event in inside:
        if (
            event.kind == "status"
            and event.signal != "maintenance"
            and event.details.get("page") not in f.scope.suppliers
            and event.details.get("incident")
        ):
            return event.details["incident"]
    for event in inside:
        if event.kind == "page" and event.signal == "triggered" and event.group in f.scope.pages:
            return re.sub(r"^Page #\S+: (?:[A-Z]\w+: )?", "", event.text)
    detected = f.marks.get("detected")
    if detected and detected.event and detected.event.kind == "alert":
        return re.sub(r"^Alert (\S+) fired: ", "", detected.event.text)[:100]
    what = f"Errors of {f.scope.services[0]}" if f.scope.services and f.scope.harm else "Incident"
    return f"{what} on {f.scope.start:%Y-%m-%d}"


def head(f: Findings, name: str) -> dict[str, str | Iterable[str] | Mapping[str, str] | None]:
    """The front matter: only what the evidence states."""
    times = {}
    if f.scope.harm and len(f.scope.harm.windows) > 1:
        times = {
            "impact-started": write_moment(stamp(f.scope.harm.start)),
            "impact-ended": write_moment(stamp(f.scope.harm.end)),
        }
    return {
        "title": name,
        "class": "near-miss" if _is_near_miss(f) else "incident",
        "severity": _severity(f),
        "services": f.scope.services,
        "status": "draft",
        "date": f"{f.scope.start.astimezone(UTC):%Y-%m-%d}",
        "timezone": "UTC",
        "incidents": tuple(f"#{p}" for p in f.scope.pages),
        "names": "roles",
        "times": times,
    }


def _is_near_miss(f: Findings) -> bool:
    """Somebody called it a near miss, and no harm is counted."""
    return f.scope.harm is None and any(
        re.search(r"\bnear[- ]miss\b", e.text, re.IGNORECASE)
        for e in f.collected.events
        if e.kind in ("message", "decision") and f.scope.since <= e.time <= f.scope.until
    )


def _severity(f: Findings) -> str | None:
    """The severity that was declared or changed last; else the page's priority; None where nobody says one."""
    declared = f.marks.get("declared")
    found = _severity_in(declared.event.text) if declared and declared.event else None
    for event in f.collected.events:
        if (
            event.kind not in ("message", "decision", "other")
            or not f.scope.since <= event.time <= f.scope.until
        ):
            continue
        tool = event.automatic and "incident" in event.text.lower()
        own = event.group in f.scope.channels or event.key.startswith("row ") or not f.scope.channels or tool
        changes = re.search(r"(?i)\b(?:up|down)?grad|\brais|\blower|\bbump|\bchang", event.text)
        if own and (words.DECLARES.search(event.text) or changes):
            found = _severity_in(event.text) or found
    if found:
        return found
    for event in f.collected.events:
        if event.kind == "page" and event.group in f.scope.pages and event.severity:
            said = _severity_in(event.severity)
            if said:
                return said
    return None


def _severity_in(text: str) -> str | None:
    """The last severity in a text: what it was changed to."""
    said = list(words.SEVERITY.finditer(text))
    if not said:
        return None
    return f"SEV-{said[-1][1]}" if said[-1][1] else said[-1][2].upper()


# ------------------------------------------------------------------ timeline


def timeline(f: Findings) -> str:
    """The chosen entries and the edges of the harm, in order."""
    rows: list[tuple[datetime, int, str]] = []
    for entry in f.timeline.entries:
        rows.append((entry.time, 1, _entry_line(f, entry)))
    if f.scope.harm:
        for time, line in _edges(f, f.scope.harm):
            rows.append((time, 0, line))
    for mark in f.marks.values():
        if mark.event is not None and abs(mark.time - mark.event.time) > timedelta(minutes=1):
            rows.append((mark.time, 0, _stated_later(f, mark)))
    rows.sort(key=lambda r: (r[0], r[1]))
    note = "Times are UTC. Every entry cites where it is stated; entries in quotation marks are words of that moment."
    return "\n".join([note, "", *(line for _, _, line in rows)]) if rows else questions("timeline")


def _entry_line(f: Findings, entry: Entry) -> str:
    event = entry.event
    wording = f.lines.wording
    until = max((e.until for e in entry.events if e.until), default=None)
    lasted = until is not None and until - event.time >= timedelta(minutes=1)
    certainty = None if event.certainty == "exact" else event.certainty
    return f.lines.item(
        TimelineEntry,
        wording.line(event, entry.text),
        time=write_moment(stamp(event.time)),
        until=write_moment(stamp(until)) if lasted and until else None,
        marks=entry.marks,
        certainty=certainty,
        event=event.kind if event.kind != "other" else None,
        actors=[a.replace(",", "") for a in wording.actors(event)],
        evidence=addresses(entry.events),
    )


def _stated_later(f: Findings, mark: Mark) -> str:
    """A moment that somebody stated afterwards, at the time that they name."""
    event = mark.event
    said = f.lines.wording.line(event) if event else ""
    return f.lines.item(
        TimelineEntry, f"Stated later: {said}", time=write_moment(stamp(mark.time)), marks=(mark.name,),
        certainty="approximate", event="external", evidence=addresses((event,)) if event else (),
    )  # fmt: skip


def _edges(f: Findings, harm: Harm) -> Iterable[tuple[datetime, str]]:
    for i, window in enumerate(harm.windows):
        again = " again" if i else ""
        before = percent(harm.usual) if harm.usual else "none"
        start_words = f"Server errors rose{again}: {percent(_share_at(harm, window))} of requests failed in this minute, usual is {before}"
        yield window.start, f.lines.item(
            TimelineEntry, start_words, time=write_moment(stamp(window.start)), marks=("impact-started",), event="metric",
            evidence=_cite(f, harm, window.start, window.start + timedelta(minutes=1)),
        )  # fmt: skip
        end_words = f"Error rate back to normal; from {window.start:%H:%M} to {window.end:%H:%M} UTC {write_number(window.failed)} of {write_number(window.total)} requests failed"
        yield window.end, f.lines.item(
            TimelineEntry, end_words, time=write_moment(stamp(window.end)), marks=("impact-ended",), event="metric",
            evidence=_cite(f, harm, window.start, window.end),
        )  # fmt: skip


def _share_at(harm: Harm, window: Window) -> float:
    start = int(window.start.timestamp())
    minute = next((m for m in harm.traffic.minutes if m.start == start), None)
    return minute.failed / minute.total if minute and minute.total else window.share


def _cite(f: Findings, harm: Harm, start: datetime, end: datetime) -> tuple[str, ...]:
    """Where counts of a stretch stand: the logs' lines of that time, or the metric's series."""
    if harm.traffic.exact is None:
        return harm.traffic.sources
    covers = {e.id: (e.first, e.last) for e in f.collected.evidence}
    sources = [s for s in harm.traffic.sources if _overlaps(covers.get(s, (None, None)), start, end)]
    stretch = f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}/{end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return tuple(address_of(s, stretch) for s in sources or harm.traffic.sources)


def _overlaps(covers: tuple[datetime | None, datetime | None], start: datetime, end: datetime) -> bool:
    first, last = covers
    return first is None or last is None or (first < end and last >= start)


# ------------------------------------------------------------------ impact


def impact(f: Findings) -> str:
    """The numbers, or plainly that the evidence holds none."""
    harm = f.scope.harm
    if harm is None:
        counted = [x.name for x in f.collected.requests] + sorted({s.source for s in f.collected.series})
        if not counted:
            said = "No requests or metrics are in the evidence, so nothing can be counted from it."
        else:
            said = f"No harm to users is seen in the requests and metrics of the evidence ({', '.join(counted[:6])})."
        return f"{escape(said)}\n\n{questions('impact')}"
    lines = list(_impact_items(f, harm))
    rule = "A minute counts as harmed when server errors (HTTP 5xx or the like) stand far above what is usual here and reach 5 % of its requests (or eight times the usual share); harmed minutes less than five minutes apart are one window."
    return "\n".join([*lines, "", rule, "", questions("impact")])


def _impact_items(f: Findings, harm: Harm) -> Iterable[str]:
    cited = _cite(f, harm, harm.start, harm.end)
    window = "; ".join(
        f"{write_moment(stamp(w.start))}/{write_moment(stamp(w.end))}" for w in harm.windows[:8]
    )
    source = "counted in the access log" if harm.traffic.exact else "summed from the metric"

    def item(name: str, said: str, **more: Any) -> str:
        return f.lines.item(Impact, said, name=name, evidence=cited, **more)

    minutes = harm.seconds / 60
    several = f" in {len(harm.windows)} windows" if len(harm.windows) > 1 else ""
    yield item(
        "Duration of the impact",
        f"{minutes:.0f} min{several} (from {harm.start:%H:%M} to {harm.end:%H:%M} UTC)",
        window=window,
    )
    yield item(
        "Failed requests", f"{write_number(round(harm.failed))} of {write_number(round(harm.total))} ({percent(harm.share)})",
        unit="requests", window=window, method=source,
    )  # fmt: skip
    yield item(
        "All requests in the window",
        f"{write_number(round(harm.total))} requests",
        window=window,
        method=source,
    )
    yield item(
        "Error ratio",
        f"{percent(harm.share)} of requests failed",
        window=window,
        method="failed / all requests",
    )
    full = sum(w.seconds * w.share for w in harm.windows) / 60
    yield item(
        "Full-equivalent downtime",
        f"{full:.1f} min",
        window=window,
        method="sum of length × share of failed requests of each window",
    )
    yield from _users(f, harm, window)
    yield from _routes(f, harm, window)
    if f.slo:
        budget = budget_by_time(f.slo, [(w.seconds, w.share) for w in harm.windows])
        yield item(
            "Error budget used",
            f"{percent(budget.consumed)} of the budget of {f.slo}",
            method="full-equivalent downtime / ((1 − target) × window)",
        )


def _users(f: Findings, harm: Harm, window: str) -> Iterable[str]:
    """Distinct users of failed requests, from whichever log names users rather than addresses."""
    best: tuple[int, str, int] | None = None
    for requests in f.collected.requests:
        if requests.tally.users_are_addresses:
            continue
        counts = [requests.tally.count(w.start.timestamp(), w.end.timestamp()) for w in harm.windows]
        failed = sum(c.failed for c in counts)
        users = max((c.users or 0 for c in counts), default=0)
        if len(harm.windows) > 1:
            whole = requests.tally.count(harm.start.timestamp(), harm.end.timestamp())
            users = whole.users or users
        if users and failed >= 0.5 * harm.failed and (best is None or failed > best[2]):
            best = (users, requests.sources[0], failed)
    if best:
        span = (
            f"{harm.start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}/{harm.end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        )
        yield f.lines.item(
            Impact, f"{write_number(best[0])} users", name="Users with at least one failed request", window=window,
            method="distinct user ids on failed requests", evidence=(address_of(best[1], span),),
        )  # fmt: skip


def _routes(f: Findings, harm: Harm, window: str) -> Iterable[str]:
    """What failed most, by route, where more than one route was called."""
    if harm.traffic.exact is None:
        return
    totals: dict[str, tuple[int, int]] = {}
    for w in harm.windows:
        for route, total, failed in harm.traffic.exact.tally.routes(w.start.timestamp(), w.end.timestamp()):
            before = totals.get(route, (0, 0))
            totals[route] = (before[0] + total, before[1] + failed)
    worst = sorted(totals.items(), key=lambda r: -r[1][1])[:3]
    if len(totals) < 2:
        return
    for route, (total, failed) in worst:
        if failed:
            said = f"{write_number(failed)} of {write_number(total)} ({percent(failed / total)})"
            yield f.lines.item(
                Impact,
                said,
                name=f"Failed {route}",
                window=window,
                evidence=_cite(f, harm, harm.start, harm.end),
            )


# ------------------------------------------------------------------ causes


def causes(f: Findings) -> str:
    """Three roots with what the evidence offers as hypotheses; whoever reviews confirms or refutes."""
    what = f"did {f.scope.services[0]} fail" if f.scope.services and f.scope.harm else "did it begin"
    lines = [
        "Nothing here is confirmed: these are candidates from the evidence, for you to confirm, refute or deepen.",
        "",
        f.lines.item(Cause, f"Why {what}?", root="began"),
    ]
    lines += _triggers(f) or [_nothing(f, "No change shortly before is in the evidence")]
    lines += _conditions(f)
    lines.append(f.lines.item(Cause, "Why was it not known sooner?", root="not-known-sooner"))
    lines += _detection(f)
    lines.append(f.lines.item(Cause, "Why did it last as long as it did?", root="lasted"))
    lines += _lasting(f)
    doubts = _contradictions(f)
    if doubts:
        lines += ["", "### Open questions", "", *doubts]
    return "\n".join([*lines, "", questions("causes")])


def _nothing(f: Findings, said: str) -> str:
    return f.lines.item(Cause, said, depth=1, status="unknown")


def _cause(f: Findings, said: str, label: str, events: Sequence[Event], **more: str | None) -> str:
    return f.lines.item(
        Cause, said, depth=1, label=(label,), status="hypothesis", evidence=addresses(events), **more
    )


def _triggers(f: Findings) -> list[str]:
    """The candidate triggers: the likely one first, others only if they come near it."""
    if not f.changes:
        return []
    top = f.changes[0].score
    lines = []
    for place, change in enumerate(c for c in f.changes[:4] if c.score >= max(1.0, 0.3 * top)):
        said = f.lines.wording.line(change.first)
        merged = change.merged
        if merged and merged is not change.first and merged.reference and merged.reference not in said:
            said += f" – it carries “{f.lines.wording.clean(_bare(merged.text), merged.address)}”"
        reasons = "; ".join(change.reasons)
        said += f". Why it may be: {reasons}" if reasons else ""
        cited = [change.first, *([merged] if merged else []), *change.events]
        lines.append(
            _cause(
                f, said, "trigger" if place == 0 and top >= 3 else "candidate", cited, since=_day(change.time)
            )
        )
    return lines


def _bare(text: str) -> str:
    return re.sub(r"^(?:Commit [0-9a-f]{7,40}|Merged pull request #\d+): ", "", text)


def _day(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d}"


def _conditions(f: Findings) -> list[str]:
    """What responders named, what safeguards were off, what logs and metrics show."""
    lines = []
    for entry in f.timeline.entries:
        event = entry.event
        if event.kind in ("message", "decision", "page") and _diagnoses(event):
            lines.append(_cause(f, f.lines.wording.line(event), "condition", entry.events))
    for event in f.latent:
        lines.append(_cause(f, f.lines.wording.line(event), "condition", (event,), since=_day(event.time)))
    for metric in f.metrics[:2]:
        said = _metric_words(metric)
        lines.append(
            f.lines.item(
                Cause, said, depth=1, label=("condition",), status="hypothesis", evidence=(metric.address,)
            )
        )
    logs = [e for e in f.timeline.entries if e.event.kind == "log" and e.event.severity in ("error", "fatal")]
    for entry in sorted(logs, key=lambda e: -e.event.count)[:2]:
        lines.append(_cause(f, f.lines.wording.line(entry.event), "condition", entry.events))
    return lines[:9]


def _diagnoses(event: Event) -> bool:
    if event.text.rstrip().endswith("?") or event.automatic:
        return False
    named = words.DIAGNOSES.search(event.text) and not words.RULES_OUT.search(event.text)
    noted = event.kind == "page" and event.signal == "annotated" and words.SYMPTOMS.search(event.text)
    return bool(named or noted)


def _metric_words(metric: Metric) -> str:
    return f"{metric.name} went from about {_value(metric.usual)} to {_value(metric.extreme)} from {metric.left:%H:%M} UTC on"


def _value(value: float) -> str:
    return write_number(round(value, 3 if abs(value) < 1 else 1 if abs(value) < 100 else 0))


def _detection(f: Findings) -> list[str]:
    detected, began = f.marks.get("detected"), f.marks.get("impact-started")
    if not detected or not detected.event:
        return [_nothing(f, "No first signal is in the evidence")]
    said = f"The first signal: {f.lines.wording.line(detected.event)}"
    if began:
        seconds = (stamp(detected.time) - stamp(began.time)).total_seconds()
        when = (
            f"{spell(seconds)} after the first failed requests"
            if seconds >= 0
            else f"{spell(-seconds)} before"
        )
        said += f" ({when})"
    lines = [_cause(f, said, "detection", (detected.event,))]
    quiet = re.compile(
        r"\b(?:digest|not to the pager|no pager|not paged|email only|muted|silenced|ticket only)\b",
        re.IGNORECASE,
    )
    for entry in f.timeline.entries:
        about = entry.event.details.get("description", "")
        if entry.event.kind == "alert" and entry.event.signal == "fired" and quiet.search(about):
            words_ = f.lines.wording.clean(f"{entry.event.text} ({about})", entry.event.address)
            lines.append(_cause(f, words_, "detection", entry.events))
    for event in f.warnings:
        said = f.lines.wording.line(event)
        lines.append(_cause(f, f"Warned before: {said}", "detection", (event,), since=_day(event.time)))
    return lines


def _lasting(f: Findings) -> list[str]:
    """Attempts that did not help, and what was waited for."""
    lines = []
    for entry in f.timeline.entries:
        event = entry.event
        said = event.text
        if event.kind == "page" and event.signal == "escalated":
            lines.append(_cause(f, f.lines.wording.line(event), "response", entry.events))
        if event.kind not in ("message", "decision", "deploy", "other") or event.time < f.scope.start:
            continue
        if (event.kind != "deploy" and words.NO_HELP.search(said)) or (
            words.WAITS.search(said) and event.signal in ("waiting", None) and "?" not in said
        ):
            lines.append(_cause(f, f.lines.wording.line(event), "response", entry.events))
    return lines[:6] or [_nothing(f, "The evidence does not tell what took the time")]


def _contradictions(f: Findings) -> list[str]:
    """Times that somebody remembers and the requests do not show: both are kept, and asked."""
    harm = f.scope.harm
    if harm is None:
        return []
    lines = []
    for entry in f.timeline.entries:
        event = entry.event
        if event.kind not in ("message", "status") or words.RULES_OUT.search(event.text):
            continue
        for pattern, edge, name in (
            (words.CLAIMS_START, harm.start, "began"),
            (words.CLAIMS_END, harm.end, "ended"),
        ):
            said = pattern.search(event.text)
            claimed = _clock(said[1], edge) if said else None
            if claimed and timedelta(minutes=3) <= abs(claimed - edge) <= timedelta(hours=3):
                asked = f"When did it {name.replace('began', 'begin').replace('ended', 'end')}? One statement says {said[1] if said else ''}, the requests show {edge:%H:%M} UTC: {f.lines.wording.line(event)}"
                lines.append(f.lines.item(Question, asked, evidence=addresses(entry.events)))
    return lines[:6]


def _clock(text: str, near: datetime) -> datetime | None:
    hour, minute = (int(p) for p in text.split(":"))
    if hour > 23 or minute > 59:
        return None
    return near.replace(hour=hour, minute=minute, second=0)


# ------------------------------------------------------------------ communication, summary, appendix


def communication(f: Findings) -> str:
    """What was already sent, as the evidence states it; the rest is asked."""
    lines = []
    for entry in f.timeline.entries:
        event = entry.event
        if (
            event.kind == "status"
            and event.signal
            and event.signal != "maintenance"
            and event.details.get("page") not in f.scope.suppliers
        ):
            lines.append(
                f.lines.item(
                    Communication, f.lines.wording.line(event), done=True, audience="Customers", channel="status page",
                    by=_day(event.time), evidence=addresses(entry.events),
                )
            )  # fmt: skip
    return "\n".join([*lines, "", questions("communication")]).strip()


def summary(f: Findings) -> str:
    """Two to four sentences of facts with their evidence, and the questions that only people can answer."""
    harm = f.scope.harm
    who = f" of {' and '.join(f.scope.services[:2])}" if f.scope.services else ""
    cited: list[str] = []
    if harm:
        first = (
            f"On {harm.start:%Y-%m-%d} from {harm.start:%H:%M} to {harm.end:%H:%M} UTC "
            f"({spell((harm.end - harm.start).total_seconds())}), {write_number(round(harm.failed))} of "
            f"{write_number(round(harm.total))} requests ({percent(harm.share)}){who} failed."
        )
        cited += _cite(f, harm, harm.start, harm.end)
    else:
        first = (
            f"The signs of this incident{who} lie between {f.scope.start:%Y-%m-%d %H:%M} and {f.scope.end:%H:%M} UTC; "
            "no harm to users is counted in the evidence."
        )
    sentences = [first]
    for name, said in (
        ("detected", "The first signal came at {time} UTC: {what}."),
        ("mitigated", "It was contained at {time} UTC: {what}."),
        ("resolved", "It was called resolved at {time} UTC: {what}."),
    ):
        mark = f.marks.get(name)
        if mark and mark.event:
            sentences.append(said.format(time=f"{stamp(mark.time):%H:%M}", what=_in_short(f, mark.event)))
            cited.append(mark.event.address)
    evidence = f" (evidence: {', '.join(dict.fromkeys(cited))})" if cited else ""
    return "\n".join([escape(" ".join(sentences)) + evidence, "", questions("incident-summary")])


def _in_short(f: Findings, event: Event) -> str:
    """An event in a few words: what kind of statement it is, of what."""
    clean = f.lines.wording.clean
    place = f" in #{event.group}" if event.group else ""
    who = f.lines.wording.actors(event)[:1]
    by = f" by {who[0]}" if who and not event.automatic else ""
    about = {
        "alert": f"the alert {event.details.get('alertname', '')}".rstrip(),
        "page": f"a page{f' #{event.group}' if event.group else ''}{by}",
        "message": f"a message{by}{place}",
        "decision": f"a decision{by}{place}",
        "deploy": f"a deployment of {event.service}" if event.service else "a deployment",
        "status": "the status page",
    }
    return about.get(event.kind) or clean(event.text)[:120]


def appendix(f: Findings) -> str:
    """Evidence with hashes, charts, how the incident was found, what was left out, blanked, not understood."""
    parts = ["### Evidence", "", *_evidence(f), "", "### How this draft was made", "", *_how(f)]
    blanked = _blanked(f)
    if blanked:
        parts += ["", "### Blanked", "", *blanked]
    if f.collected.problems:
        said = [f"- {escape(f.lines.wording.clean(str(p)))}" for p in f.collected.problems[:40]]
        if len(f.collected.problems) > 40:
            said.append(f"- and {len(f.collected.problems) - 40} more")
        parts += ["", "### Not understood", "", *said]
    charts = _charts(f)
    if charts:
        parts += ["", "### Charts", "", *charts]
    return "\n".join(parts)


def _evidence(f: Findings) -> Iterable[str]:
    from howcome.document.compose import compose

    for piece in f.collected.evidence:
        covers = None
        if piece.first and piece.last:
            covers = f"{write_moment(stamp(piece.first))}/{write_moment(stamp(piece.last))}"
        yield compose(
            Attachment,
            piece.name,
            id=piece.id,
            type=piece.kind,
            sha256=piece.sha256,
            events=piece.events or None,
            covers=covers,
        )


def _how(f: Findings) -> Iterable[str]:
    scope = f.scope
    yield f"- The incident was found by: {escape(f.lines.wording.clean('; '.join(scope.how)))}."
    if scope.others:
        yield f"- The evidence holds signs of other incidents: {escape(f.lines.wording.clean('; '.join(scope.others)))}. Use `--incident`, `--channel`, `--from` and `--to` to choose."
    for mark in f.marks.values():
        yield f"- {mark.name}: {write_moment(stamp(mark.time))}, because {escape(f.lines.wording.clean(mark.why))}."
    used = len({x.address for e in f.timeline.entries for x in e.events})
    yield f"- {len(f.collected.events)} events were read; {used} stand in the timeline, {len(f.timeline.left_out)} were left out (`howcome events --left-out` lists them):"
    for reason, count in f.timeline.reasons()[:12]:
        yield f"  - {count} × {escape(reason)}"


def _blanked(f: Findings) -> list[str]:
    """What was blanked, and secrets that stand in evidence which the draft does not quote."""
    blanked = f.lines.wording.blanked
    lines = [
        f"- {count} × {kind}" + (f" (evidence: {escape(address)})" if address else "")
        for (kind, address), count in sorted(blanked.items())
    ]
    quoted = {address for _, address in blanked}
    for event in f.collected.events:
        if event.kind in ("message", "decision", "change", "page") and event.address not in quoted:
            for secret in find_secrets(event.text):
                if secret.kind not in ("e-mail", "phone"):
                    lines.append(
                        f"- a {secret.kind} stands in the evidence at {escape(event.address)}; it is not quoted here, but should be rotated"
                    )
    return lines[:40]


def _charts(f: Findings) -> list[str]:
    lines: list[str] = []
    window = (
        [f"{t.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for t in (f.scope.harm.start, f.scope.harm.end)]
        if f.scope.harm
        else None
    )
    if f.scope.harm:
        traffic = f.scope.harm.traffic
        inside = [
            m for m in traffic.minutes if f.scope.since.timestamp() <= m.start <= f.scope.until.timestamp()
        ]
        series = [
            {"name": "all requests", "points": _points(thinned([(m.start, m.total) for m in inside]))},
            {"name": "failed requests", "points": _points(thinned([(m.start, m.failed) for m in inside]))},
        ]
        lines += _chart(
            {
                "title": "Requests per minute",
                "unit": "requests/min",
                "source": traffic.sources[0],
                "section": "impact",
                "series": series,
                "window": window,
            }
        )
    for metric in f.metrics:
        inside_points = [
            p for p in metric.series.points if f.scope.since.timestamp() <= p[0] <= f.scope.until.timestamp()
        ]
        one = [{"name": metric.name, "points": _points(thinned(inside_points))}]
        lines += _chart(
            {"title": metric.name, "unit": "", "source": metric.address, "series": one, "window": window}
        )
    return lines


def _points(points: Sequence[tuple[float, float]]) -> list[list[str | float]]:
    return [[f"{datetime.fromtimestamp(t, UTC):%Y-%m-%dT%H:%M:%SZ}", round(v, 4)] for t, v in points]


def _chart(chart: dict[str, object]) -> list[str]:
    return ["```howcome-chart", json.dumps(chart, ensure_ascii=False, separators=(",", ":")), "```", ""]
