"""What a route is: path, method, and the rule that guards it. A page module lists its routes in `ROUTES`.

There is no route without a rule, because the rule is part of it; `tests/web/test_routes.py` tries every one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from .site import Site

#: `anyone`: before signing in. `read`, `write`: signed in; a write also needs our origin and a form token.
Rule = Literal["anyone", "read", "write"]
Answer = Callable[[Request, "Site"], Awaitable[Response]]

#: Bytes of a body, where a route says nothing else.
SMALL_BODY = 1 << 20


@dataclass(frozen=True, slots=True)
class Route:
    """One route. `example` is a path that matches it, for the test of all routes; `body` the most bytes."""

    method: Literal["GET", "POST"]
    path: str
    rule: Rule
    answer: Answer
    example: str = ""
    body: int = SMALL_BODY


def get(path: str, answer: Answer, *, rule: Rule = "read", example: str = "") -> Route:
    """A page."""
    return Route("GET", path, rule, answer, example or path)


def post(
    path: str, answer: Answer, *, rule: Rule = "write", example: str = "", body: int = SMALL_BODY
) -> Route:
    """Something that a person does."""
    return Route("POST", path, rule, answer, example or path, body)
