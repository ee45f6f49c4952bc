"""The impact: numbers that are counted, or plainly that the evidence holds none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC
from typing import Any

from howcome.analysis.error_budget import budget_by_time
from howcome.document.compose import questions
from howcome.document.grammar import Impact
from howcome.document.inline import escape
from howcome.document.moment import write_moment
from howcome.document.quantity import write_number
from howcome.drafting import vocabulary as words
from howcome.drafting.impact import Harm
from howcome.drafting.story import Story
from howcome.drafting.wording import addresses, percent, stamp
from howcome.evidence.model import address_of

_WAITING = re.compile(r"queue|backlog|depth|pending|unacked|ready|waiting|(?:^|[^a-z])lag", re.IGNORECASE)


def write(story: Story) -> str:
    """The numbers, or plainly that the evidence holds none."""
    harm = story.scope.harm
    if harm is None:
        counted = [x.name for x in story.collected.requests] + sorted(
            {s.source for s in story.collected.series}
        )
        if not counted:
            said = "No requests or metrics are in the evidence, so nothing can be counted from it."
        else:
            said = f"No harm to users is seen in the requests and metrics of the evidence ({', '.join(counted[:6])})."
        items = [*_backlogs(story), *_stated(story)]
        if items and counted:
            said = f"No failed requests are counted in the evidence ({', '.join(counted[:6])})."
        return "\n".join([escape(said), "", *items, *([""] if items else []), questions("impact")])
    lines = list(_impact_items(story, harm))
    rule = "A minute counts as harmed when server errors (HTTP 5xx or the like) stand far above what is usual here and reach 5 % of its requests (or eight times the usual share); harmed minutes less than five minutes apart are one window. Where fewer than twenty requests come in a minute, several minutes are judged together."
    return "\n".join([*lines, *_backlogs(story), *_stated(story), "", rule, "", questions("impact")])


def _backlogs(story: Story) -> Iterable[str]:
    """How much waited at the worst moment, where a metric counts what waits."""
    for metric in story.metrics:
        if metric.extreme > metric.usual and _WAITING.search(metric.name):
            said = (
                f"{write_number(round(metric.extreme))} at the highest ({metric.at:%H:%M} UTC); "
                f"usual is {write_number(round(metric.usual))}"
            )
            name = f"Waiting in {metric.name}"
            yield story.lines.item(Impact, said, name=name, evidence=(metric.address,))


def _stated(story: Story) -> Iterable[str]:
    """What people counted and said, in their words: numbers of rows, customers, invoices."""
    said = [
        e
        for e in story.timeline.entries
        if e.event.kind in ("message", "decision", "page", "status")
        and words.COUNTS_HARM.search(e.event.text)
    ]
    for entry in said[:4]:
        yield story.lines.item(
            Impact,
            story.lines.wording.line(entry.event),
            name="Stated by people",
            evidence=addresses(entry.events),
        )


def _impact_items(story: Story, harm: Harm) -> Iterable[str]:
    cited = story.cite(harm, harm.start, harm.end)
    window = "; ".join(
        f"{write_moment(stamp(w.start))}/{write_moment(stamp(w.end))}" for w in harm.windows[:8]
    )
    source = "counted in the request log" if harm.traffic.logs else "summed from the metric"

    def item(name: str, said: str, **more: Any) -> str:
        return story.lines.item(Impact, said, name=name, evidence=cited, **more)

    minutes = harm.seconds / 60
    several = f" in {len(harm.windows)} windows" if len(harm.windows) > 1 else ""
    yield item(
        "Duration of the impact",
        f"{minutes:.0f} min{several} (from {harm.start:%H:%M} to {harm.end:%H:%M} UTC)",
        window=window,
    )
    if not harm.traffic.relative:
        yield from _counts(item, harm, window, source)
    yield item(
        "Error ratio",
        f"{percent(harm.share)} of requests failed",
        window=window,
        method="mean of the metric" if harm.traffic.relative else "failed / all requests",
    )
    full = sum(w.seconds * w.share for w in harm.windows) / 60
    yield item(
        "Full-equivalent downtime",
        f"{full:.1f} min",
        window=window,
        method="sum of length × share of failed requests of each window",
    )
    yield from _users(story, harm, window)
    yield from _routes(story, harm, window)
    if story.slo:
        budget = budget_by_time(story.slo, [(w.seconds, w.share) for w in harm.windows])
        yield item(
            "Error budget used",
            f"{percent(budget.consumed)} of the budget of {story.slo}",
            method="full-equivalent downtime / ((1 − target) × window)",
        )


def _counts(item: Callable[..., str], harm: Harm, window: str, source: str) -> Iterable[str]:
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


def _users(story: Story, harm: Harm, window: str) -> Iterable[str]:
    """Distinct users of failed requests, from whichever log names users rather than addresses."""
    best: tuple[int, str, int] | None = None
    for requests in story.collected.requests:
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
        yield story.lines.item(
            Impact, f"{write_number(best[0])} users", name="Users with at least one failed request", window=window,
            method="distinct user ids on failed requests", evidence=(address_of(best[1], span),),
        )  # fmt: skip


def _routes(story: Story, harm: Harm, window: str) -> Iterable[str]:
    """What failed most, by route, where more than one route was called."""
    if not harm.traffic.logs:
        return
    totals: dict[str, tuple[int, int]] = {}
    for w in harm.windows:
        for log in harm.traffic.logs:
            for route, total, failed in log.tally.routes(w.start.timestamp(), w.end.timestamp()):
                before = totals.get(route, (0, 0))
                totals[route] = (before[0] + total, before[1] + failed)
    worst = sorted(totals.items(), key=lambda r: -r[1][1])[:3]
    if len(totals) < 2:
        return
    for route, (total, failed) in worst:
        if failed:
            said = f"{write_number(failed)} of {write_number(total)} ({percent(failed / total)})"
            yield story.lines.item(
                Impact,
                said,
                name=f"Failed {route}",
                window=window,
                evidence=story.cite(harm, harm.start, harm.end),
            )
