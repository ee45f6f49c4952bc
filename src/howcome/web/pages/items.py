"""One item as a form, on whatever page it stands: edit, save, add, remove, put back.

Each works as a page of its own; where a script asks, only the item's own piece of the page is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from howcome.document import Document
from howcome.document.change import UnknownRef
from howcome.document.grammar import KIND_BY_NAME, Cause
from howcome.document.items import Item
from howcome.errors import UsageError
from howcome.live.room import Room
from howcome.services import editing
from howcome.services.item_edits import Removed, has_column
from howcome.storage.texts import NoSuchText
from howcome.web.forms import Input, again, changed, given_values, inputs_of, words_kept
from howcome.web.render import page
from howcome.web.routing import get, post
from howcome.web.rows import VIEW_OF, Rows
from howcome.web.shown import base_of, document_of, room_of, shown
from howcome.web.site import back_to

if TYPE_CHECKING:
    from howcome.web.site import Site

NOUNS = {
    "timeline": "entry", "cause": "cause", "risk": "accepted risk", "earlier-incident": "earlier incident",
    "attachment": "piece of evidence", "impact": "impact",
}  # fmt: skip


async def edit(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    item = _at(document, request.path_params["ref"])
    return _form(request, site, room, document, item, inputs_of(document, item, type(item)))


async def show(request: Request, site: Site) -> Response:
    """The item as it stands in its page; where no script asks, that page."""
    room = await room_of(request, site)
    document = document_of(room)
    item = _at(document, request.path_params["ref"])
    return _shown(request, site, room, document, item, focus="edit")


async def save(request: Request, site: Site) -> Response:
    room, form = await room_of(request, site), await request.form()
    ref, line = request.path_params["ref"], _text(form, "line") or None
    document = document_of(room)
    try:
        item = editing.locate(document, ref, line)
    except editing.StaleForm:
        return _gone(request, site, room, document, form)
    wanted = list(changed(form, item, ref, line))
    try:
        await editing.set_values(room, wanted, site.person(request).name)
    except editing.StaleForm as stale:
        document = document_of(room)
        item = editing.locate(document, ref, line)
        mine = again(inputs_of(document, item, type(item)), _mine(form, item, wanted), now=stale.fields)
        return _form(request, site, room, document, item, mine, status=409, stale=True)
    except UsageError as error:
        mine = again(
            inputs_of(document, item, type(item)), given_values(form, type(item)), now={}, error=str(error)
        )
        return _form(request, site, room, document, item, _as_shown(mine, form), status=422, error=error)
    document = document_of(room)
    now = document.find(ref if not ref.startswith(":") else f":{item.line}")
    if now is None or type(now) is not type(item):
        return back_to(f"{base_of(room.name)}/{_view(type(item))}")
    return _shown(request, site, room, document, now, focus=_text(form, "focus") or "edit")


def _mine(form: FormData, item: Item, wanted: list[tuple[editing.Field, str]]) -> dict[str, str]:
    """Only what the person changed: all else is shown as it stands now."""
    given = given_values(form, type(item))
    return {field.name: given[field.name] for field, _ in wanted}


def _as_shown(inputs: list[Input], form: FormData) -> list[Input]:
    """Guarded by what the person saw first, not by what stands there now."""
    from dataclasses import replace

    return [replace(i, was=_text(form, f"was-{i.name}")) if f"was-{i.name}" in form else i for i in inputs]


async def add(request: Request, site: Site) -> Response:
    room, form = await room_of(request, site), await request.form()
    kind = KIND_BY_NAME.get(_text(form, "what"))
    if kind is None:
        raise UsageError("no such kind of item")
    given = given_values(form, kind)
    words = _text(form, "words") or given.pop("text", "")
    under, line = _text(form, "under") or None, _text(form, "line") or None
    base = base_of(room.name)
    try:
        if not words.strip():
            raise UsageError("text: say it in a few words")
        fields = {n: v for n, v in given.items() if n != "text"}
        made = await editing.add_item(
            room, kind.kind, words, site.person(request).name, under=under, line=line, fields=fields
        )
    except editing.StaleForm:
        return page(
            request, site, "forms_gone.html", status=409, doc=shown(room.name, document_of(room), _view(kind)),
            words=words, title="The cause above is gone",
            hint="Somebody removed or reworded it meanwhile. Your words are kept here; add them where they fit now.",
        )  # fmt: skip
    except UsageError as error:
        document = document_of(room)
        mine = again(inputs_of(document, None, kind), {**given, "text": words}, now={}, error=str(error))
        answer = page(
            request, site, "forms_new.html", status=422, doc=shown(room.name, document, _view(kind)), kind=kind.kind,
            noun=noun(kind.kind), inputs=mine, error=_sentence(error), under=under or "", line=line or "",
            back=f"{base}/{_view(kind)}",
        )  # fmt: skip
        # In the place of the form that was sent, whatever it wanted to be replaced by its success.
        answer.headers.update({"HX-Retarget": "this", "HX-Reswap": "outerHTML", "HX-Reselect": "form"})
        return answer
    if kind is Cause:
        return back_to(f"{base}/causes?node={made.ref}")
    return back_to(f"{base}/{_view(kind)}#{made.ref}")


async def remove(request: Request, site: Site) -> Response:
    room, form = await room_of(request, site), await request.form()
    document = document_of(room)
    ref, line = request.path_params["ref"], _text(form, "line")
    item = _found(document, ref, line)
    rows = Rows(document, base_of(room.name))
    row = rows.of(item)
    taken = await editing.remove_item(room, ref, line, site.person(request).name)
    below = len([r for r in taken.lines.splitlines() if r.strip()]) - 1 if isinstance(item, Cause) else 0
    return page(
        request, site, "forms_removed.html", doc=shown(room.name, document_of(room), _view(type(item))),
        row=row, taken=taken, kind=item.kind, noun=noun(item.kind), below=below, container=_container(item),
        back=f"{base_of(room.name)}/{_view(type(item))}",
    )  # fmt: skip


async def put_back(request: Request, site: Site) -> Response:
    room, form = await room_of(request, site), await request.form()
    number = _text(form, "number")
    taken = Removed(
        _text(form, "lines"),
        _text(form, "before"),
        _text(form, "after"),
        int(number) if number.isdigit() else 1,
    )
    kind = _text(form, "what")
    await editing.put_back(room, kind, taken, site.person(request).name)
    anchor = _text(form, "anchor")
    if kind == "cause":
        return back_to(f"{base_of(room.name)}/causes?node={anchor}")
    return back_to(f"{base_of(room.name)}/{VIEW_OF.get(kind, 'write')}#{anchor}")


def _found(document: Document, ref: str, line: str | None) -> Item:
    item = editing.locate(document, ref, line)
    if item.kind not in KIND_BY_NAME:
        raise UsageError("this cannot be edited as an item")
    return item


def _at(document: Document, ref: str) -> Item:
    """The item of an address. Raises `NoSuchText`."""
    try:
        return _found(document, ref, None)
    except (editing.StaleForm, UnknownRef):
        raise NoSuchText("there is no such item in this document any more") from None


def _text(form: FormData, name: str) -> str:
    """A field's words; browsers send line ends as CR LF."""
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _view(kind: type[Item]) -> str:
    return VIEW_OF.get(kind.kind, "write")


