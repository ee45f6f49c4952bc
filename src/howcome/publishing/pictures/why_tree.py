"""The whys as a tree, from the questions at the left to the conditions behind them at the right.

Every status has its own outline and its own word, so that nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from howcome.document.grammar import CAUSE_STATES, Cause
from howcome.publishing.facts import text_of
from howcome.publishing.view import View
from howcome.publishing.writing import plural

from .svg import box_at, link_to, number, picture, text_at, wrap

_NARROWEST, _WIDEST, _PAGE = 138.0, 244.0, 804.0
_GAP_X, _GAP_Y, _GAP_ROOTS = 28.0, 12.0, 24.0
#: A picture that is no wider can be shown as it is on a phone.
_SMALL = 420.0
_SIZE, _LINE, _PAD = 13.0, 17.0, 10.0
_MOST_LINES, _MOST_NODES, _DEEPEST = 6, 160, 9
_SIGNS = {
    "confirmed": "✓ confirmed", "probable": "≈ probable", "hypothesis": "? hypothesis", "refuted": "✕ refuted",
    "unknown": "? unknown",
}  # fmt: skip


@dataclass(slots=True)
class _Node:
    cause: Cause
    depth: int
    wide: float
    lines: list[str]
    foot: str
    below: list[_Node] = field(default_factory=list)
    top: float = 0

    @property
    def high(self) -> float:
        foot = _LINE if self.foot else 0
        return 2 * _PAD + len(self.lines) * _LINE + foot - 4

    @property
    def left(self) -> float:
        return self.depth * (self.wide + _GAP_X) + 1

    @property
    def middle(self) -> float:
        return self.top + self.high / 2


def draw_why_tree(
    view: View,
    *,
    page: float = _PAGE,
    least: int = 2,
    address: Callable[[Cause], str] | None = None,
    chosen: Cause | None = None,
) -> str | None:
    """The picture of all whys; None where there are fewer than `least`.

    `page` is the width into which it should fit. With `address` every box is a link; `chosen` is outlined.
    """
    nodes, roots, left_out = _nodes(view, page)
    if len(nodes) < least:
        return None
    high = _place(nodes, roots)
    parts = [_edge(node, below) for node in nodes for below in node.below]
    parts += _joins(nodes)
    for node in nodes:
        current = chosen is not None and node.cause.span == chosen.span
        drawn = _drawn(node, chosen=current)
        parts += [link_to(address(node.cause), drawn, current=current)] if address else drawn
    wide = max(node.left + node.wide for node in nodes) + 1
    if left_out:
        high += 24
        parts.append(text_at(1, high - 6, f"and {left_out} more in the list below", "far"))
    title = f"Why-tree with {plural(len(roots), 'question')} and {plural(len(nodes) - len(roots), 'cause')}"
    about = "Read from left to right: each box is a cause of the box at its left. The same tree is the list below."
    kind = "deep" if wide > page + 2 else "broad" if wide > _SMALL else ""
    return picture("whys-picture", wide, high, title, about, parts, kind=kind, linked=address is not None)


def _nodes(view: View, page: float) -> tuple[list[_Node], list[_Node], int]:
    """Nodes in the order of the text, the roots among them, and how many were left out."""
    nodes: list[_Node] = []
    roots: list[_Node] = []
    by_place: dict[int, _Node] = {}
    left_out = 0
    columns = min(max((c.depth for c in view.document.causes), default=0), _DEEPEST) + 1
    wide = min(max((page - _GAP_X * (columns - 1)) / columns, _NARROWEST), _WIDEST)
    for cause, parent in view.document.parents():
        above = by_place.get(parent.span.start) if parent else None
        depth = above.depth + 1 if above else 0
        if len(nodes) >= _MOST_NODES or depth > _DEEPEST or (parent and above is None):
            left_out += 1
            continue
        size = _SIZE if above else _SIZE * 1.14
        lines = wrap(view.words(text_of(cause) or "…"), size, wide - 2 * _PAD, _MOST_LINES)
        node = _Node(cause, depth, wide, lines or ["…"], _foot(cause, root=above is None))
        by_place[cause.span.start] = node
        nodes.append(node)
        (above.below if above else roots).append(node)
    return nodes, roots, left_out


def _foot(cause: Cause, *, root: bool) -> str:
    if root and not cause.status:
        return {"began": "began", "not-known-sooner": "not known sooner", "lasted": "lasted"}.get(
            cause.root or "", ""
        )
    status = _SIGNS.get(_status(cause) or "", "")
    return " · ".join(w for w in (status, *cause.labels[:2]) if w)


def _status(cause: Cause) -> str | None:
    status = (cause.status or "").lower()
    return status if status in CAUSE_STATES else None


def _place(nodes: list[_Node], roots: list[_Node]) -> float:
    """Sets the top of every node: leaves below each other, a parent in the middle of its causes.

    Gives the height of all. `nodes` come parents first, so no recursion is needed for any depth.
    """
    room: dict[int, float] = {}
    for node in reversed(nodes):
        below = sum(room[id(n)] for n in node.below) + _GAP_Y * max(len(node.below) - 1, 0)
        room[id(node)] = max(node.high, below)
    y = 1.0
    starts: dict[int, float] = {}
    for root in roots:
        starts[id(root)] = y
        y += room[id(root)] + _GAP_ROOTS
    for node in nodes:
        start = starts[id(node)]
        node.top = start + (room[id(node)] - node.high) / 2
        below = sum(room[id(n)] for n in node.below) + _GAP_Y * max(len(node.below) - 1, 0)
        at = start + (room[id(node)] - below) / 2
        for child in node.below:
            starts[id(child)] = at
            at += room[id(child)] + _GAP_Y
    return y - _GAP_ROOTS + 1


def _edge(node: _Node, below: _Node) -> str:
    x1, x2 = node.left + node.wide, below.left
    middle = (x1 + x2) / 2
    y1, y2 = node.middle, below.middle
    path = f"M{number(x1)} {number(y1)}C{number(middle)} {number(y1)} {number(middle)} {number(y2)} {number(x2)} {number(y2)}"
    return f'<path class="edge" d="{path}"/>'


def _joins(nodes: list[_Node]) -> list[str]:
    """Dashed lines to further effects of a cause (`also`)."""
    by_id = {node.cause.id: node for node in reversed(nodes) if node.cause.id}
    parts: list[str] = []
    for node in nodes:
        for other in node.cause.also[:4]:
            effect = by_id.get(other)
            if effect is None or effect is node:
                continue
            x1, y1 = node.left + node.wide * 0.3, node.top + (node.high if effect.top > node.top else 0)
            x2, y2 = (
                effect.left + effect.wide * 0.7,
                effect.top + (0 if effect.top > node.top else effect.high),
            )
            bend = (y1 + y2) / 2
            path = f"M{number(x1)} {number(y1)}C{number(x1)} {number(bend)} {number(x2)} {number(bend)} {number(x2)} {number(y2)}"
            parts.append(f'<path class="edge also" d="{path}"/>')
    return parts


def _drawn(node: _Node, *, chosen: bool = False) -> list[str]:
    root = node.depth == 0
    kind = "why root" if root else f"why {_status(node.cause) or 'unstated'}"
    corners = node.high / 2 if root and node.high < 44 else 14 if root else 4
    parts = [box_at(node.left, node.top, node.wide, node.high, kind, round_by=corners)]
    if chosen:
        around = box_at(
            node.left - 5, node.top - 5, node.wide + 10, node.high + 10, "chosen", round_by=corners + 5
        )
        parts.insert(0, around)
    style = (
        "why-text strong" if root else "why-text struck" if _status(node.cause) == "refuted" else "why-text"
    )
    y = node.top + _PAD + 10
    for line in node.lines:
        parts.append(text_at(node.left + _PAD, y, line, style))
        y += _LINE
    if node.foot:
        parts.append(text_at(node.left + _PAD, y, node.foot, "why-foot"))
    return parts
