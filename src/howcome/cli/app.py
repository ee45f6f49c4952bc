"""Starts the web app, where it is installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from howcome.errors import UsageError

from .output import say


class AppNotInstalled(UsageError):
    """The web app's libraries are not installed."""


def run_app(folder: Path, host: str, port: int, names: frozenset[str]) -> None:
    """Serves a folder until it is told to end. Raises `AppNotInstalled`, or what serving refuses."""
    _serve()(folder, host, port, names, say)


def app_is_installed() -> bool:
    """Whether `run_app` can work."""
    try:
        _serve()
    except AppNotInstalled:
        return False
    return True


def _serve() -> Callable[..., Any]:
    try:
        from howcome.web.serving import serve
    except ImportError as error:
        raise AppNotInstalled(
            f"the app needs a library that is not installed ({error.name})",
            hint="pip install 'howcome[web]'",
        ) from None
    return serve
