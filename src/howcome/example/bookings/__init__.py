"""The second example incident: bookings that could not be stored while a migration held a lock.

Owns which files its evidence has; the shapes of the files are those of the first incident.
"""

from __future__ import annotations

from collections.abc import Iterator


def evidence() -> Iterator[tuple[str, bytes]]:
    """Every file of the evidence: its path below `evidence-bookings/`, and its content."""
    from . import records, talk

    yield from talk.files()
    yield from records.files()
