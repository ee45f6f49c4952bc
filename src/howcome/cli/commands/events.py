"""howcome events: the merged, ordered events of all evidence."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

from howcome.cli import evidence
from howcome.cli.output import emit, say

if TYPE_CHECKING:
    from howcome.drafting.incident import Wanted
    from howcome.evidence.model import Event

SUMMARY = "list the events of all evidence, merged and in order"
EXAMPLES = """\
  howcome events evidence/ --from 2026-11-20T13:50Z --to 2026-11-20T14:40Z
  howcome events evidence/ --kind deploy --kind change --format csv > changes.csv
  howcome events evidence/ --search "connection" --limit 20
  howcome events evidence/ --left-out            what a draft would not use, and why"""
_KEYS = ("time", "until", "kind", "text", "actors", "service", "severity", "source", "evidence", "certainty")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from howcome.document.grammar import EVENT_KINDS

    evidence.add_arguments(parser)
    parser.add_argument("--format", choices=("text", "jsonl", "csv"), default="text")
    parser.add_argument(
        "--kind", action="append", choices=EVENT_KINDS, help="only this kind; may be repeated"
    )
    parser.add_argument("--search", metavar="WORDS", help="only events whose text or actors hold these words")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N events")
    parser.add_argument("--left-out", action="store_true", help="what a draft does not use, with the reason")


def run(args: argparse.Namespace) -> int:
    wanted = evidence.wanted(args)
    collected = evidence.collect(args, brief=True)
    rows: Iterable[tuple[Event, str | None]]
    if args.left_out:
        from howcome.drafting.draft import draft

        rows = [(x.event, x.reason) for x in draft(collected, wanted).left_out]
        rows = sorted(rows, key=lambda r: r[0].time)
    else:
        rows = [(e, None) for e in collected.events if _inside(e, args, wanted)]
    rows = [r for r in rows if _matches(r[0], args)]
    if args.limit is not None:
        rows = rows[: max(0, args.limit)]
    rows = _blanked(rows)
    emit(_WRITERS[args.format](rows).encode("utf-8", "replace"))
    return 0


def _inside(event: Event, args: argparse.Namespace, wanted: Wanted) -> bool:
    if args.channel and event.kind in ("message", "decision") and event.group != args.channel.lstrip("#"):
        return False
    if args.incident and event.kind == "page" and event.group != args.incident.lstrip("#"):
        return False
    return not (wanted.since and event.time < wanted.since) and not (
        wanted.until and event.time > wanted.until
    )


def _matches(event: Event, args: argparse.Namespace) -> bool:
    if args.kind and event.kind not in args.kind:
        return False
    words = (args.search or "").lower()
    return not words or words in event.text.lower() or any(words in a.lower() for a in event.actors)


def _blanked(rows: Sequence[tuple[Event, str | None]]) -> list[tuple[Event, str | None]]:
    """The events without tokens, keys and passwords: a list of events is passed on like a draft."""
    from dataclasses import replace

    from howcome.analysis.secrets import blank

    clean, count = [], 0
    for event, reason in rows:
        text, secrets = blank(event.text)
        count += len(secrets)
        clean.append((replace(event, text=text) if secrets else event, reason))
    if count:
        say(f"howcome: {count} secrets, e-mail addresses or phone numbers are blanked")
    return clean


def _row(event: Event, reason: str | None) -> dict[str, Any]:
    row = {
        "time": event.time.isoformat(),
        "until": event.until.isoformat() if event.until else None,
        "kind": event.kind,
        "text": event.text,
        "actors": list(event.actors),
        "service": event.service,
        "severity": event.severity,
        "source": event.source,
        "evidence": event.address,
        "certainty": event.certainty,
    }
    return row if reason is None else {**row, "reason": reason}


def _jsonl(rows: Sequence[tuple[Event, str | None]]) -> str:
    return "".join(json.dumps(_row(e, r), ensure_ascii=False) + "\n" for e, r in rows)


def _csv(rows: Sequence[tuple[Event, str | None]]) -> str:
    out = io.StringIO()
    keys = (*_KEYS, "reason") if any(r for _, r in rows) else _KEYS
    writer = csv.DictWriter(out, keys)
    writer.writeheader()
    for event, reason in rows:
        row = _row(event, reason)
        row |= {"actors": ", ".join(event.actors)}
        writer.writerow({key: _no_formula(value) for key, value in row.items()})
    return out.getvalue()


def _no_formula(value: object) -> object:
    """A cell that a spreadsheet takes for words: evidence is hostile, and `=` begins a formula.

    The guard is OWASP's (https://owasp.org/www-community/attacks/CSV_Injection): an apostrophe before it.
    """
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )


def _text(rows: Sequence[tuple[Event, str | None]]) -> str:
    lines = []
    for event, reason in rows:
        times = f" ({event.count} times)" if event.count > 1 else ""
        who = f" [{', '.join(event.actors)}]" if event.actors else ""
        why = f"\n{'':21}left out: {reason}" if reason else ""
        stamp = f"{event.time.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}"
        lines.append(f"{stamp} {event.kind:8} {event.text}{times}{who}  {event.address}{why}\n")
    return "".join(lines)


_WRITERS = {"text": _text, "jsonl": _jsonl, "csv": _csv}
