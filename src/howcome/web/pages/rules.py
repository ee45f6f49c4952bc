"""The rules and their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from howcome.checks.families import family_of
from howcome.checks.page import parse_page
from howcome.checks.registry import OTHER_CODES, rule_of, rules_of
from howcome.document.problems import READ_PROBLEMS
from howcome.storage.texts import NoSuchText
from howcome.web.render import page
from howcome.web.routing import get

if TYPE_CHECKING:
    from howcome.checks import Settings
    from howcome.web.site import Site


async def rules(request: Request, site: Site) -> Response:
    settings = await _settings(site)
    return page(request, site, "rules.html", rules=rules_of(settings), rule=None)


async def one_rule(request: Request, site: Site) -> Response:
    rule = _shown(request.path_params["code"], await _settings(site))
    return page(request, site, "rules.html", rules=(), rule=rule)


async def _settings(site: Site) -> Settings:
    """What is configured in the library's own folder: its own rules stand beside those that are built in."""
    return await site.workspace.shelf.on_disk(site.workspace.settings)


def _shown(code: str, settings: Settings) -> dict[str, Any]:
    rule = rule_of(code, settings)
    if rule is None:
        known = code.upper()
        if known not in OTHER_CODES:
            raise NoSuchText(f"no rule is called {code!r}")
        return {
            "code": known,
            "title": family_of(known).title,
            "summary": OTHER_CODES[known],
            "parts": (),
            "levels": "warning" if known in READ_PROBLEMS else "info",
        }
    try:
        about = parse_page(rule.page)
    except ValueError:  # a plugin's or an own rule, which need no page
        levels = ", ".join(f"{profile}: {level}" for profile, level in rule.levels.items())
        return {"code": rule.code, "title": rule.title, "summary": rule.page, "parts": (), "levels": levels}
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
