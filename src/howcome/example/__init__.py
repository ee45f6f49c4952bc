"""The example incident: its evidence, made anew with the same bytes each time, and the truth about it.

Everything in it is invented. Imports nothing else of howcome.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .truth import Truth

    TRUTH: Truth

__all__ = ["TRUTH", "write_evidence"]


def write_evidence(folder: Path, *, with_repository: bool = True) -> Path:
    """Writes the folder `evidence` into `folder`, which is made where it does not exist, and gives its path.

    `with_repository` adds a real git repository (no git is needed for it). Files of an earlier writing are
    written over; others are left alone. Raises `OSError` where the folder cannot be written.
    """
    root = folder / "evidence"
    for name, content in evidence(with_repository=with_repository):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def evidence(*, with_repository: bool = True) -> Iterator[tuple[str, bytes]]:
    """Every file of the evidence: its path below `evidence/`, and its content."""
    from . import chat, cluster, code_host, desk, logs, metrics, paging, repository, status_pages

    for part in (chat, paging, code_host, status_pages, cluster, metrics, logs, desk):
        yield from part.files()
    yield from repository.files(with_repository=with_repository)


def __getattr__(name: str) -> object:
    """`TRUTH` is computed from the generator when somebody asks for it."""
    if name == "TRUTH":
        from .truth import truth

        return truth()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
