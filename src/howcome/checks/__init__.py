"""What is said about a document: rules, profiles, silenced findings, fixes and reports. Changes nothing."""

from .engine import apply_fixes, check
from .profiles import DEFAULT_PROFILE, PROFILES, at_least
from .registry import explanation, known_rules
from .settings import PLAIN, Settings

__all__ = [
    "DEFAULT_PROFILE", "PLAIN", "PROFILES", "Settings", "apply_fixes", "at_least", "check", "explanation", "known_rules",
]  # fmt: skip
