"""The page of figures. Owns its parts: a run writes those that it measured, and leaves the others as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "measurements" / "quality.md"
_ABOUT = """\
# What the checks are worth

Written by `make measure`; do not edit. Each run writes the parts that it measures anew and leaves the others as they
are: sentences and defects are always measured, the sample and published documents only where a run is given them.
"""
#: part → its heading, in the order of the page.
PARTS = {
    "sentences": "Blame in labelled sentences",
    "sample": "Blame in a sample of others",
    "defects": "Seeded defects",
    "published": "Published documents",
}
_PART = re.compile(r"<!-- part: ([a-z]+) -->\n(.*?)<!-- end -->\n", re.DOTALL)


def write(parts: Mapping[str, str], path: Path = PAGE) -> None:
    """Writes these parts into the page; the rest of it stays."""
    kept = dict(_PART.findall(path.read_text(encoding="utf-8"))) if path.exists() else {}
    kept |= {name: f"\n{words.strip()}\n\n" for name, words in parts.items()}
    body = [
        f"\n## {heading}\n\n<!-- part: {name} -->\n{kept[name]}<!-- end -->\n"
        for name, heading in PARTS.items()
        if name in kept
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join([_ABOUT, *body]), encoding="utf-8")
