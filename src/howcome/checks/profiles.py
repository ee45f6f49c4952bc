"""Profiles: how strict the checks are for one document. Owns what each is for and who chooses."""

from __future__ import annotations

from howcome.document import Document, Severity, grammar
from howcome.errors import UsageError

from .rule import Hit, Rule

_MEANINGS = (
    "severe incidents: everything that is known counts",
    "most incidents: what a reader cannot do without counts, the rest is said more quietly",
    "near misses, drills and small incidents: summary, timeline, causes and lessons; the rest is info",
)
#: name → what it is for.
PROFILES = dict(zip(grammar.PROFILES, _MEANINGS, strict=True))
DEFAULT_PROFILE = "standard"
_RANK: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}


def choose_profile(document: Document, asked: str | None = None) -> str:
    """The profile asked for, else the head's, else standard.

    Raises `UsageError` for an unknown one that was asked for; an unknown one in the head is read as
    standard (rule DOC-003 says so), since one document must not stop the check of many.
    """
    if asked is not None:
        name = asked.strip().lower()
        if name not in PROFILES:
            raise UsageError(f"unknown profile {asked!r}", hint=f"known profiles: {', '.join(PROFILES)}")
        return name
    name = (document.head.profile or "").strip().lower()
    return name if name in PROFILES else DEFAULT_PROFILE


def severity_of(rule: Rule, hit: Hit, profile: str, document: Document) -> Severity | None:
    """The severity of a hit in a profile; None where the profile does not ask for the rule.

    A gap weighs at most a warning while the document is a draft or does not say what it is.
    """
    level = hit.levels.get(profile, rule.levels.get(profile))
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
