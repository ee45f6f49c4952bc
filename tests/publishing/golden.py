"""Comparing what is published with what was found good. `HOWCOME_WRITE_GOLDENS=1` writes instead of comparing."""

from __future__ import annotations

import os
from pathlib import Path

from howcome.document import Document

HERE = Path(__file__).parent


def sample(name: str = "checkout") -> Document:
    """A document of `samples/`."""
    return Document.parse((HERE / "samples" / f"{name}.md").read_text(encoding="utf-8"), f"sample-{name}")


def assert_golden(found: str, name: str) -> None:
    """`found` is the text of `golden/<name>`, to the letter."""
    path = HERE / "golden" / name
    if os.environ.get("HOWCOME_WRITE_GOLDENS"):
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")
