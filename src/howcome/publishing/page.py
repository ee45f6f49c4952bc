"""What stands on the page of a document: every value ready to be shown, text as safe HTML.

Owns the choice and the order of what is shown to an audience; refuses to say how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from howcome.document.document import split_citation

from .facts import clocked_marks, impact_window, key_figures, window_words
from .outside import for_outside
from .page_items import ShownItems, safe, without_stray_ids
from .pictures.chart import Chart, draw_chart, read_chart
from .pictures.timeline import draw_timeline
from .pictures.why_tree import draw_why_tree
from .prose import render_blocks, render_code, without_comments
from .reading import Part, Piece, parts_of
from .view import View
from .writing import day, in_zone

_CHART = "howcome-chart"
_MOST_CHARTS = 24
_STATUS_WORDS = {
    "draft": "Draft",
    "in-review": "In review",
    "approved": "Approved",
    "published": "Published",
    "closed": "Closed",
}
_PUBLIC_TITLES = {
    "incident-summary": "What happened",
    "impact": "What it meant for you",
    "actions": "What changes",
}


def page_of(view: View) -> dict[str, Any]:
    """The values that `look/document.html` shows."""
    return _Page(view).values()


class _Page:
    """One page under way: counts charts, knows where it stands."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.document = view.document
        self.shown = ShownItems(view)
        self.charts = 0

    def values(self) -> dict[str, Any]:
        opening, parts = parts_of(self.document)
        charts = _charts_elsewhere(parts)
        shown = [self._part(part, i, charts) for i, part in enumerate(parts) if self._wanted(part)]
        if not any(part.key == "impact" for part in parts):
            charts = []
        return {
            "lang": "en",
            "title": self.shown.plain(self.document.title or "Postmortem"),
            "public": self.view.public,
            "severity": "" if self.view.public else self.shown.plain(self.document.head.severity or ""),
            "status": self._status(),
            "facts": [(label, self.shown.plain(words)) for label, words in self._facts()],
            "figures": key_figures(self.view),
            "opening": [] if self.view.public else self._pieces(opening),
            "parts": shown,
            "id": self.shown.plain(self.document.id or "") if not self.view.public else "",
        }

    def _wanted(self, part: Part) -> bool:
        if not self.view.shows(part.key):
            return False
        return not (self.view.public and part.key and self.document.states.get(part.key) != "present")

    def _status(self) -> str:
        status = (self.document.head.status or "").strip()
        if self.view.public:
            return ""
        return _STATUS_WORDS.get(status.lower(), self.shown.plain(status))

    def _facts(self) -> Iterator[tuple[str, str]]:
        """What the line below the title says: label and words."""
        head = self.document.head
        when = self._when()
        if when:
            yield "Date", when
        if self.view.public:
            return
        if head.category and head.category != "incident":
            yield "Class", head.category
        if head.services:
            yield "Service" if len(head.services) == 1 else "Services", ", ".join(head.services)
        if head.owner:
            yield "Owner", head.owner
        if head.facilitator:
            yield "Facilitator", head.facilitator
        if head.incidents:
            yield "Incidents", ", ".join(head.incidents)
        if head.tags:
            yield "Tags", ", ".join(head.tags)

    def _when(self) -> str:
        said = window_words(self.document)
        if said:
            return said
        known = [t for m, t in self.document.marked.items() if m != "introduced"]
        if known:
            return day(in_zone(min(known), self.shown.zone))
        return day(self.document.head.date) if self.document.head.date else ""

    def _part(self, part: Part, number: int, charts: list[Chart]) -> dict[str, Any]:
        pieces = self._pieces(part)
        if part.key == "impact" and not self.view.public:
            pieces += [self._chart(chart) for chart in charts]
            charts.clear()
        if part.key == "timeline":
            pieces = self._with_picture(pieces, draw_timeline(self.view), "timeline")
        if part.key == "causes":
            pieces = self._with_picture(pieces, draw_why_tree(self.view), "whys")
        title = _PUBLIC_TITLES.get(part.key or "", part.title) if self.view.public else part.title
        return {
            "id": self.shown.anchor(f"section-{part.key or number}") or f"section-{number}",
            "key": part.key or "other",
            "title": self.shown.plain(title) or "Untitled",
            "empty": all(piece["kind"] == "heading" for piece in pieces),
            "pieces": pieces,
        }

    def _with_picture(
        self, pieces: list[dict[str, Any]], drawn: str | None, about: str
    ) -> list[dict[str, Any]]:
        """Puts a picture in front of the first items (or tables) of its section, once on the page."""
        if not drawn or not self.shown.anchor(f"picture-{about}"):
            return pieces
        label = "Timeline, drawn to scale" if about == "timeline" else "The whys as a tree"
        picture = {"kind": "picture", "label": label, "svg": safe(drawn), "about": about}
        at = next((i for i, p in enumerate(pieces) if p["kind"] in ("items", "table")), len(pieces))
        while at and pieces[at - 1]["kind"] == "heading":
            at -= 1
        return [*pieces[:at], picture, *pieces[at:]]

    def _pieces(self, part: Part) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        level = 2
        for piece in part.pieces:
            if self.view.public and part.key == "actions" and piece.kind != "items":
                continue
            if piece.kind == "heading":
                level = max(3, min(piece.level - part.level + 2, level + 1, 6))
                found.append(self._heading(piece, level))
            elif piece.kind == "items":
                found += self.shown.group(piece.items, level)
            elif piece.kind == "fence":
                found += self._fence(piece, part)
            elif piece.kind == "table":
                html = render_blocks(self.view.words(without_comments(piece.text)), self.shown.references)
                found.append({"kind": "table", "html": safe(html)})
            else:
                found += self._prose(piece, part)
        return found

    def _prose(self, piece: Piece, part: Part) -> Iterator[dict[str, Any]]:
        """A paragraph; the evidence that it cites at its end becomes small numbers, as for items."""
        text, cited = split_citation(without_comments(piece.text))
        if self.view.public and part.key == "incident-summary":
            text = for_outside(text)
        html = render_blocks(without_stray_ids(self.view.words(text)), self.shown.references)
        if html.strip():
            numbers = [] if self.view.public else self.shown.citations.of(cited)
            yield {"kind": "prose", "html": safe(html), "cited": numbers}

    def _heading(self, piece: Piece, level: int) -> dict[str, Any]:
        return {"kind": "heading", "level": level, "words": self.shown.plain(piece.text) or "…"}

    def _fence(self, piece: Piece, part: Part) -> Iterator[dict[str, Any]]:
        if self.view.public:
            return
        if piece.info.split(" ")[0] == _CHART and (chart := read_chart(piece.text)):
            if part.key == "appendix" and chart.section == "impact" and self._has_impact():
                yield {"kind": "pointer", "words": self.shown.plain(chart.title)}
                return
            if self.charts < _MOST_CHARTS:
                yield self._chart(chart)
                return
        yield {"kind": "code", "html": safe(render_code(self.view.words(piece.text)))}

    def _has_impact(self) -> bool:
        return any(section.key == "impact" for section in self.document.sections)

    def _chart(self, chart: Chart) -> dict[str, Any]:
        self.charts += 1
        drawn = draw_chart(
            chart, f"chart-{self.charts}", clocked_marks(self.document), impact_window(self.document)
        )
        return {
            "kind": "picture",
            "about": "chart",
            "label": self.shown.plain(chart.title),
            "svg": safe(drawn),
            "source": self.shown.plain(chart.source),
            "cited": self.shown.citations.of([chart.source]) if chart.source else [],
        }


def _charts_elsewhere(parts: list[Part]) -> list[Chart]:
    """Charts of the appendix that want to stand in the impact section."""
    return [
        chart
        for part in parts
        if part.key == "appendix"
        for piece in part.pieces
        if piece.kind == "fence" and piece.info.split(" ")[0] == _CHART
        if (chart := read_chart(piece.text)) and chart.section == "impact"
    ][:_MOST_CHARTS]
