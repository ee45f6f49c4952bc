"""Findings for people and for machines. One module a format, each with `render`; the folder is the list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from howcome.checks.rule import Rule
from howcome.errors import UsageError

from .result import Results


def formats() -> tuple[str, ...]:
    """The names of all formats."""
    own = ("result", "summary")
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in own))


def render(
    results: Results, format: str = "text", *, colour: bool = False, rules: Mapping[str, Rule] | None = None
) -> str:
    """The findings of several documents in one format, ending with a line end.

    `results` are (path, document, findings), in the order to show; a document without findings belongs
    to it too. `colour` concerns `text` alone. `rules` are those that formats may describe, by code (default: all that
    need no configuration). Raises `UsageError` for an unknown format.
    """
    if format not in formats():
        raise UsageError(f"unknown format {format!r}", hint=f"known formats: {', '.join(formats())}")
    module = importlib.import_module(f"{__name__}.{format}")
    rendered: str = module.render(results, colour=colour, rules=rules)
    return rendered
