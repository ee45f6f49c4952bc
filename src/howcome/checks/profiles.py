"""Profiles: how strict the checks are for one document. Owns what each is for and who chooses."""

from __future__ import annotations

from howcome.document import Document, Severity, grammar
from howcome.errors import UsageError

from .rule import Hit, Rule
from .settings import DEGREE, PLAIN, Settings
from .trouble import did_you_mean

_MEANINGS = (
    "severe incidents: everything that is known counts",
    "most incidents: what a reader cannot do without counts, the rest is said more quietly",
    "drills and small incidents: summary, timeline, causes and lessons; the rest is info",
    "near misses: as light, and what could have happened and what held it up",
    "attacks, leaks and fraud: as full, and attackers may be called what they are",
)
#: name → what it is for.
PROFILES = dict(zip(grammar.PROFILES, _MEANINGS, strict=True))
DEFAULT_PROFILE = "standard"
_RANK: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}


def choose_profile(document: Document, asked: str | None = None, settings: Settings = PLAIN) -> str:
    """The profile asked for, else the head's, else the one that is configured, else what class and severity ask for.

    Without a configuration severity 0 to 2 is checked in full, 4 and below lightly. Raises `UsageError` for an
    unknown one that was asked for; an unknown one in the head is read as standard (rule DOC-003 says so),
    since one document must not stop the check of many.
    """
    if asked is not None:
        name = asked.strip().lower()
        if name not in PROFILES:
            known = f"known profiles: {', '.join(PROFILES)}"
            raise UsageError(f"unknown profile {asked!r}", hint=did_you_mean(name, PROFILES, known))
        return name
    name = (document.head.profile or "").strip().lower()
    if name in PROFILES:
        return name
    if name:
        return DEFAULT_PROFILE
    configured = settings.profile_for(document.head.category, document.head.severity)
    if configured:
        return configured
    return DEFAULT_PROFILE if is_foreign(document) else _expected_profile(document)


def _expected_profile(document: Document) -> str:
    """The profile that class and severity ask for."""
    kind = document.head.category or ""
    if kind in ("near-miss", "security"):
        return kind
    if kind == "drill":
        return "light"
    degree = DEGREE.match((document.head.severity or "").strip())
    if not degree:
        return DEFAULT_PROFILE
    return "full" if degree[1] in "012" else "light" if degree[1] in "456789" else DEFAULT_PROFILE


def severity_of(
    rule: Rule, hit: Hit, profile: str, document: Document, settings: Settings = PLAIN
) -> Severity | None:
    """The severity of a hit in a profile; None where the profile does not ask for the rule.

    A level that is configured counts in every profile. A gap weighs at most a warning while the document is a
    draft or does not say what it is.
    """
    level = hit.levels.get(profile, rule.levels.get(profile))
    configured = settings.level_of(rule.code)
    if configured:
        level = None if configured == "off" else configured
    if level == "error" and rule.gap and is_draft(document):
        return "warning"
    return level


def is_draft(document: Document) -> bool:
    """Whether the head says draft, or says no status."""
    return (document.head.status or "draft").strip().lower() == "draft"


def is_foreign(document: Document) -> bool:
    """Whether the document is written to another template: it has no `howcome:` in its head."""
    return document.head.howcome is None


def at_least(severity: Severity, bound: Severity) -> bool:
    """Whether a severity is as heavy as a bound, for `--fail-on`."""
    return _RANK[severity] >= _RANK[bound]
