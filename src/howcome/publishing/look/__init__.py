"""How published documents look: style sheets and page templates, read as they lie in this folder."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def read(name: str) -> str:
    """The text of a file of this folder."""
    return (files(__name__) / name).read_text(encoding="utf-8")


@cache
def tokens(theme: str = "light") -> dict[str, str]:
    """The colours of a theme (`light` or `dark`) by name, as `tokens.css` states them; dark completes light."""
    parts = read("tokens.css").split("@media (prefers-color-scheme: dark)")
    chosen = parts[:1] if theme == "light" else parts[:2]
    return {
        name: value.strip()
        for part in chosen
        for name, value in re.findall(r"--([a-z0-9-]+):\s*([^;{}]+);", part)
    }
