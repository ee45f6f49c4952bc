"""Runs the rules over a document. Owns which rules run, how heavy a hit is, and what is silenced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from howcome.document import Document, Finding
from howcome.document.problems import READ_PROBLEMS
from howcome.errors import UsageError
from howcome.text import Change, Edit, Span

from .candidates import finder
from .profiles import choose_profile, is_foreign, severity_of
from .prose import prose_of
from .registry import known_rules
from .rule import Candidate, Hit, Rule
from .suppression import Suppression, suppressions


def check(
    document: Document,
    profile: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[Finding]:
    """All findings about a document, in the order of the text; what is silenced with a reason is left out.

    `profile` is full, standard or light (default: the head's, else standard). `select` and `ignore` take
    codes or their beginnings (`TL`, `B`, `ACT-003`). A document in another template is only checked
    against the rules that make sense there, unless rules are selected. Raises `UsageError` for an
    unknown profile and for a selection that names no rule.
    """
    chosen = choose_profile(document, profile)
    rules = [r for r in known_rules() if chosen in r.levels and _wanted(r.code, select, ignore)]
    _refuse_unknown(select)
    if is_foreign(document) and not select:
        rules = [r for r in rules if r.foreign]
    found = [*_hits(document, rules, chosen)]
    said = {f.span for f in found}
    # Where a rule speaks about the very value that could not be read, it says more than the reader does.
    found += (p for p in _problems(document, select, ignore) if p.span not in said)
    comments = suppressions(document)
    kept = [f for f in found if not any(c.covers(f.code, f.span) for c in comments)]
    kept += _about_comments(document, comments, found, rules, chosen)
    for rule in rules:
        if rule.conclude:
            concluded = [*_findings(rule, rule.conclude(document, kept), document, chosen)]
            kept += (f for f in concluded if not any(c.covers(f.code, f.span) for c in comments))
    return sorted(kept, key=lambda f: (f.span.start, f.span.end, f.code))


def apply_fixes(document: Document, findings: Iterable[Finding]) -> Change:
    """The safe fixes of findings as one change; where two fixes touch the same place, the first counts."""
    taken: list[Edit] = []
    for finding in findings:
        for fix in finding.fixes:
            if fix.safe and not any(_overlap(a, b) for a in fix.edits for b in taken):
                taken += fix.edits
                break
    edits = tuple(sorted(taken, key=lambda e: e.span))
    return Change(document.source.sha, edits, why="safe fixes of checks", origin="fix")


def _overlap(one: Edit, other: Edit) -> bool:
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end


def _wanted(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    chosen = not select or any(_begins(code, s) for s in select)
    return chosen and not any(_begins(code, s) for s in ignore)


def _begins(code: str, words: str) -> bool:
    wanted = words.strip().upper()
    return bool(wanted) and code.startswith(wanted)


def _refuse_unknown(select: Sequence[str]) -> None:
    codes = [*(r.code for r in known_rules()), *READ_PROBLEMS]
    for words in select:
        if not any(_begins(code, words) for code in codes):
            families = sorted({code.rstrip("0123456789").rstrip("-") for code in codes})
            raise UsageError(
                f"no rule begins with {words!r}", hint=f"rules begin with: {', '.join(families)}"
            )


def _problems(document: Document, select: Sequence[str], ignore: Sequence[str]) -> Iterator[Finding]:
    """Problems of reading; not those of a front matter that was written for another program."""
    end = document.head.span.end if is_foreign(document) and not select else 0
    for problem in document.problems:
        if problem.span.start >= end and _wanted(problem.code, select, ignore):
            yield problem


def _hits(document: Document, rules: Sequence[Rule], profile: str) -> Iterator[Finding]:
    for rule in rules:
        if rule.check:
            yield from _findings(rule, rule.check(document), document, profile)
    yield from _word_hits(document, [r for r in rules if r.judge], profile)


def _word_hits(document: Document, rules: Sequence[Rule], profile: str) -> Iterator[Finding]:
    """One pass over the prose for all word rules; each is asked only where its triggers stand."""
    asked: dict[str, list[Rule]] = {}
    for rule in rules:
        for trigger in rule.triggers:
            asked.setdefault(trigger, []).append(rule)
    prose = prose_of(document)
    last: dict[str, int] = {}
    for trigger, start, end in finder(frozenset(asked))(prose.text):
        sentence = prose.sentence_at(start)
        for rule in asked[trigger]:
            if rule.judge is None or start < last.get(rule.code, 0):
                continue
            hit = rule.judge(Candidate(trigger, Span(start, end), sentence), document)
            if hit:
                last[rule.code] = end
                yield from _findings(rule, (hit,), document, profile)


def _findings(rule: Rule, hits: Iterable[Hit], document: Document, profile: str) -> Iterator[Finding]:
    for hit in hits:
        severity = severity_of(rule, hit, profile, document)
        if severity:
            yield Finding(
                rule.code, severity, hit.span, hit.message, hit.suggestion, rule.category, hit.fixes
            )


def _about_comments(
    document: Document,
    comments: Sequence[Suppression],
    found: Sequence[Finding],
    rules: Sequence[Rule],
    profile: str,
) -> Iterator[Finding]:
    by_code = {r.code: r for r in rules}
    known = {r.code for r in known_rules()}
    for comment in comments:
        if not comment.reasoned and "SUP-001" in by_code:
            hit = Hit(
                comment.span,
                "this comment silences nothing, because it gives no reason",
                "Why is it right to leave the finding? Write `ignore CODE because …`.",
            )
            yield from _findings(by_code["SUP-001"], (hit,), document, profile)
        if not comment.reasoned or "SUP-002" not in by_code:
            continue
        for code in comment.codes:
            runs = code in by_code or code not in known
            if runs and not any(f.code == code and comment.covers(code, f.span) for f in found):
                hit = Hit(comment.span, f"there is nothing here that {code} would say; the comment can go")
                yield from _findings(by_code["SUP-002"], (hit,), document, profile)
