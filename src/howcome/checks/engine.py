"""Runs the rules over a document. Owns which rules run, how heavy a hit is, and what is silenced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from howcome.document import Document, Finding
from howcome.errors import UsageError
from howcome.text import Change, Edit, Span

from .candidates import finder
from .families import is_begun_by, prefix_of
from .places import asked_headings
from .profiles import choose_profile, is_draft, is_foreign, severity_of
from .prose import prose_of
from .registry import known_codes, rules_of
from .rule import Candidate, Hit, Rule
from .settings import PLAIN, Settings
from .suppression import remarks, suppressions
from .trouble import Tell, nearest


@dataclass(frozen=True, slots=True)
class _Run:
    """One check of one document: with which rules, how strict, and who is told of what is wrong with a rule."""

    document: Document
    settings: Settings
    profile: str
    rules: tuple[Rule, ...]
    tell: Tell | None
    #: Headings of a draft whose guiding questions still ask what gaps would ask.
    asked: frozenset[Span]


def check(
    document: Document,
    profile: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    settings: Settings = PLAIN,
    *,
    tell: Tell | None = None,
) -> list[Finding]:
    """All findings about a document, in the order of the text; what is silenced with a reason is left out.

    `profile` is the name of one (default: the head's, else what is configured, else standard). `select` and
    `ignore` take codes or their beginnings (`TL`, `B`, `ACT-003`); what is selected here is looked for even
    where `settings` leaves it out. A document in another template is only checked against the rules
    that make sense there, unless rules are selected here. A rule that raises is told of, and all others run;
    without `tell` only what is built in may raise. Raises `UsageError` for an unknown profile and for a selection that names no rule.
    """
    settings = settings.asked(select, ignore)
    chosen = choose_profile(document, profile, settings)
    _refuse_unknown(select, settings)
    foreign = is_foreign(document) and not select
    rules = tuple(r for r in rules_of(settings) if _runs(r, chosen, settings, foreign=foreign))
    asked = asked_headings(document) if is_draft(document) and not select else frozenset()
    run = _Run(document, settings, chosen, rules, tell, asked)
    found = [f for f in _hits(run) if not _is_harmless(f, run)]
    said = {f.span for f in found}
    # Where a rule speaks about the very value that could not be read, it says more than the reader does.
    found += (p for p in _problems(run, foreign=foreign) if p.span not in said)
    comments = suppressions(document, settings.today)
    kept = [f for f in found if not any(c.covers(f.code, f.span) for c in comments)]
    kept = _without_echoes(kept, found)
    by_code = {r.code: r for r in rules}
    for code, span, message, question in remarks(comments, found, by_code.keys(), known_codes(settings)):
        if code in by_code:
            kept += _weighed(run, by_code[code], (Hit(span, message, question),))
    for rule in rules:
        if rule.conclude:
            concluded = _findings(run, rule, rule.conclude, document, kept)
            kept += (f for f in concluded if not any(c.covers(f.code, f.span) for c in comments))
    return sorted(kept, key=lambda f: (f.span.start, f.span.end, f.code))


#: Rules about the end of a chain of whys, and the rules about blame that say the same of the same words.
_ENDS_OF_CHAINS = frozenset({"RCA-002", "RCA-003", "RCA-010", "RCA-011"})
_ECHOES = frozenset({"B02", "B03", "B04", "B06", "B07", "B08", "B11", "B12", "B17", "B21"})


def _without_echoes(kept: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """One defect, one finding: what a rule about the causes says of a place, no rule about blame repeats.

    This also holds where a comment silences what the rule about the causes says: one reason is enough.
    """
    said = [f.span for f in found if f.code in _ENDS_OF_CHAINS]
    if not said:
        return list(kept)
    return [f for f in kept if f.code not in _ECHOES or not any(_overlap(f.span, span) for span in said)]


def _runs(rule: Rule, profile: str, settings: Settings, *, foreign: bool) -> bool:
    asked = profile in rule.levels or settings.level_of(rule.code) is not None
    return asked and settings.wants(rule.code) and (rule.foreign or not foreign)


def apply_fixes(document: Document, findings: Iterable[Finding]) -> Change:
    """The safe fixes of findings as one change; where two fixes touch the same place, the first counts."""
    taken: list[Edit] = []
    for finding in findings:
        for fix in finding.fixes:
            if fix.safe and not any(_overlap(a.span, b.span) for a in fix.edits for b in taken):
                taken += fix.edits
                break
    edits = tuple(sorted(taken, key=lambda e: e.span))
    return Change(document.source.sha, edits, why="safe fixes of checks", origin="fix")


def _overlap(one: Span, other: Span) -> bool:
    return one == other or (one.start < other.end and other.start < one.end)


def _refuse_unknown(select: Sequence[str], settings: Settings) -> None:
    known: list[str] | None = None
    for words in select:
        known = known or known_codes(settings)
        if not any(is_begun_by(code, words) for code in known):
            families = sorted({prefix_of(code) for code in known})
            near = nearest(words, known)
            hint = f"rules begin with: {', '.join(families)}"
            raise UsageError(
                f"no rule begins with {words!r}", hint=f"did you mean {near}? {hint}" if near else hint
            )


def _problems(run: _Run, *, foreign: bool) -> Iterator[Finding]:
    """Problems of reading; not those of a front matter that was written for another program."""
    end = run.document.head.span.end if foreign else 0
    for problem in run.document.problems:
        if problem.span.start >= end and run.settings.wants(problem.code):
            level = run.settings.level_of(problem.code)
            yield problem if level is None or level == "off" else replace(problem, severity=level)


def _is_harmless(finding: Finding, run: _Run) -> bool:
    """Whether what reads as blame is a word that the organisation calls harmless."""
    words = run.settings.words.harmless
    if not words or not (finding.category or prefix_of(finding.code) == "B"):
        return False
    prose = prose_of(run.document).text
    sentence = prose_of(run.document).sentence_at(finding.span.start).span
    start = min(sentence.start, finding.span.start)
    for _, first, last in finder(words)(prose[start : max(sentence.end, finding.span.end)]):
        if start + first < finding.span.end and finding.span.start < start + last:
            return True
    return False


def _hits(run: _Run) -> Iterator[Finding]:
    for rule in run.rules:
        if rule.check:
            yield from _findings(run, rule, rule.check, run.document)
        if rule.configured:
            yield from _findings(run, rule, rule.configured, run.document, run.settings)
    yield from _word_hits(run)


def _word_hits(run: _Run) -> Iterator[Finding]:
    """One pass over the prose for all word rules; each is asked only where its triggers stand."""
    asked: dict[str, list[Rule]] = {}
    for rule in run.rules:
        if rule.judge:
            for trigger in rule.triggers:
                asked.setdefault(trigger, []).append(rule)
    prose = prose_of(run.document)
    last: dict[str, int] = {}
    for trigger, start, end in finder(frozenset(asked))(prose.text):
        sentence = prose.sentence_at(start)
        candidate = Candidate(trigger, Span(start, end), sentence, run.settings)
        for rule in asked[trigger]:
            if start < last.get(rule.code, 0):
                continue
            found = _findings(run, rule, _judged, rule, candidate, run.document)
            if found:
                last[rule.code] = end
                yield from found


def _judged(rule: Rule, candidate: Candidate, document: Document) -> Sequence[Hit]:
    hit = rule.judge(candidate, document) if rule.judge else None
    return (hit,) if hit else ()


def _findings(run: _Run, rule: Rule, ask: Callable[..., Iterable[Hit]], *args: object) -> list[Finding]:
    """The findings of one rule. One that raises, or finds something outside of the text, is told of."""
    try:
        return list(_weighed(run, rule, ask(*args)))
    except Exception as error:
        if run.tell is None and not rule.origin:
            raise
        if run.tell is not None:
            from .plugins import failure

            run.tell(failure(error, rule.origin or "howcome", f"rule {rule.code} has failed"))
        return []


def _weighed(run: _Run, rule: Rule, hits: Iterable[Hit]) -> Iterator[Finding]:
    for hit in hits:
        if rule.gap and hit.span in run.asked:
            continue
        severity = severity_of(rule, hit, run.profile, run.document, run.settings)
        if rule.origin and not 0 <= hit.span.start <= hit.span.end <= len(run.document.source):
            raise ValueError(f"{hit.span} lies outside of the text")
        if severity:
            yield Finding(
                rule.code,
                severity,
                hit.span,
                hit.message,
                hit.suggestion,
                hit.category or rule.category,
                hit.fixes,
            )
