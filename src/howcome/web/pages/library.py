"""The library: all documents with what is open in them; filter, sort, search."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from howcome.analysis.durations import spell
from howcome.library.query import read_query
from howcome.library.rows import Row
from howcome.library.selection import Key, Sort
from howcome.library.snippet import Snippet
from howcome.web.render import page
from howcome.web.routing import get
from howcome.web.shown import base_of

if TYPE_CHECKING:
    from howcome.web.site import Site

_MOST = 200
_SORTS: tuple[tuple[Key, str], ...] = (
    ("day", "Date"),
    ("severity", "Severity"),
    ("title", "Title"),
    ("status", "State"),
    ("minutes", "Duration"),
    ("findings", "Findings"),
    ("open-actions", "Open actions"),
)
_RISING = ("title", "severity", "status")


#: Lists that were just made: many people look at the same one, and it changes seldom.
_MOST_KEPT = 64


async def library(request: Request, site: Site) -> Response:
    if site.workspace.listing.waiting:
        await site.workspace.listing.look_now()
    me = site.person(request)
    today = datetime.now(UTC).date()
    key = (site.workspace.listing.version, today, me.session, me.name, request.url.query)
    made = site.lists.get(key)
    if made is None:
        made = site.lists[key] = (await _made(request, site, today)).body
        while len(site.lists) > _MOST_KEPT:
            site.lists.pop(next(iter(site.lists)))
    return HTMLResponse(bytes(made))


async def _made(request: Request, site: Site, today: date) -> Response:
    asked = request.query_params.get("q", "")[:4000]
    by = request.query_params.get("sort", "day")
    sort = Sort(by if by in get_args(Key) else "day", _falls(by, request.query_params.get("order")))  # type: ignore[arg-type]
    start = _number(request.query_params.get("from"))
    index = site.workspace.listing.index
    query = read_query(asked)
    disk = site.workspace.shelf.on_disk
    total = await disk(index.count, query.filter, today=today)
    if query.terms or query.excluded:
        hits = await disk(index.search, query, limit=_MOST, today=today)
        entries = [_entry(hit.row, today, hit.title, hit.snippet) for hit in hits]
        total = len(entries)
    else:
        rows = await disk(index.rows, query.filter, sort, today=today, limit=_MOST, offset=start)
        entries = [_entry(row, today) for row in rows]
    facets = await disk(index.facets, query.filter, today=today)
    return page(
        request, site, "library.html",
        entries=entries, asked=asked, facets=_facets(facets, asked), total=total, everything=await disk(index.count),
        sorts=[(k, label, _sorted(asked, k, sort)) for k, label in _SORTS], sort=sort.by, falling=sort.descending,
        searched=bool(query.terms or query.excluded), more=_more(asked, sort, start, total, len(entries)), start=start,
    )  # fmt: skip


def _falls(by: str, order: str | None) -> bool:
    return order == "down" if order in ("up", "down") else by not in _RISING


def _number(words: str | None) -> int:
    return int(words) if words and words.isdigit() and len(words) < 8 else 0


def _address(**values: object) -> str:
    said = {k: v for k, v in values.items() if v not in ("", None, 0)}
    return f"/?{urlencode(said)}" if said else "/"


def _sorted(asked: str, key: Key, now: Sort) -> str:
    falls = (not now.descending) if key == now.by else key not in _RISING
    return _address(q=asked, sort=key, order="down" if falls else "up")


def _more(asked: str, sort: Sort, start: int, total: int, shown: int) -> str | None:
    if start + shown >= total:
        return None
    return _address(
        **{"q": asked, "sort": sort.by, "order": "down" if sort.descending else "up", "from": start + shown}
    )


def _facets(facets: Any, asked: str) -> list[dict[str, Any]]:
    """Words to narrow the list by; one that is chosen takes itself away."""
    found = []
    groups = (("severity", "Severity", facets.severity), ("status", "State", facets.status),
              ("service", "Service", facets.service), ("class", "Class", facets.category), ("year", "Year", facets.year))  # fmt: skip
    for key, label, counts in groups:
        choices = []
        for one in counts[:12]:
            value, count = one.value, one.count
            word = f'{key}:"{value}"' if " " in str(value) else f"{key}:{value}"
            chosen = word.casefold() in asked.casefold().split() or word.casefold() in asked.casefold()
            rest = " ".join(w for w in asked.split() if w.casefold() != word.casefold())
            then = rest if chosen else f"{asked} {word}".strip()
            choices.append({"value": value, "count": count, "chosen": chosen, "address": _address(q=then)})
        if len(choices) > 1 or any(c["chosen"] for c in choices):
            found.append({"label": label, "choices": choices})
    return found


def _entry(
    row: Row, today: Any, title: Snippet | None = None, snippet: Snippet | None = None
) -> dict[str, Any]:
    return {
        "address": f"{base_of(row.name)}/write",
        "read": f"{base_of(row.name)}/read",
        "name": row.name,
        "title": _marked(title) if title and title.text else [(row.title or row.name, False)],
        "snippet": _marked(snippet) if snippet else [],
        "severity": row.severity or "",
        "status": (row.status or "").replace("-", " ").capitalize(),
        "status_key": row.status or "",
        "category": row.category if row.category and row.category != "incident" else "",
        "services": row.services,
        "day": str(row.day) if row.day else "",
        "duration": spell(row.minutes * 60) if row.minutes is not None else "",
        "sections": row.sections,
        "findings": row.errors + row.warnings,
        "open": row.open_actions,
        "actions": row.actions,
        "overdue": row.overdue(today),
        "problem": row.problem,
    }


def _marked(snippet: Snippet) -> list[tuple[str, bool]]:
    """Pieces of a text, and whether each was asked for."""
    cuts = sorted({0, len(snippet.text), *(at for match in snippet.matches for at in match)})
    starts = {start for start, _ in snippet.matches}
    return [(snippet.text[a:b], a in starts) for a, b in pairwise(cuts)]


ROUTES = (get("/", library),)
