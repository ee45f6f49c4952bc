"""Makes of a document what its readers get: pages, data, messages. Reads documents and never changes them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import cast

from howcome.document import Document
from howcome.errors import UsageError

from .view import AUDIENCES, Artefact, View, audience

Export = Callable[[Document, View], Artefact]

_PLUGINS = "howcome.exporters"


def exporter_names() -> tuple[str, ...]:
    """What documents can be exported to: the modules of `exporters/`, then those of other packages."""
    from importlib.metadata import entry_points

    folder = find_spec(f"{__name__}.exporters")
    places = list(folder.submodule_search_locations or ()) if folder else []
    built_in = {m.name for m in iter_modules(places) if not m.name.startswith("_")}
    return tuple(sorted(built_in | {e.name for e in entry_points(group=_PLUGINS)}))


def exporter(name: str) -> Export:
    """The exporter called `name`; only its module is loaded. Raises `UsageError` for an unknown name."""
    known = exporter_names()
    if name not in known:
        raise UsageError(f"no exporter {name!r}; known: {', '.join(known)}")
    from importlib.metadata import entry_points

    for entry in entry_points(group=_PLUGINS):
        if entry.name == name:
            return cast("Export", entry.load())
    return cast("Export", import_module(f"{__name__}.exporters.{name}").export)


__all__ = ["AUDIENCES", "Artefact", "Export", "View", "audience", "exporter", "exporter_names"]
