"""All rules: those in the folder `rules/` and those of other packages. Nothing is registered by hand."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from functools import cache
from types import ModuleType

from howcome.document.problems import READ_PROBLEMS

from . import rules as folder
from .page import parse_page, show_page
from .rule import Rule

#: The entry point group in which other packages name modules with a `rule`.
GROUP = "howcome.rules"


@cache
def known_rules() -> tuple[Rule, ...]:
    """Every rule, sorted by code. A plugin never replaces a rule that is built in."""
    found: dict[str, Rule] = {}
    for name in sorted(m.name for m in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.")):
        _take(importlib.import_module(name), found)
    for module in _plugins():
        _take(module, found)
    return tuple(found[code] for code in sorted(found))


def _take(module: ModuleType, found: dict[str, Rule]) -> None:
    rule = getattr(module, "rule", None)
    if isinstance(rule, Rule):
        found.setdefault(rule.code, rule.with_page(module.__doc__ or ""))


def _plugins() -> list[ModuleType]:
    """Rules of other packages. The standard way to look is slow to import, so a cheap look comes first."""
    if not any(_declares_rules(folder) for folder in sys.path):
        return []
    from importlib.metadata import entry_points

    found: list[ModuleType] = []
    for point in entry_points(group=GROUP):
        try:
            module = point.load()
        except Exception as error:  # somebody else's code: one bad rule must not stop all checks
            print(f"howcome: the rule {point.value} cannot be loaded: {error}", file=sys.stderr)  # noqa: T201
            continue
        if isinstance(module, ModuleType):
            found.append(module)
    return found


def _declares_rules(folder: str) -> bool:
    """Whether a package that is installed in a folder of the path declares rules."""
    if folder.endswith(".zip"):
        return False
    try:
        names = [n for n in os.listdir(folder or ".") if n.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return False
    for name in names:
        try:
            with open(os.path.join(folder, name, "entry_points.txt"), "rb") as declared:
                if GROUP.encode() in declared.read(1 << 16):
                    return True
        except OSError:
            continue
    return False


def rule_of(code: str) -> Rule | None:
    """The rule of a code, in any case of letters."""
    wanted = code.strip().upper()
    return next((r for r in known_rules() if r.code == wanted), None)


def explanation(code: str) -> str | None:
    """The reference page of a code as text; None for a code that nobody knows."""
    rule = rule_of(code)
    if rule is None:
        read = code.strip().upper()
        if read not in READ_PROBLEMS:
            return None
        return f"{read}: how the text is read\nwarning in every profile\n\n{READ_PROBLEMS[read]}\n"
    levels = ", ".join(f"{profile}: {level}" for profile, level in rule.levels.items())
    about = f" · category: {rule.category}" if rule.category else ""
    return show_page(rule.code, rule.title, levels + about, parse_page(rule.page))
