"""Arguments and gathering that the commands on evidence share."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from howcome.errors import InputError, UsageError

from .output import say

if TYPE_CHECKING:
    from howcome.drafting.incident import Wanted
    from howcome.evidence.gather import Collected


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What every command on evidence takes."""
    parser.add_argument(
        "evidence", nargs="+", type=Path, metavar="EVIDENCE", help="files, folders or zip archives"
    )
    parser.add_argument(
        "--incident",
        metavar="NAME",
        help="the page's number, the channel or the status incident that is meant",
    )
    parser.add_argument("--channel", metavar="NAME", help="the chat channel of the incident")
    parser.add_argument(
        "--from", dest="since", metavar="TIME", help="nothing before this time, such as 2026-11-20T13:00Z"
    )
    parser.add_argument("--to", dest="until", metavar="TIME", help="nothing after this time")
    parser.add_argument(
        "--timezone", action="append", default=[], metavar="[SOURCE=]ZONE",
        help="zone of times without one, for all or for one file: app.log=Europe/Berlin; may be repeated",
    )  # fmt: skip


def collect(args: argparse.Namespace, *, brief: bool = False) -> Collected:
    """Reads the evidence of a call, with progress on a terminal. Raises `InputError` if nothing was read.

    What was not understood is said line by line; `brief` says only how many pieces that were.
    """
    from howcome.evidence.gather import gather
    from howcome.evidence.importer import Context

    zones, zone = _zones(args.timezone)
    total = sum(_size(p) for p in args.evidence) or 1
    shown = sys.stderr.isatty() and total > 4 << 20

    def progress(done: int, name: str) -> None:
        if shown:
            print(
                f"\r\x1b[K{min(99, 100 * done // total):3d} % {name[-60:]}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    collected = gather(args.evidence, Context(zones=zones, zone=zone), progress)
    if shown:
        print("\r\x1b[K", end="", file=sys.stderr)
    if brief and len(collected.problems) > 1:
        say(f"howcome: {len(collected.problems)} things were not understood; `howcome draft` names them")
    else:
        for problem in collected.problems:
            say(f"howcome: not understood: {problem}")
    if not collected.evidence:
        raise InputError(
            "no evidence could be read", hint="see `howcome draft --help` for the kinds that are known"
        )
    return collected


def wanted(args: argparse.Namespace) -> Wanted:
    """Which incident the call means."""
    from howcome.drafting.incident import Wanted

    zone = _zones(args.timezone)[1] or UTC
    since, until = (
        _time(name, value, zone) for name, value in (("--from", args.since), ("--to", args.until))
    )
    if since and until and since >= until:
        raise UsageError("--from is not before --to")
    return Wanted(args.incident, args.channel, since, until)


def _time(option: str, value: str | None, zone: tzinfo) -> datetime | None:
    from howcome.evidence.importer import read_time

    if value is None:
        return None
    time = read_time(value, zone) or read_time(f"{value}T00:00", zone)
    if time is None or not 1900 <= time.year <= 9000:
        raise UsageError(
            f"{option}: {value!r} is no time", hint="write it like 2026-11-20T13:00Z or 2026-11-20"
        )
    return time


def _zones(values: list[str]) -> tuple[dict[str, tzinfo], tzinfo | None]:
    from howcome.document.moment import zone_of

    zones: dict[str, tzinfo] = {}
    default: tzinfo | None = None
    for value in values:
        source, _, name = value.rpartition("=")
        zone = zone_of(name)
        if zone is None:
            raise UsageError(
                f"--timezone: {name!r} is no time zone", hint="write one such as Europe/Berlin, UTC or +02:00"
            )
        if source:
            zones[source] = zone
        else:
            default = zone
    return zones, default


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file()) if path.is_dir() else 0
