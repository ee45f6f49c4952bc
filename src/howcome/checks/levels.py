"""How heavy a rule is in each profile. Owns the order of profiles in a declaration and what a silent one takes over."""

from __future__ import annotations

from collections.abc import Mapping

from howcome.document import Severity

Levels = Mapping[str, Severity]


def levels(
    *,
    full: Severity | None,
    standard: Severity | None,
    light: Severity | None = None,
    near_miss: Severity | None = None,
    security: Severity | None = None,
) -> Levels:
    """The severity by profile; None switches the rule off there.

    What is not given: a near miss is read like a light document, a security incident like a full one.
    """
    given = {
        "full": full,
        "standard": standard,
        "light": light,
        "near-miss": near_miss or light,
        "security": security or full,
    }
    return {profile: severity for profile, severity in given.items() if severity}


#: Said, but never a reason to fail a check.
QUIET = levels(full="info", standard="info", light="info")
