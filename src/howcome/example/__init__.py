"""The example incidents: their evidence, made anew with the same bytes each time, and the truth about the first.

Everything in it is invented. Imports nothing else of howcome. Finished postmortems are in `library`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .truth import Truth

    TRUTH: Truth

__all__ = ["TRUTH", "write_booking_evidence", "write_evidence"]


def write_evidence(folder: Path, *, with_repository: bool = True) -> Path:
    """Writes the folder `evidence` into `folder`, which is made where it does not exist, and gives its path.

    `with_repository` adds a real git repository (no git is needed for it). Files of an earlier writing are
    written over; others are left alone. Raises `OSError` where the folder cannot be written.
    """
    return _written(folder / "evidence", evidence(with_repository=with_repository))


def write_booking_evidence(folder: Path) -> Path:
    """Writes the second, smaller incident's folder `evidence-bookings`, as `write_evidence` does the first's."""
    from . import bookings

    return _written(folder / "evidence-bookings", bookings.evidence())


def evidence(*, with_repository: bool = True) -> Iterator[tuple[str, bytes]]:
    """Every file of the evidence: its path below `evidence/`, and its content."""
    from . import chat, cluster, code_host, desk, logs, metrics, paging, repository, status_pages

    for part in (chat, paging, code_host, status_pages, cluster, metrics, logs, desk):
        yield from part.files()
    yield from repository.files(with_repository=with_repository)


def _written(root: Path, files: Iterable[tuple[str, bytes]]) -> Path:
    for name, content in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def __getattr__(name: str) -> object:
    """`TRUTH` is computed from the generator when somebody asks for it."""
    if name == "TRUTH":
        from .truth import truth

        return truth()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
