"""The phrases of `phrases.txt`, found in a sentence. Owns how they are written and matched."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

PERSON = (
    r"(?:the |an? |our |one of (?:our|the) |some |every |all |any |each |this |that |its |their )?(?:[\w-]+ ){0,2}?"
    r"(?:engineers?|developers?|devs?|operators?|administrators?|admins?|sysadmins?|dbas?|technicians?|analysts?|"
    r"reviewers?|approvers?|responders?|on-calls?|on-?call|interns?|contractors?|employees?|managers?|colleagues?|"
    r"coworkers?|persons?|people|individuals?|staff|members?|commanders?|architects?|testers?|sres?|consultants?|"
    r"trainees?|apprentices?|juniors?|scientists?|officers?|agents?|leads?|owners?|authors?|teams?|squads?|vendors?|"
    r"suppliers?|providers?|departments?|crews?|groups?|clerks?|planners?|executives?|custodians?|programmers?|captain|"
    r"hires?|joiners?|starters?|newcomers?|anyone|anybody|everyone|everybody|someone|somebody|nobody|no one|ops|qa|"
    r"management|leadership|support|shift|desk|users?|customers?|personnel|folks|guys?|lad|woman|man|worker|human)"
)
NAME = r"(?-i:[A-Z][a-z][\w'’-]+(?: [A-Z][\w'’-]+)?)"


@cache
def phrases(name: str) -> re.Pattern[str]:
    """All phrases of one list as one pattern. Raises KeyError."""
    lines = _lists()[name]
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(_pattern(line) for line in lines) + r")(?![\w])", re.IGNORECASE
    )


@cache
def _lists() -> dict[str, list[str]]:
    text = (files(__package__) / "phrases.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for part in text.split("\n[")[1:]:
        title, _, body = part.partition("]\n")
        found[title] = [line for line in body.splitlines() if line.strip() and not line.startswith("#")]
    return found


def _pattern(line: str) -> str:
    line = line.replace(" ~ ", r" (?:[\w'’-]+ ){0,4}?").replace("~$", r"(?:[\w'’-]+[ ,]*){0,4}$")
    line = line.replace("<person>", PERSON).replace("<name>", NAME).replace("(*)", r"(?:[\w'’-]+)")
    line = line.replace("~", r"(?:[\w'’-]+ ?){0,4}?").replace(" * ", r" [\w'’-]+ ")
    line = re.sub(r"\((?!\?)", "(?:", line)
    return "(?:" + line + ")"
