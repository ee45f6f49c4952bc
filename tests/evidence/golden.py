"""Golden files of importers: what each sample reads as, one JSON object per record.

`python -m tests.evidence.golden [NAME...]` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from howcome.evidence.discovery import Find, all_importers, discover
from howcome.evidence.importer import Context, Unreadable
from howcome.evidence.model import Problem, Record

SAMPLES = Path(__file__).parent / "importers"
EXPECTED = "expected.jsonl"


def samples(name: str) -> list[Path]:
    """The sample files and folders of the importer `name`."""
    folder = SAMPLES / name
    return sorted(p for p in folder.glob("*") if p.name != EXPECTED) if folder.is_dir() else []


def names() -> list[str]:
    return [one.name for one in all_importers()]


def read(find: Find, source: str, context: Context | None = None) -> Iterator[Record]:
    """The records of one find; an `Unreadable` becomes the problem that a person would see."""
    context = context or Context()
    try:
        if find.importer is None:
            return
        if find.folder is not None:
            yield from find.importer.read_part(find.folder, find.part, source, context)  # type: ignore[union-attr]
        else:
            yield from find.importer.read(find.files[0], source, context)  # type: ignore[union-attr]
    except Unreadable as error:
        yield Problem(find.name, error.place, str(error))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return value


def as_json(record: Record) -> dict[str, Any]:
    """A record with its type, without fields that hold their default."""
    kind = type(record).__name__
    if dataclasses.is_dataclass(record):
        rows = {}
        for f in dataclasses.fields(record):
            value = getattr(record, f.name)
            default = f.default if f.default is not dataclasses.MISSING else None
            if value != default and value != {} and value != ():
                rows[f.name] = _plain(value)
        return {"record": kind, **rows}
    return {"record": kind, **{k: v for k, v in record._asdict().items() if v is not None}}


def reading(name: str) -> list[str]:
    """All records of all samples of importer `name`, as JSON lines with the sample's name in front."""
    rows = []
    for sample in samples(name):
        for find in discover([sample]):
            assert isinstance(find, Find)
            for record in read(find, sample.stem):
                rows.append(
                    json.dumps({"sample": sample.name, **as_json(record)}, ensure_ascii=False, default=str)
                )
    return rows


if __name__ == "__main__":
    for name in sys.argv[1:] or names():
        if samples(name):
            (SAMPLES / name / EXPECTED).write_text("\n".join(reading(name)) + "\n", "utf-8")
            print(f"{name}: {len(samples(name))} samples")