def noun(kind: str) -> str:
    """What a kind of item is called."""
    return NOUNS.get(kind, kind)


def _container(item: Item) -> str:
    """The element that an item is on its page."""
    if item.kind in ("timeline", "action", "measure", "communication"):
        return "tr"
    return "div" if item.kind == "cause" else "li"


def _form(
    request: Request, site: Site, room: Room, document: Document, item: Item, inputs: list[Input],
    *, status: int = 200, stale: bool = False, error: UsageError | None = None,
) -> Response:  # fmt: skip
    rows = Rows(document, base_of(room.name))
    missing = [n.replace("-", " ") for n in item.fields if item.in_table and not has_column(item, n)]
    return page(
        request, site, "forms_edit.html", status=status, doc=shown(room.name, document, _view(type(item))),
        row=rows.of(item), inputs=inputs, stale=stale, error=_sentence(error) if error else "", missing=missing,
        noun=noun(item.kind), container=_container(item), back=rows.address(item), columns=_columns(item.kind),
    )  # fmt: skip


def _columns(kind: str) -> int:
    return {"timeline": 5, "action": 6, "measure": 6, "communication": 6}.get(kind, 1)


def _sentence(error: UsageError) -> str:
    words = str(error).partition(": ")[2] if ":" in str(error).partition(" ")[0] else str(error)
    words = words or str(error)
    return f"{words[:1].upper()}{words[1:]}{'. ' + error.hint[:1].upper() + error.hint[1:] if error.hint else ''}."


def _gone(request: Request, site: Site, room: Room, document: Document, form: FormData) -> Response:
    return page(
        request, site, "forms_gone.html", status=409, doc=shown(room.name, document, "write"), title="This item is gone",
        words=words_kept(form), hint="Somebody removed it, or changed its line, while you wrote. Nothing was overwritten.",
    )  # fmt: skip


def _shown(
    request: Request, site: Site, room: Room, document: Document, item: Item, *, focus: str
) -> Response:
    """After a change: for a script the item's piece of its page, for everybody else the page at the item."""
    rows = Rows(document, base_of(room.name))
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(rows.address(item), 303)
    values: dict[str, Any] = {
        "row": rows.of(item),
        "doc": shown(room.name, document, _view(type(item))),
        "focus": focus,
    }
    if isinstance(item, Cause):
        from .causes import panel_of

        values["panel"] = panel_of(rows, item)
    return page(request, site, "forms_item.html", **values)


_EXAMPLE = "/d/checkout/"
ROUTES = (
    get("/d/{name:path}/items/{ref}/edit", edit, example=f"{_EXAMPLE}items/a7kq2/edit"),
    get("/d/{name:path}/items/{ref}", show, example=f"{_EXAMPLE}items/a7kq2"),
    post("/d/{name:path}/items/{ref}", save, example=f"{_EXAMPLE}items/a7kq2"),
    post("/d/{name:path}/add", add, example=f"{_EXAMPLE}add"),
    post("/d/{name:path}/items/{ref}/remove", remove, example=f"{_EXAMPLE}items/a7kq2/remove"),
    post("/d/{name:path}/put-back", put_back, example=f"{_EXAMPLE}put-back"),
)
