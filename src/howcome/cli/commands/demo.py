"""howcome demo: a library of examples, one of them drafted from its evidence, opened in the browser's app."""

from __future__ import annotations

import argparse
from pathlib import Path

from howcome.cli.app import AppNotInstalled, app_is_installed, run_app
from howcome.cli.output import emit, say
from howcome.storage import files

SUMMARY = "make a library of examples, draft one from its evidence, and serve it"
EXAMPLES = """\
  howcome demo
  howcome demo build/demo --no-serve          only writes the files"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path("howcome-demo"),
        metavar="FOLDER",
        help="where (default: howcome-demo)",
    )
    parser.add_argument("--no-serve", action="store_true", help="end after the draft")
    parser.add_argument("--port", type=int, default=8765, help="the app's port (default: 8765)")


def run(args: argparse.Namespace) -> int:
    from datetime import UTC

    from howcome.checks import check
    from howcome.document.moment import zone_of
    from howcome.drafting.draft import draft
    from howcome.evidence.gather import gather
    from howcome.evidence.importer import Context
    from howcome.example import TRUTH, write_booking_evidence, write_evidence
    from howcome.example.library import write_library
    from howcome.publishing import View, exporter
    from howcome.publishing.messages import message

    folder: Path = args.folder
    folder.mkdir(parents=True, exist_ok=True)
    evidence = write_evidence(folder)
    say(f"The evidence of an invented incident lies in {evidence}")
    zones = {name: zone_of(zone) or UTC for name, zone in (z.split("=") for z in TRUTH.zones)}
    collected = gather([evidence], Context(zones=zones))
    made = draft(collected)
    target = folder / f"{made.scope.start:%Y-%m-%d}-{TRUTH.service}.md"
    _keep_or_write(target, made.text.encode())
    document = files.read_document(target)
    published = folder / "published"
    published.mkdir(exist_ok=True)
    page = published / target.with_suffix(".html").name
    files.replace(page, exporter("html")(document, View(document, "engineering")).content)
    for audience in ("engineering", "customers"):
        files.replace(published / f"message-{audience}.md", message(document, audience).encode())
    findings = check(document)
    say(
        f"The draft has {len(document.timeline)} timeline entries; {len(made.left_out)} events are left out, each "
        f"with a reason; {len(findings)} findings are left to settle"
    )
    written = write_library(folder)
    _keep_evidence(folder, evidence)
    _keep_evidence(folder, write_booking_evidence(folder))
    if written:
        say(f"{len(written)} more postmortems of the same company lie beside it, finished and unfinished")
    lines = [
        f"draft:     {target}",
        f"page:      {page}          (open it in a browser)",
        f"messages:  {published / 'message-engineering.md'}, {published / 'message-customers.md'}",
        "",
        f"next:      howcome check {target}",
        f"           howcome events {evidence} --left-out --timezone {TRUTH.zones[0]}",
        f"           howcome serve {folder}",
    ]
    emit(("\n".join(lines) + "\n").encode())
    if args.no_serve:
        return 0
    if not app_is_installed():
        raise AppNotInstalled(
            "the app is not installed, so nothing is served", hint="pip install 'howcome[web]'"
        )
    run_app(folder, "127.0.0.1", args.port, frozenset())
    return 0


def _keep_or_write(path: Path, data: bytes) -> None:
    """Writes the draft; one that somebody has edited is kept and used."""
    if path.exists() and path.read_bytes() != data:
        say(f"Kept {path}: it was edited since; remove it to draft it anew")
    else:
        files.replace(path, data)


def _keep_evidence(folder: Path, evidence: Path) -> None:
    """A copy of the evidence where the app finds what documents cite."""
    import shutil
    import tempfile

    from howcome.evidence.gather import gather
    from howcome.evidence.importer import Context
    from howcome.storage.evidence import EvidenceFolder

    store = EvidenceFolder(folder / ".evidence")
    collected = gather([evidence], Context(zones={}))
    if all(store.has(piece.sha256) for piece in collected.evidence):
        return
    with tempfile.TemporaryDirectory(dir=folder, prefix=".evidence-") as staging:
        copy = Path(staging, "copy")
        shutil.copytree(evidence, copy)
        store.keep(copy, [(piece.sha256, piece.name, piece.kind) for piece in collected.evidence])
