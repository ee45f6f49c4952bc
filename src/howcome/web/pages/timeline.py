"""The timeline: lanes to scale, and every entry as a row in order of time, found by kind, mark, day or words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from howcome.document import Document
from howcome.document.grammar import EVENT_KINDS, MARKS, TimelineEntry
from howcome.document.sections import SECTION_BY_KEY
from howcome.publishing.page_items import safe
from howcome.publishing.pictures.timeline import Scope, draw_timeline, scopes
from howcome.publishing.view import View
from howcome.publishing.writing import day, in_zone
from howcome.web.forms import inputs_of
from howcome.web.render import page
from howcome.web.routing import get
from howcome.web.rows import Rows
from howcome.web.shown import document_of, room_of, shown

if TYPE_CHECKING:
    from howcome.web.site import Site

_WIDE = 1180.0
_MOST_DAYS = 14


async def timeline(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    top = shown(room.name, document, "timeline")
    asked = _Asked(request)
    rows = Rows(document, top.base)
    ordered = _in_order(document)
    found = [e for e in ordered if asked.fits(e, rows)]
    drawn = draw_timeline(
        View(document), entries=found, scope=asked.scope, wide=_WIDE, address=lambda e: f"#{rows.anchor(e)}"
    )
    return page(
        request, site, "forms_timeline.html",
        doc=top, asked=asked, address=asked.address(request.url.path), picture=safe(drawn) if drawn else "",
        zone=rows.zone_name, days=_days(found, rows), total=len(document.timeline), found=len(found),
        scopes=asked.choices(request.url.path, "scope", _SCOPES) if scopes(document) else (),
        all_days=asked.choices(request.url.path, "day", _known_days(ordered, rows)),
        kinds=[k for k in EVENT_KINDS if any((e.event or "") == k for e in ordered)],
        marks=[m for m in MARKS if any(m in e.labels for e in ordered)],
        moved=_out_of_order(document), inputs=_new_entry(document, rows), questions=SECTION_BY_KEY["timeline"].questions,
    )  # fmt: skip


_SCOPES = (("", "Best fit"), ("response", "The response"), ("whole", "Everything"))


class _Asked:
    """What the address asks for."""

    def __init__(self, request: Request) -> None:
        said = request.query_params
        self.q = said.get("q", "")[:200]
        self.kind = said.get("kind", "")[:40]
        self.mark = said.get("mark", "")[:40]
        self.day = said.get("day", "")[:10]
        scope = said.get("scope", "")
        self.scope: Scope = "whole" if scope == "whole" else "response" if scope == "response" else "auto"
        self._words = self.q.lower().split()

    @property
    def narrowed(self) -> bool:
        return bool(self.q or self.kind or self.mark or self.day)

    def fits(self, entry: TimelineEntry, rows: Rows) -> bool:
        if self.kind and (entry.event or "").lower() != self.kind:
            return False
        if self.mark and not (
            self.mark in entry.labels or (self.mark == "any" and any(m in MARKS for m in entry.labels))
        ):
            return False
        if self.day and (not (d := _day(entry, rows)) or d.isoformat() != self.day):
            return False
        if not self._words:
            return True
        said = " ".join((entry.text or "", *entry.actors, *entry.evidence, entry.id or "")).lower()
        return all(word in said for word in self._words)

    def address(self, path: str, **other: str) -> str:
        """This page as it was asked for, with something else in it."""
        scope = "" if self.scope == "auto" else self.scope
        said = {"q": self.q, "kind": self.kind, "mark": self.mark, "day": self.day, "scope": scope} | other
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{path}?{query}" if query else path

    def choices(self, path: str, name: str, known: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
        """Links that choose one of several."""
        now = {"scope": "" if self.scope == "auto" else self.scope, "day": self.day}[name]
        return [
            {"words": w, "address": self.address(path, **{name: v}), "chosen": v == now} for v, w in known
        ]


def _time(entry: TimelineEntry) -> datetime | None:
    return entry.moment.time if entry.moment else None


def _day(entry: TimelineEntry, rows: Rows) -> date | None:
    time = _time(entry)
    return in_zone(time, rows.zone).date() if time else None


def _in_order(document: Document) -> list[TimelineEntry]:
    """Entries by time; those without one stay behind the entry above them."""
    known = next((t for e in document.timeline if (t := _time(e))), None)
    if known is None:
        return list(document.timeline)
    keyed: list[tuple[float, int, TimelineEntry]] = []
    before = known
    for place, entry in enumerate(document.timeline):
        before = _time(entry) or before
        keyed.append((before.timestamp(), place, entry))
    return [entry for _, _, entry in sorted(keyed, key=lambda k: k[:2])]


def _out_of_order(document: Document) -> int:
    """How many entries stand behind a later one in the text."""
    latest: datetime | None = None
    count = 0
    for entry in document.timeline:
        time = _time(entry)
        if time is None:
            continue
        if latest and time < latest:
            count += 1
        else:
            latest = time
    return count


def _days(found: list[TimelineEntry], rows: Rows) -> Iterator[dict[str, Any]]:
    """Rows in groups of one day; an entry without a time belongs to the day above it."""
    last: date | None = None
    dated = []
    for entry in found:
        last = _day(entry, rows) or last
        dated.append((last, rows.of(entry)))
    for its_day, group in groupby(dated, key=lambda pair: pair[0]):
        yield {"words": day(its_day) if its_day else "Without a date", "rows": [row for _, row in group]}


def _known_days(ordered: list[TimelineEntry], rows: Rows) -> tuple[tuple[str, str], ...]:
    days = sorted({d for e in ordered if (d := _day(e, rows))})
    if not 1 < len(days) <= _MOST_DAYS:
        return ()
    return (("", "All days"), *((d.isoformat(), f"{d:%d %b}".lstrip("0")) for d in days))


def _new_entry(document: Document, rows: Rows) -> list[Any]:
    """The inputs of an entry that is added: when, what, and which marks; the day stands there already."""
    from dataclasses import replace

    last = next((d for e in reversed(_in_order(document)) if (d := _day(e, rows))), document.head.date)
    known = {i.name: i for i in inputs_of(document, None, TimelineEntry)}
    inputs = [known[name] for name in ("time", "kind", "text", "labels")]
    return [replace(i, value=f"{last} ") if i.name == "time" and last else i for i in inputs]


ROUTES = (get("/d/{name:path}/timeline", timeline, example="/d/checkout/timeline"),)
