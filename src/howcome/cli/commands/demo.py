"""howcome demo: the main job on the example incident."""

from __future__ import annotations

import argparse
from pathlib import Path

from howcome.cli.output import emit, say
from howcome.storage import files

SUMMARY = "run the main job on an example incident, and say where the results lie"
EXAMPLES = """\
  howcome demo
  howcome demo build/demo --no-serve"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path("howcome-demo"),
        metavar="FOLDER",
        help="where (default: howcome-demo)",
    )
    parser.add_argument(
        "--no-serve", action="store_true", help="only write the files (today nothing is served yet)"
    )


def run(args: argparse.Namespace) -> int:
    from datetime import UTC

    from howcome.checks import check
    from howcome.document.moment import zone_of
    from howcome.drafting.draft import draft
    from howcome.evidence.gather import gather
    from howcome.evidence.importer import Context
    from howcome.example import TRUTH, write_evidence
    from howcome.publishing import View, exporter
    from howcome.publishing.messages import message

    folder: Path = args.folder
    folder.mkdir(parents=True, exist_ok=True)
    evidence = write_evidence(folder)
    say(f"The evidence of an invented incident lies in {evidence}")
    zones = {name: zone_of(zone) or UTC for name, zone in (z.split("=") for z in TRUTH.zones)}
    made = draft(gather([evidence], Context(zones=zones)))
    target = folder / f"{made.scope.start:%Y-%m-%d}-{TRUTH.service}.md"
    _keep_or_write(target, made.text.encode())
    document = files.read_document(target)
    page = target.with_suffix(".html")
    files.replace(page, exporter("html")(document, View(document, "engineering")).content)
    for audience in ("engineering", "customers"):
        files.replace(folder / f"message-{audience}.md", message(document, audience).encode())
    findings = check(document)
    say(
        f"The draft has {len(document.timeline)} timeline entries; {len(made.left_out)} events are left out, each "
        f"with a reason; {len(findings)} findings are left to settle"
    )
    lines = [
        f"draft:     {target}",
        f"page:      {page}          (open it in a browser)",
        f"messages:  {folder / 'message-engineering.md'}, {folder / 'message-customers.md'}",
        "",
        f"next:      howcome check {target}",
        f"           howcome events {evidence} --left-out --timezone {TRUTH.zones[0]}",
    ]
    emit(("\n".join(lines) + "\n").encode())
    return 0


def _keep_or_write(path: Path, data: bytes) -> None:
    """Writes the draft; one that somebody has edited is kept and used."""
    if path.exists() and path.read_bytes() != data:
        say(f"Kept {path}: it was edited since; remove it to draft it anew")
    else:
        files.replace(path, data)
