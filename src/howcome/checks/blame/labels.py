"""Labels that end an inquiry when they stand as a cause: human error, oversight, carelessness and kin."""

from __future__ import annotations

import re

from howcome.text.pattern import pattern

_LABEL = (
    r"(?:an?\s|the\s|some\s|simple\s|plain\s|just\s|basic\s|engineer(?:'s)?\s|employee\s|staff\s)*"
    r"(?:(?:human|operator|user|pilot|manual|people|personal|individual)\s(?:error|errors|mistake|mistakes|failure|factor)"
    r"|(?:honest\s)?mistake|oversight|carelessness|negligence|sloppiness|inattention|complacency|forgetfulness"
    r"|mis-?communication|pebkac|incompetence|ignorance"
    r"|(?:lack|absence)\sof\s(?:attention|care|diligence|discipline|ownership|communication|awareness|experience"
    r"|knowledge|common\ssense|situational\sawareness)"
    r"|(?:poor|bad)\s(?:communication|judg(?:e)?ment|decision|decisions|discipline))"
)
_ALONE = pattern(
    rf"\W*(?:root\s?cause\W+|cause\W+|why\?\W+|because\s(?:of\s)?|due\sto\s|(?:it\s|this\s)?(?:was|is)\s)*{_LABEL}"
    r"(?:\s(?:by|of|from|on\sthe\spart\sof|made\sby)\s(?:[\w-]+\s?){1,4})?\W*\Z",
    re.IGNORECASE,
)


def is_label(words: str) -> bool:
    """Whether a cause says nothing but such a label: "Human error.", "Oversight by the reviewer"."""
    return len(words) <= 90 and bool(_ALONE.match(words))
