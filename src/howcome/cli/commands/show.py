"""howcome show: what a document says, as howcome reads it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from howcome.cli.output import emit
from howcome.storage import files

SUMMARY = "show what a document says, as howcome reads it"
EXAMPLES = """\
  howcome show 2026-11-20-checkout.md
  howcome show 2026-11-20-checkout.md --format json | jq .times"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    from howcome.publishing.exporters.json import to_contract

    shown = to_contract(files.read_document(args.file))
    if args.format == "json":
        text = json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
    else:
        text = "\n".join(_lines(shown)) + "\n"
    emit(text.encode("utf-8", "backslashreplace"))
    return 0


def _lines(shown: dict[str, Any]) -> list[str]:
    """The document in a few dozen lines for people."""
    from howcome.publishing.exporters.json import LISTS

    head = [f"{shown['title'] or 'No title'}"]
    for key in ("class", "severity", "status", "owner"):
        if shown[key]:
            head.append(f"  {key}: {shown[key]}")
    if shown["services"]:
        head.append(f"  services: {', '.join(shown['services'])}")
    head += ["", "Marks"]
    head += [f"  {mark.replace('_', '-'):15} {time}" for mark, time in shown["times"].items() if time] or [
        "  none"
    ]
    head += ["", "Sections"]
    for key, state in shown["sections"].items():
        rows: list[dict[str, Any]] = next(
            (shown[name] for name, section in LISTS.items() if section == key), []
        )
        number = len(rows)
        items = f", {number} item{'s' if number != 1 else ''}" if number else ""
        head.append(f"  {key:17} {'not there yet' if state == 'absent' else state}{items}")
        head += [f"    {_item(row)}" for row in rows]
    for problem in shown["problems"]:
        head.append(f"\n  line {problem['line']}: {problem['message']} [{problem['code']}]")
    return head


def _item(row: dict[str, Any]) -> str:
    """One item on one line: its id (or line), its time or name, its words."""
    ref = f"^{row['id']}" if row.get("id") else f":{row['line']}" if row.get("line") else ""
    lead = (row.get("time") or row.get("audience") or row.get("name") or "") if "sha256" not in row else ""
    marks = f"[{', '.join(row['marks'])}] " if row.get("marks") else ""
    said = row.get("text") or row.get("name") or ""
    line = f"{ref:7} {lead + '  ' if lead else ''}{marks}{said}"
    return line if len(line) <= 150 else f"{line[:149]}…"
