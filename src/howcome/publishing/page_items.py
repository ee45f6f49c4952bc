"""Items of a document as the page shows them: every field as words, safe HTML or a link. One method a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from howcome.document.grammar import (
    CAUSE_STATES,
    LESSON_GROUPS,
    MARKS,
    Action,
    Attachment,
    Cause,
    Communication,
    EarlierIncident,
    Impact,
    Lesson,
    Measure,
    Option,
    Question,
    Review,
    Risk,
    TimelineEntry,
)
from howcome.document.items import Item
from howcome.document.quantity import write_number

from .citations import Citations
from .facts import (
    certainty_of,
    is_done,
    is_dropped,
    other_window,
    percent,
    quantity_of,
    text_of,
)
from .pictures.svg import clean
from .prose import References, references_of, render_blocks, render_line, without_comments
from .view import View
from .writing import clock, day, in_zone, zone_of_document

if TYPE_CHECKING:
    from markupsafe import Markup

_DEEPEST_WHY = 12
_STRAY_ID = re.compile(r"[ \t]\^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?=[ \t]*(?:\n|\Z))")


class ShownItems:
    """Turns items into what the template shows; knows which ids the page has given away."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.document = view.document
        self.zone, self.zone_name = zone_of_document(view.document)
        self.citations = Citations(view)
        known = None if view.public else references_of(self.document.source.text, view.pictures)
        self.references = known or References()
        self.anchors: set[str] = set()
        self._of_kind: dict[type[Item], Callable[[Any], dict[str, Any]]] = {
            Impact: self._impact, Cause: self._cause, Lesson: self._lesson, Action: self._action,
            Measure: self._measure, Communication: self._communication, Risk: self._risk,
            Question: self._question, Review: self._review, Option: self._option,
            EarlierIncident: self._earlier_incident, Attachment: self._attachment,
        }  # fmt: skip

    def group(self, items: list[tuple[Item, str]], level: int) -> Iterator[dict[str, Any]]:
        """Items of one kind that stand together, below a heading of `level`, with the Markdown below each."""
        first = items[0][0]
        if self.view.public and not isinstance(first, Impact | Action):
            return
        if isinstance(first, TimelineEntry):
            yield from self._timeline(items, level)
            return
        if self.view.public and isinstance(first, Action):
            planned = [(i, b) for i, b in items if isinstance(i, Action) and not is_dropped(i)]
            if planned:
                yield {"kind": "items", "of": "change", "items": [self._change(i) for i, _ in planned]}
            return
        items = [(i, b) for i, b in items if not isinstance(i, Impact) or self.view.shows_impact(i)]
        if not items:
            return
        shown = [self._item(item, below) for item, below in items]
        piece: dict[str, Any] = {"kind": "items", "of": first.kind, "items": shown, "level": level + 1}
        if isinstance(first, Cause):
            piece["nested"] = list(_nested(shown))
        yield piece

    def _timeline(self, items: list[tuple[Item, str]], level: int) -> Iterator[dict[str, Any]]:
        """Entries by time, those without one after the entry above them; a heading for each day."""
        dated: list[tuple[datetime | None, int, dict[str, Any], date | None]] = []
        before: datetime | None = None
        for place, (item, below) in enumerate(items):
            assert isinstance(item, TimelineEntry)  # noqa: S101 - a group holds one kind
            time = item.moment.time if item.moment else None
            before = time or before
            local = in_zone(time, self.zone) if time else None
            dated.append((before, place, self._entry(item, below), local.date() if local else None))
        if dated[0][0] is None:
            known = next((d[0] for d in dated if d[0]), None)
            dated = [(d[0] or known, *d[1:]) for d in dated]
        if all(d[0] for d in dated):
            dated.sort(key=lambda d: (d[0].timestamp() if d[0] else 0.0, d[1]))
        several = len({d[3] for d in dated if d[3]}) > 1
        group: dict[str, Any] = {"kind": "items", "of": "timeline", "items": [], "zone": self.zone_name}
        today: date | None = None
        for _, _, entry, its_day in dated:
            if its_day and its_day != today:
                if several and group["items"]:
                    yield group
                    group = group | {"items": [], "zone": ""}
                if several:
                    yield {"kind": "heading", "level": min(level + 1, 6), "words": day(its_day)}
                today = its_day
            group["items"].append(entry)
        yield group

    def _entry(self, entry: TimelineEntry, below: str) -> dict[str, Any]:
        found = self._common(entry, below)
        moment, certainty = entry.moment, certainty_of(entry)
        local = in_zone(moment.time, self.zone) if moment and moment.time else None
        ends = in_zone(entry.end.time, self.zone) if entry.end and entry.end.time else None
        words = ""
        if local and certainty == "date-only":
            words = "that day"
        elif local:
            words = ("≈ " if certainty == "approximate" else "") + clock(local)
            if ends:
                words += f"–{clock(ends)}"
        elif moment:
            words = self.plain(moment.words)
        return found | {
            "time": words,
            "iso": local.isoformat() if local else "",
            "unsure": "zone assumed" if certainty == "zone-assumed" else "",
            "marks": [m.replace("-", " ") for m in entry.labels if m in MARKS],
            "labels": [self.plain(m) for m in entry.labels if m not in MARKS],
            "event": self.plain(entry.event or ""),
            "actors": [self.plain(a) for a in entry.actors],
        }

    def _item(self, item: Item, below: str) -> dict[str, Any]:
        show = self._of_kind.get(type(item))
        return self._common(item, below) | (show(item) if show else {})

    def _impact(self, item: Impact) -> dict[str, Any]:
        share = quantity_of(item).share
        notes = (
            ("Window", other_window(self.document, item)),
            ("Method", item.method),
            ("Who finds out", item.owner),
            ("By", self._date(item, "by", item.by)),
        )
        return {
            "html": self._line(_unbroken(item.cells["text"].raw) if "text" in item.cells else ""),
            "name": self._line_of(item, "name"),
            "share": share,
            "percent": percent(share) if share is not None else "",
            "notes": [] if self.view.public else self._notes(*notes),
        }

    def _cause(self, item: Cause) -> dict[str, Any]:
        status = (item.status or "").lower()
        return {
            "depth": item.depth,
            "status": self.plain(item.status or ""),
            "status_key": status if status in CAUSE_STATES else "other",
            "labels": [self.plain(w) for w in item.labels],
            "notes": self._notes(("Since", item.since)),
            "also": self._references(item.also),
        }

    def _lesson(self, item: Lesson) -> dict[str, Any]:
        group = item.lesson_group
        return {"area": self.plain(item.area or ""), "group": group if group in LESSON_GROUPS else ""}

    def _measure(self, item: Measure) -> dict[str, Any]:
        return {
            "for": self._references(item.for_actions),
            "who": self.plain(item.responsible or ""),
            "by": self._date(item, "by", item.by),
            "expects": self._line(item.expects or ""),
            "verify": self._date(item, "verify", item.verify),
            "how": self._line(item.how or ""),
        }

    def _communication(self, item: Communication) -> dict[str, Any]:
        return {
            "done": item.done,
            "audience": self._line_of(item, "audience"),
            "channel": self.plain(item.channel or ""),
            "who": self.plain(item.owner or ""),
            "by": self._date(item, "by", item.by),
        }

    def _risk(self, item: Risk) -> dict[str, Any]:
        until = self._date(item, "by", item.by)
        return {
            "notes": self._notes(("Accepted by", item.owner), ("Until", until), ("Reason", item.reason)),
            "references": self._references(item.addresses),
        }

    def _question(self, item: Question | Review) -> dict[str, Any]:
        return {"notes": self._notes(("Who", item.owner), ("By", self._date(item, "by", item.by)))}

    def _review(self, item: Review) -> dict[str, Any]:
        return self._question(item) | {"done": item.done}

    def _option(self, item: Option) -> dict[str, Any]:
        return {"notes": self._notes(("Reason", item.reason))}

    def _earlier_incident(self, item: EarlierIncident) -> dict[str, Any]:
        return {"notes": self._notes(("Incident", item.incident), ("Taught", item.taught))}

    def _action(self, item: Action) -> dict[str, Any]:
        finished = is_done(item)
        tracker = (item.tracker or "").strip()
        return {
            "done": finished,
            "state": self.plain((item.state or ("done" if finished else "open")).replace("-", " ")),
            "owner": self.plain(item.owner or ""),
            "due": self._date(item, "due", item.due),
            "type": self.plain(item.type or ""),
            "priority": self.plain(item.priority or ""),
            "strength": self.plain(item.strength or ""),
            "tracker": self.plain(tracker.rstrip("/").rsplit("/", 1)[-1]),
            "link": clean(tracker) if re.match(r"https?://\S+\Z", tracker) else "",
            "done_when": self._line(item.done_when or ""),
            "addresses": self._references(item.addresses),
        }

    def _change(self, item: Action) -> dict[str, Any]:
        """An action as people outside see it: what, and whether it is done or by when."""
        done = is_done(item)
        due = [("Planned by", day(item.due))] if item.due and not done else []
        return self._common(item, "") | {"done": done, "notes": due}

    def _attachment(self, item: Attachment) -> dict[str, Any]:
        return {
            "number": self.citations.number_of(item),
            "anchor": self.citations.anchor_of(item),
            "type": self.plain(item.type or ""),
            "sha256": self.plain(item.sha256 or ""),
            "events": f"{write_number(item.events)} {'event' if item.events == 1 else 'events'}"
            if item.events is not None
            else "",
            "covers": self.plain(item.covers or ""),
        }

    def _common(self, item: Item, below: str) -> dict[str, Any]:
        cell = item.cells.get("text")
        evidence = [] if self.view.public else list(getattr(item, "evidence", ()))
        nested = _dedent(without_comments(below))
        return {
            "id": self.anchor(item.id),
            "html": self._line(without_stray_ids(cell.raw) if cell else ""),
            "cited": self.citations.of(evidence),
            "area": "",
            "notes": [],
            "references": [],
            "below": safe(
                render_blocks(self.view.words(nested), self.references)
                if nested.strip() and not self.view.public
                else ""
            ),
        }

    def _line(self, markdown: str) -> Markup:
        return safe(render_line(self.view.words(markdown), self.references))

    def _line_of(self, item: Item, name: str) -> Markup:
        cell = item.cells.get(name)
        return self._line(cell.raw if cell else "")

    def plain(self, words: str) -> str:
        """Plain words as the audience may see them."""
        return clean(self.view.words(words))

    def _notes(self, *pairs: tuple[str, str | None]) -> list[tuple[str, str]]:
        return [(label, self.plain(words)) for label, words in pairs if words]

    def _date(self, item: Item, name: str, read: date | None) -> str:
        """A date as it was read; words that are no date as they stand."""
        if read:
            return read.isoformat()
        cell = item.cells.get(name)
        return self.plain(cell.raw) if cell else ""

    def _references(self, ids: Iterable[str]) -> list[dict[str, str]]:
        """Other items that an item names: a link with their first words."""
        found = []
        for ref in ids:
            item = self.document.by_id.get(ref)
            if item is None:
                continue
            words = self.plain(text_of(item) or ref)
            found.append({"id": ref, "words": words if len(words) <= 72 else words[:70].rstrip() + "…"})
        return found

    def anchor(self, wanted: str | None) -> str:
        """`wanted` where it was not given to anything yet; else empty."""
        if not wanted or wanted in self.anchors:
            return ""
        self.anchors.add(wanted)
        return wanted


def safe(html: str) -> Markup:
    """HTML that `prose` or `pictures` made, which escape and sanitise; nothing else may come here."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704


def without_stray_ids(text: str) -> str:
    """Prose without `^ids` at the ends of its lines."""
    return _STRAY_ID.sub("", text)


def _nested(items: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Steps that write a nested list: open a list, an item, close the item, close the list."""
    depth = -1
    for item in items:
        wanted = min(item["depth"], depth + 1, _DEEPEST_WHY)
        while depth > wanted:
            yield "close", None
            depth -= 1
        if wanted > depth:
            yield "open", None
            depth = wanted
        else:
            yield "next", None
        yield "item", item
    while depth >= 0:
        yield "close", None
        depth -= 1


def _unbroken(words: str) -> str:
    """Numbers that no line end may cut: `182 340`, `9.6 %`."""
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d)|%|M\b|min\b|h\b|s\b)", "\u00a0", words)


def _dedent(text: str) -> str:
    lines = text.split("\n")
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[least:] for line in lines)
