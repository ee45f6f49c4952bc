"""The impact: its numbers as cards, the durations and how each is computed, the charts, and what is not known yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from howcome.analysis.durations import durations, spell
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.document.sections import SECTION_BY_KEY
from howcome.publishing.facts import clocked_marks, impact_window, quantity_of, window_words
from howcome.publishing.page_items import safe
from howcome.publishing.pictures.chart import draw_chart, read_chart
from howcome.publishing.reading import parts_of
from howcome.publishing.writing import clock, in_zone
from howcome.web.forms import inputs_of
from howcome.web.render import page
from howcome.web.routing import get
from howcome.web.rows import Rows
from howcome.web.shown import document_of, room_of, shown

if TYPE_CHECKING:
    from howcome.web.site import Site

_MOST_CHARTS = 24
_NOT_KNOWN = re.compile(
    r"\b(?:not (?:yet )?known|unknown|to be (?:determined|found|counted)|tbd|\?\?+)", re.IGNORECASE
)
_NEW = ("name", "text", "unit", "method", "owner", "by", "evidence")


async def impact(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    top = shown(room.name, document, "impact")
    rows = Rows(document, top.base)
    open_ones = [i for i in document.impact if _is_open(i)]
    return page(
        request, site, "forms_impact.html",
        doc=top, address=request.url.path, cards=rows.all(i for i in document.impact if i not in open_ones),
        unknown=rows.all(open_ones), window=window_words(document), durations=_durations(document, rows),
        charts=_charts(document), questions=SECTION_BY_KEY["impact"].questions,
        inputs=[i for name in _NEW for i in inputs_of(document, None, Impact) if i.name == name],
    )  # fmt: skip


def _is_open(item: Impact) -> bool:
    """Whether an item asks for a number that nobody has stated yet."""
    said = quantity_of(item)
    if said.value is not None or said.share is not None:
        return False
    return bool(item.owner or item.by or not item.text or _NOT_KNOWN.search(item.text))


def _durations(document: Document, rows: Rows) -> list[dict[str, Any]]:
    """Each duration with the two moments between which it was measured."""
    found = []
    marks = document.marked
    for one in durations(marks):
        start, end = in_zone(marks[one.start_mark], rows.zone), in_zone(marks[one.end_mark], rows.zone)
        times = f"{clock(end)} − {clock(start)}"
        if start.date() != end.date():
            times = f"{end:%Y-%m-%d} {clock(end)} − {start:%Y-%m-%d} {clock(start)}"
        found.append(
            {
                "label": one.label,
                "value": spell(one.seconds),
                "formula": f"from {_plain(one.start_mark)} to {_plain(one.end_mark)}",
                "times": f"{times} {rows.zone_name}",
            }
        )
    return found


def _plain(mark: str) -> str:
    return mark.replace("-", " ")


def _charts(document: Document) -> list[dict[str, Any]]:
    """Charts of the impact: those that stand in its section, and those of the appendix that belong to it."""
    _, parts = parts_of(document)
    fences = [(part.key, piece) for part in parts for piece in part.pieces if piece.kind == "fence"]
    found: list[dict[str, Any]] = []
    for key, piece in fences:
        chart = read_chart(piece.text) if piece.info.split(" ")[0] == "howcome-chart" else None
        if chart is None or not (key == "impact" or chart.section == "impact") or len(found) >= _MOST_CHARTS:
            continue
        drawn = draw_chart(chart, f"chart-{len(found) + 1}", clocked_marks(document), impact_window(document))
        found.append({"title": chart.title, "svg": safe(drawn), "source": chart.source})
    return found


ROUTES = (get("/d/{name:path}/impact", impact, example="/d/checkout/impact"),)
