"""Says in words and tables what the defects gave. Owns the page's part about seeded defects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from measures.checker import flags_of
from measures.intervals import wilson
from measures.tables import percent, table

from .judging import Verdict
from .samples import complete_documents

_ABOUT = """\
Each copy of a complete document has one defect. *Found* means that the copy has a finding, with one of the codes that are
right for the defect, that the undamaged document does not have. *Other* counts what else is new; what follows of
necessity (a mark that is gone takes its durations with it) and `DOC-010`, which only sums up, do not count.
Where two codes stand, both rules speak about the same thing, and either is right.
"""
_HEAVY = ("error", "warning")


def report(verdicts: Sequence[Verdict]) -> str:
    """The part as Markdown."""
    return "\n".join(
        [_ABOUT, _overview(verdicts), _undamaged(), _kinds(verdicts), _missed(verdicts), _noise(verdicts)]
    )


def _overview(verdicts: Sequence[Verdict]) -> str:
    found = sum(v.is_found for v in verdicts)
    heavy = sum(v.severity in _HEAVY for v in verdicts)
    runs = [v for v in verdicts if "not run in profile" not in v.reason]
    kinds = {v.kind for v in verdicts}
    reached = {v.kind for v in verdicts if v.is_found}
    whole = len(kinds) - len({v.kind for v in verdicts if not v.is_found})
    noisy = sum(len(v.others) > 1 for v in verdicts)
    quiet = sum(not v.others for v in verdicts)
    return table(
        ("figure", "value"),
        [
            ("copies, each with one defect", len(verdicts)),
            ("found", f"{percent(found / len(verdicts))} (95 %: {wilson(found, len(verdicts))})"),
            ("found, as a warning or an error", percent(heavy / len(verdicts))),
            ("found, of those whose rule runs in the document's profile", percent(found / len(runs))),
            ("kinds of defects", len(kinds)),
            ("kinds found in every copy", whole),
            ("kinds found in no copy", len(kinds) - len(reached)),
            ("copies with more than one other new finding", f"{noisy} ({percent(noisy / len(verdicts))})"),
            ("copies with no other new finding", f"{quiet} ({percent(quiet / len(verdicts))})"),
        ],
    )


def _undamaged() -> str:
    rows = []
    for document in complete_documents():
        flags = flags_of(document)
        counted = Counter(f.severity for f in flags)
        rows.append(
            (
                document.stem,
                document.head.severity or "",
                counted["error"],
                counted["warning"],
                counted["info"],
                ", ".join(sorted({f.code for f in flags if f.severity in _HEAVY})),
            )
        )
    return "Findings in the undamaged documents:\n\n" + table(
        ("document", "severity", "errors", "warnings", "info", "codes of errors and warnings"), rows
    )


def _by_kind(verdicts: Iterable[Verdict]) -> Iterable[tuple[str, list[Verdict]]]:
    for kind, found in groupby(verdicts, key=lambda v: v.kind):
        yield kind, list(found)


def _kinds(verdicts: Sequence[Verdict]) -> str:
    rows = []
    for kind, found in _by_kind(verdicts):
        others = Counter(code for v in found for code in v.others)
        said = Counter(code for v in found for code in v.codes)
        rows.append(
            (
                f"{found[0].group}: {kind}",
                " or ".join(found[0].expected),
                f"{sum(v.is_found for v in found)} of {len(found)}",
                _counted(said),
                _counted(others),
            )
        )
    return "All kinds:\n\n" + table(("defect", "right", "found", "codes", "other"), rows)


def _counted(codes: Counter[str]) -> str:
    return ", ".join(code if count == 1 else f"{code} × {count}" for code, count in sorted(codes.items()))


def _missed(verdicts: Sequence[Verdict]) -> str:
    rows = [(v.kind, v.document, " or ".join(v.expected), v.reason) for v in verdicts if not v.is_found]
    if not rows:
        return "No defect was missed.\n"
    return "Missed:\n\n" + table(("defect", "document", "right", "why, as far as can be told"), rows)


def _noise(verdicts: Sequence[Verdict]) -> str:
    rows = [(v.kind, v.document, ", ".join(v.others)) for v in verdicts if len(v.others) > 1]
    if not rows:
        return "No copy has more than one other new finding.\n"
    return "Copies with more than one other new finding:\n\n" + table(("defect", "document", "other"), rows)
