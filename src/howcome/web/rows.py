"""Items as the forms' pages show them before anybody edits them: plain words, links, and where to change them.

Owns addresses and anchors of items on these pages; refuses to make HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import quote

from howcome.document import Document
from howcome.document.grammar import (
    MARKS,
    Action,
    Attachment,
    Cause,
    Communication,
    Impact,
    Lesson,
    Measure,
    Question,
    Risk,
    TimelineEntry,
)
from howcome.document.items import Item, references
from howcome.publishing.facts import certainty_of, is_done, is_dropped, percent, quantity_of, text_of
from howcome.publishing.writing import clock, in_zone, plural, zone_of_document

from .forms import STRENGTHS, address_words

#: Ids of the pages themselves; an item that is called so gets another anchor.
_TAKEN = ("main", "notice")
_SURE = {
    "approximate": "about then",
    "zone-assumed": "zone assumed",
    "date-only": "that day",
    "unknown": "time not known",
}
#: On which page the items of a kind are edited.
VIEW_OF = {
    "timeline": "timeline", "cause": "causes", "question": "causes", "action": "actions", "measure": "actions",
    "communication": "actions", "risk": "actions", "option": "actions", "impact": "impact",
}  # fmt: skip


class Rows:
    """Turns items of one document into rows. `base` is the document's address, `today` says what is overdue."""

    def __init__(self, document: Document, base: str, today: date | None = None) -> None:
        self.document = document
        self.base = base
        self.today = today or date.today()
        self.zone, self.zone_name = zone_of_document(document)
        self._here = {p.id for p in document.attachments if p.id and p.sha256}
        self._of: dict[type[Item], Callable[[Any], dict[str, Any]]] = {
            TimelineEntry: self._entry, Impact: self._impact, Cause: self._cause, Action: self._action,
            Measure: self._measure, Communication: self._communication, Risk: self._risk, Question: self._question,
        }  # fmt: skip

    def ref(self, item: Item) -> str:
        """How an address names the item: its id where that is its alone, else its line."""
        known = item.id and self.document.by_id.get(item.id) is item
        return item.id if known and item.id else f":{item.line}"

    def anchor(self, item: Item) -> str:
        """The id of the item's element."""
        ref = self.ref(item)
        return f"line-{item.line}" if ref.startswith(":") or ref in _TAKEN else ref

    def of(self, item: Item) -> dict[str, Any]:
        """The row of an item of any kind."""
        show = self._of.get(type(item))
        return {
            "kind": item.kind,
            "ref": self.ref(item),
            "anchor": self.anchor(item),
            "words": text_of(item),
            "line": self.document.source[item.span].strip(),
            "evidence": self.evidence(item),
            "in_table": item.in_table,
            "owner": "",
            "by": "",
            "overdue": "",
            "reason": "",
            "addresses": [],
        } | (show(item) if show else {})

    def all(self, items: Iterable[Item]) -> list[dict[str, Any]]:
        """The rows of several."""
        return [self.of(i) for i in items]

    def evidence(self, item: Item) -> list[dict[str, str]]:
        """What an item cites: words, and where it is opened at its place (empty where it is not kept)."""
        return [
            {"words": address_words(a), "at": quote(a, safe="") if a.partition("#")[0] in self._here else ""}
            for a in references(item)
        ]

    def _entry(self, entry: TimelineEntry) -> dict[str, Any]:
        moment, certainty = entry.moment, certainty_of(entry)
        local = in_zone(moment.time, self.zone) if moment and moment.time else None
        ends = in_zone(entry.end.time, self.zone) if entry.end and entry.end.time else None
        if local and certainty == "date-only":
            time = ""
        elif local:
            time = clock(local) + (f"–{clock(ends)}" if ends else "")
        else:
            time = moment.words if moment else ""
        return {
            "time": time,
            "iso": local.isoformat() if local else "",
            "day": local.date() if local else None,
            "sure": _SURE.get(certainty, "") if certainty != "unknown" or not local else "",
            "marks": [m.replace("-", " ") for m in entry.labels if m in MARKS],
            "labels": [m for m in entry.labels if m not in MARKS],
            "event": entry.event or "",
            "actors": ", ".join(entry.actors),
        }

    def _impact(self, item: Impact) -> dict[str, Any]:
        share = quantity_of(item).share
        cell = item.cells.get("name")
        return {
            "name": item.name or "",
            "named": bool(cell),
            "share": share,
            "percent": percent(share) if share is not None else "",
            "unit": item.unit or "",
            "window": (item.window or "").replace("/", " to "),
            "method": item.method or "",
            "owner": item.owner or "",
            "by": self._date(item, "by", item.by),
        }

    def _cause(self, item: Cause) -> dict[str, Any]:
        return {
            "status": (item.status or "").lower(),
            "labels": list(item.labels),
            "since": item.since or "",
            "root": item.root or "",
            "depth": item.depth,
            "also": self.linked(item.also),
        }

    def _action(self, item: Action) -> dict[str, Any]:
        done, dropped = is_done(item), is_dropped(item)
        tracker = (item.tracker or "").strip()
        late = (self.today - item.due).days if item.due and not done and not dropped else 0
        state = (item.state or "").lower()
        return {
            "done": done,
            "dropped": dropped,
            "state": (state or ("done" if done else "open")).replace("-", " "),
            "stated": state,
            "owner": item.owner or "",
            "due": self._date(item, "due", item.due),
            "overdue": f"overdue by {plural(late, 'day')}" if late > 0 else "",
            "type": item.type or "",
            "strength": item.strength or "",
            "strength_words": STRENGTHS.get((item.strength or "").upper(), ""),
            "priority": item.priority or "",
            "tracker": tracker.rstrip("/").rsplit("/", 1)[-1],
            "link": tracker if tracker.startswith(("https://", "http://")) and " " not in tracker else "",
            "done_when": item.done_when or "",
            "addresses": self.linked(item.addresses),
            "was_done": item.cells["done"].raw.strip() if "done" in item.cells else "",
            "was_state": item.cells["state"].raw if "state" in item.cells else "",
            "tickable": not item.in_table or "done" in item.cells or "state" in item.cells,
            "by_state": item.in_table and "done" not in item.cells,
        }

    def _measure(self, item: Measure) -> dict[str, Any]:
        return {
            "for": self.linked(item.for_actions),
            "owner": item.responsible or "",
            "by": self._date(item, "by", item.by),
            "expects": item.expects or "",
            "verify": self._date(item, "verify", item.verify),
            "how": item.how or "",
        }

    def _communication(self, item: Communication) -> dict[str, Any]:
        late = (self.today - item.by).days if item.by and not item.done else 0
        return {
            "done": item.done,
            "audience": item.audience or "",
            "channel": item.channel or "",
            "owner": item.owner or "",
            "by": self._date(item, "by", item.by),
            "overdue": f"late by {plural(late, 'day')}" if late > 0 else "",
            "was_done": item.cells["done"].raw.strip() if "done" in item.cells else "",
            "tickable": not item.in_table or "done" in item.cells,
            "by_state": False,
            "stated": "",
        }

    def _risk(self, item: Risk) -> dict[str, Any]:
        over = (self.today - item.by).days if item.by else 0
        return {
            "owner": item.owner or "",
            "by": self._date(item, "by", item.by),
            "overdue": f"ended {plural(over, 'day')} ago" if over > 0 else "",
            "reason": item.reason or "",
            "addresses": self.linked(item.addresses),
        }

    def _question(self, item: Question) -> dict[str, Any]:
        return {"owner": item.owner or "", "by": self._date(item, "by", item.by)}

    def _date(self, item: Item, name: str, read: date | None) -> str:
        if read:
            return read.isoformat()
        cell = item.cells.get(name)
        return cell.raw if cell else ""

    def linked(self, ids: Iterable[str]) -> list[dict[str, str]]:
        """Other items that an item names, with where they are; one that is not there says so."""
        found = []
        for ref in ids:
            item = self.document.by_id.get(ref)
            words = (text_of(item) or ref) if item else ref
            found.append(
                {
                    "words": words if len(words) <= 70 else words[:68].rstrip() + "…",
                    "at": self.address(item) if item else "",
                    "id": ref,
                }
            )
        return found

    def address(self, item: Item) -> str:
        """Where an item is edited, and seen in its place."""
        if isinstance(item, Cause):
            return f"{self.base}/causes?node={quote(self.ref(item))}"
        view = VIEW_OF.get(item.kind)
        if view is None:
            page = "read" if isinstance(item, Lesson | Attachment) else "write"
            return f"{self.base}/{page}#{self.anchor(item)}"
        return f"{self.base}/{view}#{self.anchor(item)}"
