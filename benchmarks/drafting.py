"""How long `howcome draft` takes for the example incident, as a whole command."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.support.process import howcome, several
from benchmarks.support.rows import Row, at_most

_LIMIT = 3


def run(runs: int = 5) -> list[Row]:
    """Seconds and peak memory of the command."""
    from howcome.example import TRUTH, write_evidence

    with tempfile.TemporaryDirectory() as folder:
        evidence = write_evidence(Path(folder))
        size = sum(p.stat().st_size for p in evidence.rglob("*") if p.is_file()) / 1e6
        zones = [word for zone in TRUTH.zones for word in ("--timezone", zone)]
        took = several(howcome("draft", str(evidence), *zones), runs)
    return [
        at_most(f"the example incident drafted ({size:.1f} MB of evidence)", took.seconds, "s", _LIMIT),
        Row("its peak memory", took.peak, "MiB"),
    ]
