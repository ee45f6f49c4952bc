"""The rules and their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from howcome.checks.page import parse_page
from howcome.checks.registry import known_rules, rule_of
from howcome.document.problems import READ_PROBLEMS
from howcome.storage.texts import NoSuchText
from howcome.web.render import page
from howcome.web.routing import get

if TYPE_CHECKING:
    from howcome.web.site import Site


async def rules(request: Request, site: Site) -> Response:
    return page(request, site, "rules.html", rules=known_rules(), rule=None)


async def one_rule(request: Request, site: Site) -> Response:
    return page(request, site, "rules.html", rules=(), rule=_shown(request.path_params["code"]))


def _shown(code: str) -> dict[str, Any]:
    rule = rule_of(code)
    if rule is None:
        known = code.upper()
        if known not in READ_PROBLEMS:
            raise NoSuchText(f"no rule is called {code!r}")
        return {
            "code": known,
            "title": "how the text is read",
            "summary": READ_PROBLEMS[known],
            "parts": (),
            "levels": "warning",
        }
    about = parse_page(rule.page)
    parts = (
        ("Why", about.why),
        ("Example", about.example),
        ("Better", about.better),
        ("When to ignore", about.ignore),
        ("Source", about.source),
    )
    levels = ", ".join(f"{profile}: {level}" for profile, level in rule.levels.items())
    return {
        "code": rule.code,
        "title": rule.title,
        "summary": about.summary,
        "parts": parts,
        "levels": levels,
    }


ROUTES = (get("/rules", rules), get("/rules/{code}", one_rule, example="/rules/ACT-003"))
