"""Measures the checks, prints the figures, and writes them into `docs/measurements/quality.md`.

Ends 0 once all was measured, whatever the figures; 2 for input that cannot be read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from howcome.errors import HowcomeError

from . import page

_EXAMPLES = """\
  python -m measures                                   sentences and defects
  python -m measures defects                           one part
  python -m measures --sample FILE.jsonl --errors errors.tsv
  python -m measures published --documents FOLDER --sample-findings 30 --seed 7
"""


def main(words: Sequence[str]) -> int:
    """Measures what the command line asks for."""
    args = _parser().parse_args(words)
    try:
        parts = _measure(args)
    except (HowcomeError, OSError) as error:
        print(f"measures: {error}", file=sys.stderr)
        return 2
    if not args.dry_run:
        page.write(parts)
        print(
            f"written to {page.PAGE.relative_to(Path.cwd()) if page.PAGE.is_relative_to(Path.cwd()) else page.PAGE}"
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m measures",
        description="Measures what the checks find, miss, and say without need.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help="sentences, defects or published (default: what can be measured)",
    )
    parser.add_argument(
        "--sample", type=Path, metavar="FILE", help="labelled sentences of others, as JSON lines"
    )
    parser.add_argument(
        "--errors", type=Path, metavar="FILE", help="write the sentences that went wrong, as TSV"
    )
    parser.add_argument(
        "--documents", type=Path, metavar="FOLDER", help="published documents; only counts are written"
    )
    parser.add_argument(
        "--sample-findings",
        type=int,
        default=0,
        metavar="N",
        help="print so many of their findings, by chance",
    )
    parser.add_argument("--blame", action="store_true", help="of these, only findings about blame")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which ones (default: 1)")
    parser.add_argument("--dry-run", action="store_true", help="print only, and leave the page as it is")
    return parser


def _measure(args: argparse.Namespace) -> dict[str, str]:
    """The parts that were measured, as Markdown; each is printed as soon as it is there."""
    known = ("sentences", "defects", "published")
    for name in args.parts:
        if name not in known:
            raise HowcomeError(f"no part {name!r}; known: {', '.join(known)}")
    if "published" in args.parts and not args.documents:
        raise HowcomeError("published documents are measured with --documents FOLDER")
    wanted = args.parts or ["sentences", "defects", *(["published"] if args.documents else [])]
    done: dict[str, str] = {}
    if "sentences" in wanted or args.sample:
        _sentences(args, done, own="sentences" in wanted)
    if "defects" in wanted:
        from .defects import measuring, report

        _say(done, "defects", report.report(measuring.measure()))
    if "published" in wanted:
        _published(args, done)
    return done


def _sentences(args: argparse.Namespace, done: dict[str, str], *, own: bool) -> None:
    from .sentences import measuring, report
    from .sentences.scores import Scores, Share

    sets: dict[str, Scores] = {}
    if own:
        sets, clean = measuring.measure_own()
        _say(done, "sentences", report.report(sets, clean))
    if args.sample:
        sample = measuring.measure_sample(args.sample)
        _say(done, "sample", report.report(sample, Share(0, 0)))
        sets |= sample
    if args.errors:
        number = measuring.write_errors(args.errors, sets)
        print(f"{number} sentences that went wrong: {args.errors}\n")


def _published(args: argparse.Namespace, done: dict[str, str]) -> None:
    from .published import counting, report

    counted = counting.count_all(args.documents)
    _say(done, "published", report.report(counted))
    if args.sample_findings:
        print(report.shown(counting.drawn(counted, args.sample_findings, args.seed, args.blame)))


def _say(done: dict[str, str], name: str, words: str) -> None:
    print(f"{page.PARTS[name]}\n\n{words}", flush=True)
    done[name] = words


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
