"""Material that several tests share. What lies outside the repository is used where it exists."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1] / ".." / "shared"


@pytest.fixture(scope="session")
def postmortems() -> list[bytes]:
    """Published postmortems that lie beside the repository on some machines (never inside it)."""
    folder = SHARED / "data" / "postmortems"
    if not folder.is_dir():
        pytest.skip("the published postmortems are not on this machine")
    return [p.read_bytes() for p in sorted(folder.iterdir()) if p.suffix in (".md", ".txt")]
