"""What changes: actions, the measures behind them, who is told, and the risks that are accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from howcome.document import Document
from howcome.document.grammar import Action, Communication, Measure, Risk
from howcome.document.items import Item
from howcome.document.sections import SECTION_BY_KEY
from howcome.publishing.facts import is_done, is_dropped
from howcome.web.forms import STRENGTHS, Input, inputs_of
from howcome.web.render import page
from howcome.web.routing import get
from howcome.web.rows import Rows
from howcome.web.shown import document_of, room_of, shown

if TYPE_CHECKING:
    from howcome.web.site import Site

_SORTS: dict[str, Callable[[Action], Any]] = {
    "owner": lambda a: ((a.owner or "\uffff").lower(), str(a.due or "9")),
    "due": lambda a: (is_done(a) or is_dropped(a), str(a.due or "9")),
    "state": lambda a: (is_dropped(a), is_done(a), a.state or "", str(a.due or "9")),
    "strength": lambda a: (-(int(a.strength[1]) if a.strength and a.strength[1:2].isdigit() else -1),),
}
_SORT_WORDS = (
    ("", "In order of the text"),
    ("owner", "Owner"),
    ("due", "Due"),
    ("state", "State"),
    ("strength", "Strength"),
)
#: What a new item is asked for; all else is on its form.
_ASKED = {
    Action: ("text", "owner", "due", "kind", "strength", "addresses"), Measure: ("text", "for", "expects", "responsible", "by"),
    Communication: ("audience", "text", "channel", "owner", "by"), Risk: ("text", "owner", "by", "reason"),
}  # fmt: skip


async def actions(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    top = shown(room.name, document, "actions")
    rows = Rows(document, top.base)
    sort = request.query_params.get("sort", "")
    sort = sort if sort in _SORTS else ""
    listed = sorted(document.actions, key=_SORTS[sort]) if sort else document.actions
    shown_rows = rows.all(listed)
    return page(
        request, site, "forms_actions.html",
        doc=top, address=f"{request.url.path}?sort={sort}" if sort else request.url.path, strengths=STRENGTHS,
        sorts=[(words, f"?sort={key}" if key else top.base + "/actions", key == sort) for key, words in _SORT_WORDS],
        actions=shown_rows, open=sum(not r["done"] and not r["dropped"] for r in shown_rows),
        late=sum(bool(r["overdue"]) for r in shown_rows),
        measures=rows.all(document.measures), communications=rows.all(document.communications),
        risks=rows.all(document.risks), questions={key: SECTION_BY_KEY[key].questions for key in _QUESTIONS},
        new={kind.kind: _inputs(document, kind) for kind in _ASKED}, tracker=document.head.tracker or "",
    )  # fmt: skip


_QUESTIONS = ("actions", "measures", "communication")


def _inputs(document: Document, kind: type[Item]) -> list[Input]:
    return [i for name in _ASKED[kind] for i in inputs_of(document, None, kind) if i.name == name]


ROUTES = (get("/d/{name:path}/actions", actions, example="/d/checkout/actions"),)
