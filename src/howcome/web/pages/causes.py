"""The causes: the why-tree as a picture of links, the chosen why beside it, and the same tree as an outline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from howcome.document import Document
from howcome.document.grammar import CAUSE_LABELS, ROOTS, Cause
from howcome.document.items import Item
from howcome.document.sections import SECTION_BY_KEY
from howcome.publishing.page_items import safe
from howcome.publishing.pictures.why_tree import draw_why_tree
from howcome.publishing.view import View
from howcome.web.forms import inputs_of
from howcome.web.render import page
from howcome.web.routing import get
from howcome.web.rows import Rows
from howcome.web.shown import document_of, room_of, shown

if TYPE_CHECKING:
    from howcome.web.site import Site

_WIDE = 860.0
#: The three questions of a tree, as they are asked where nothing stands yet.
QUESTIONS = dict(zip(ROOTS, SECTION_BY_KEY["causes"].questions, strict=False))
_ROOT_WORDS = {
    "began": "Why it began",
    "not-known-sooner": "Why it was not known sooner",
    "lasted": "Why it lasted",
}
#: Words that lead on from what somebody did to what made it sensible.
_GUIDES = (
    "What had to be in place for this to happen?",
    "What made that the sensible thing to do, with what was known then?",
    "What would have had to be different for it to end here?",
)


async def causes(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    top = shown(room.name, document, "causes")
    rows = Rows(document, top.base)
    chosen = _chosen(document, request.query_params.get("node", ""))
    drawn = draw_why_tree(
        View(document), page=_WIDE, least=1, chosen=chosen,
        address=lambda cause: f"{top.base}/causes?node={quote(rows.ref(cause))}#why",
    )  # fmt: skip
    asked = {c.root for c in document.causes if c.depth == 0 and c.root}
    node = {"node": rows.ref(chosen)} if chosen else {}
    return page(
        request, site, "forms_causes.html",
        doc=top, address=f"{request.url.path}?{urlencode(node)}" if node else request.url.path,
        picture=safe(drawn) if drawn else "", panel=panel_of(rows, chosen) if chosen else None,
        tree=list(_nested(rows, document)), chosen=rows.ref(chosen) if chosen else "",
        roots=[{"root": r, "label": _ROOT_WORDS[r], "words": QUESTIONS[r], "asked": r in asked} for r in ROOTS],
        questions=rows.all(document.questions), some=bool(document.causes),
    )  # fmt: skip


def _chosen(document: Document, ref: str) -> Cause | None:
    if not ref:
        return None
    item: Item | None = document.find(ref[:70])
    return item if isinstance(item, Cause) else None


def panel_of(rows: Rows, cause: Cause) -> dict[str, Any]:
    """The chosen why: what it says, what stands above and below it, and what may be asked next."""
    document = rows.document
    pairs = document.parents()
    above = next((p for c, p in pairs if c.span == cause.span), None)
    below = [c for c, p in pairs if p is not None and p.span == cause.span]
    answers = [a for a in document.actions if cause.id and cause.id in a.addresses]
    inputs = {i.name: i for i in inputs_of(document, cause, Cause)}
    return {
        "row": rows.of(cause),
        "above": rows.of(above) if above else None,
        "below": rows.all(below),
        "answers": rows.linked([a.id for a in answers if a.id]),
        "evidence": inputs.get("evidence"),
        "guides": _GUIDES if cause.depth else _GUIDES[:1],
        "labels": CAUSE_LABELS,
        "root_words": _ROOT_WORDS.get(cause.root or "", ""),
        "can_add": not cause.in_table,
    }


def _nested(rows: Rows, document: Document) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Steps that write the tree as a nested list."""
    depth = -1
    for cause in document.causes:
        wanted = min(cause.depth, depth + 1, 12)
        while depth > wanted:
            yield "close", None
            depth -= 1
        yield ("open" if wanted > depth else "next"), None
        depth = wanted
        yield "item", rows.of(cause)
    while depth >= 0:
        yield "close", None
        depth -= 1


ROUTES = (get("/d/{name:path}/causes", causes, example="/d/checkout/causes"),)
