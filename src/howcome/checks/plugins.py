"""Rules of other packages, found by the entry point group `howcome.rules`. A bad one is told of, and stops nothing."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from .rule import Rule
from .trouble import Trouble, did_you_mean

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: The entry point group in which other packages name modules with a `rule`.
GROUP = "howcome.rules"
_HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@cache
def load_plugins(packages: tuple[str, ...] | None) -> tuple[tuple[Rule, ...], tuple[Trouble, ...]]:
    """The rules of these packages (None: of all that are installed), and what is wrong with some of them."""
    points = _entry_points()
    wanted = None if packages is None else {_normal(name) for name in packages}
    rules: list[Rule] = []
    troubles: list[Trouble] = []
    for point, package in points:
        if wanted is not None and _normal(package) not in wanted:
            continue
        try:
            module = point.load()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            troubles.append(failure(error, f"the plugin {package}", f"{point.value} cannot be loaded"))
            continue
        rule = getattr(module, "rule", None)
        if not isinstance(rule, Rule):
            troubles.append(
                Trouble(
                    f"the plugin {package}", f"{point.value} has no rule", "a module with `rule = Rule(…)`"
                )
            )
            continue
        page = module.__doc__ if isinstance(module, ModuleType) else ""
        rules.append(rule.with_page(page or "", f"the plugin {package}"))
    troubles += _missing(packages or (), [package for _, package in points])
    return tuple(rules), tuple(troubles)


def failure(error: BaseException, whose: str, what: str) -> Trouble:
    """What is said about code of somebody else that has failed: where in it, if that can be told."""
    import traceback

    said = f"{what}: {type(error).__name__}: {' '.join(str(error).split())}".rstrip(": ")
    ours = whose == "howcome"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if ours or not _is_ours(f.filename)]
    hint = "please report it" if ours else f"tell the authors of {whose}, or leave it out with plugins = […]"
    if isinstance(error, SyntaxError) and error.filename:
        return Trouble(error.filename, said, hint, error.lineno, (error.text or "").strip())
    last = frames[-1] if frames else None
    if last is None:
        return Trouble(whose, said, hint)
    return Trouble(last.filename, said, hint, last.lineno, last.line or "")


def _is_ours(path: str) -> bool:
    """Whether a file is howcome's or the import machinery's: not where a plugin is wrong."""
    return path.startswith((_HOME, "<")) or f"{os.sep}importlib{os.sep}" in path


def _missing(wanted: tuple[str, ...], found: list[str]) -> Iterator[Trouble]:
    known = {_normal(name) for name in found}
    for name in wanted:
        if _normal(name) not in known:
            hint = did_you_mean(name, found, f"pip install {name}, or take it out of plugins")
            yield Trouble(f"the plugin {name}", "no installed package of this name has rules", hint)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _entry_points() -> list[tuple[EntryPoint, str]]:
    """Entry points with the name of their package. The standard way to look is slow to import, so a cheap look comes first."""
    if not any(_declares_rules(folder) for folder in sys.path):
        return []
    from importlib.metadata import entry_points

    return [(p, p.dist.name if p.dist else p.value) for p in entry_points(group=GROUP)]


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
