"""howcome draft: evidence files and folders → a document."""

from __future__ import annotations

import argparse

from howcome.cli import evidence
from howcome.cli.output import emit, output_path, say
from howcome.storage import files

SUMMARY = "draft a postmortem from evidence, with every fact cited"
EXAMPLES = """\
  howcome draft evidence/ -o 2026-11-20-checkout.md
  howcome draft slack-export.zip alerts.json access.log.gz --slo 99.9%/30d -o draft.md
  howcome draft month-of-pages/ --incident 5127 --timezone app.log=Europe/Berlin > draft.md

evidence that is read: Slack exports, PagerDuty incidents and log entries, Alertmanager (API and webhooks),
GitHub deployments, workflow runs and pull requests, git logs and repositories, Statuspage incidents,
Kubernetes events, Prometheus query_range, JSON lines, access logs, syslog and many other logs, CSV;
gzip and zip as they are. Without --from and --to the incident's window is found, and it is said how."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    evidence.add_arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=output_path,
        metavar="FILE",
        help="where to write (default: standard output)",
    )
    parser.add_argument("--title", help="the document's title")
    parser.add_argument("--slo", metavar="TARGET", help="for the error budget: 99.9%%, or 99.95%%/28d")
    parser.add_argument(
        "--force", action="store_true", help="replace FILE; the old one is kept as FILE.bak-<time>"
    )


def run(args: argparse.Namespace) -> int:
    from howcome.analysis.error_budget import parse_slo
    from howcome.drafting.draft import draft

    files.refuse_existing(args.output, force=args.force)
    slo = parse_slo(args.slo) if args.slo else None
    wanted = evidence.wanted(args)
    made = draft(evidence.collect(args), wanted, title=args.title, slo=slo)
    data = made.text.encode("utf-8", "surrogateescape")
    if args.output:
        files.write(args.output, data, force=args.force)
    else:
        emit(data)
    signs = made.how or ("all of the evidence",)
    say(f"Found by: {signs[0]}" + (f" (and {len(signs) - 1} more signs)" if len(signs) > 1 else ""))
    marks = sorted(made.marks.values(), key=lambda m: m.time)
    say(
        f"{len(made.timeline.entries)} timeline entries; {len(made.left_out)} events left out; "
        f"marks: {', '.join(m.name for m in marks) or 'none stated'}"
    )
    if made.scope.others:
        say(
            f"Signs of other incidents: {'; '.join(made.scope.others)}. Choose with --incident, --channel, --from, --to."
        )
    if args.output:
        say(
            f"Wrote {args.output}. Next: howcome check {args.output}; howcome export {args.output} --to html -o {args.output.with_suffix('.html')}"
        )
    return 0
