"""Says in words and tables what the sentences gave. Owns the page's part about blame."""

from __future__ import annotations

from collections.abc import Mapping

from measures.tables import percent, table

from .labelled import INFO_CATEGORY
from .scores import Counts, Scores, Share

_ABOUT = """\
Labelled sentences, invented for this purpose, in documents of sixty, read by the checks as they are. *known* are those
that the rules were written with, *unseen* those that nobody looked at while writing them. A *trap* is a sentence that
looks like blame and is none. Intervals hold with 95 % confidence: Wilson for shares, a bootstrap of 1 000 rounds for F1.
"""


def report(sets: Mapping[str, Scores], paragraphs: Share) -> str:
    """The part as Markdown."""
    parts = [_ABOUT, _overview(sets)]
    if paragraphs.of:
        parts.append(f"Clean paragraphs with a warning: {paragraphs.hits} of {paragraphs.of}.\n")
    parts += [_categories(sets), _shares("trap (flagged wrongly)", {n: s.traps for n, s in sets.items()})]
    parts.append(_shares("style (found)", {n: s.styles for n, s in sets.items()}))
    difficulties = {n: s.difficulties for n, s in sets.items() if s.difficulties}
    if difficulties:
        parts.append(_shares("difficulty (found)", difficulties))
    return "\n".join(parts)


def _overview(sets: Mapping[str, Scores]) -> str:
    rows: dict[str, list[str]] = {}

    def add(name: str, words: str) -> None:
        rows.setdefault(name, []).append(words)

    for scores in sets.values():
        found = scores.detection
        add(
            "sentences that blame / that do not / info",
            f"{scores.positives} / {scores.negatives} / {scores.infos}",
        )
        add("detection: precision", f"{found.precision:.3f} ({found.precision_interval})")
        add("detection: recall", f"{found.recall:.3f} ({found.recall_interval})")
        add("detection: F1", f"{found.f1:.3f} ({scores.f1_interval})")
        wrong = scores.false_positives
        add("flagged wrongly, of all that do not blame", f"{wrong.value:.3f} ({wrong.interval})")
        add("categories: micro precision", f"{scores.micro.precision:.3f}")
        add("categories: micro recall", f"{scores.micro.recall:.3f}")
        add("categories: macro F1", f"{scores.macro_f1:.3f}")
        add("findings that overlap a marked span", f"{scores.span_hits.value:.3f}")
        add("info sentences with a finding", f"{scores.info_flagged.hits} of {scores.info_flagged.of}")
    return table(("figure", *sets), [(name, *cells) for name, cells in rows.items()])


def _categories(sets: Mapping[str, Scores]) -> str:
    head = ["category", *(f"{name}: {what}" for name in sets for what in ("n", "P", "R", "F1"))]
    names = next(iter(sets.values())).categories if sets else {}
    rows = [[_named(c), *(cell for s in sets.values() for cell in _cells(s.categories[c]))] for c in names]
    return table(head, rows)


def _named(category: str) -> str:
    return f"{category} (info)" if category == INFO_CATEGORY else category


def _cells(counts: Counts) -> tuple[str, ...]:
    of = counts.right + counts.missed
    return str(of), f"{counts.precision:.3f}", f"{counts.recall:.3f}", f"{counts.f1:.3f}"


def _shares(what: str, by_set: Mapping[str, Mapping[str, Share]]) -> str:
    names = sorted({name for shares in by_set.values() for name in shares})
    rows = [(name, *(_share(shares.get(name)) for shares in by_set.values())) for name in names]
    return table((what, *by_set), rows)


def _share(share: Share | None) -> str:
    return f"{percent(share.value)} of {share.of}" if share else "–"
