"""Who a piece of a sentence is about: a person, a team, ourselves, a customer, an attacker or a system.

Owns the lexicon of roles, teams and systems (data) and the reading of the words directly before or after
a trigger. Where the words do not tell, the answer is None, and no rule speaks.
"""

from __future__ import annotations

import re
from typing import Literal

Subject = Literal["person", "team", "self", "customer", "attacker", "system"]

ROLES = frozenset(
    """
    engineer engineers developer developers dev devs programmer programmers operator operators administrator
    administrators admin admins sysadmin sysadmins dba dbas technician technicians analyst analysts reviewer
    reviewers approver approvers author authors committer maintainer maintainers responder responders on-call
    oncall on-caller intern interns contractor contractors employee employees manager managers lead leads
    colleague colleagues coworker coworkers person people individual individuals staff someone somebody anyone
    anybody everyone everybody nobody he she commander architect architects tester testers deployer sre sres
    owner owners supervisor consultant consultants volunteer volunteers newcomer newcomers teammate teammates
    cto director
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
TEAMS = frozenset(
    """
    team teams squad squads vendor vendors supplier suppliers department management leadership ops devops qa
    crew group security marketing support engineering organisation organization company
    """.split()  # noqa: SIM905
)
SELVES = frozenset({"we", "i", "us"})
CUSTOMERS = frozenset(
    """
    customer customers user users client clients tenant tenants visitor visitors subscriber subscribers
    merchant merchants consumer consumers member members reader readers
    """.split()  # noqa: SIM905
)
ATTACKERS = frozenset(
    "attacker attackers intruder intruders adversary adversaries hacker hackers criminal criminals".split()  # noqa: SIM905
)
#: Names of jobs that are programs too: only what stands around them tells.
_PROGRAMS_TOO = frozenset({"operator", "operators", "lead", "leads", "author", "owner", "owners", "admin"})
#: What makes a program of a word that stands behind it.
SYSTEMS = frozenset(
    """
    service services server servers pod pods node nodes job jobs deploy deployment release pipeline config
    configuration policy policies cache database db cluster controller scheduler queue consumer broker proxy
    gateway balancer router switch disk host hosts container containers process processes script tool tests test
    check checks alert alerts monitor monitors dashboard limit timeout retry retries request requests query
    queries migration change changes commit patch bug code system systems software application app api client
    library dependency kubernetes k8s helm etcd kafka redis postgres mysql prometheus terraform cron cronjob
    parser loader loading load evaluation lookup initialization init import imports quorum token certificate
    counter rollout rollback canary flag feature model models classifier index replica primary shard partition
    """.split()  # noqa: SIM905
)
_SYSTEM_BEFORE = frozenset(
    """
    kubernetes k8s postgres redis kafka prometheus database cluster helm logical binary
    arithmetic mathematical comparison etcd openshift strimzi gpu
    """.split()  # noqa: SIM905
)
#: What follows these is no longer whom the verb is about.
_LINKS = frozenset("to of that about on in for with by and when via from as".split())  # noqa: SIM905
_SKIPPED = re.compile(r"(?:\w+ly|also|never|then|just|simply|all|both|either|perhaps|maybe|at least|too)$")
_WORD = re.compile(r"[^\W_][\w'-]*")
_BY_ROLE = re.compile(
    r"\bby\s(?:the\s|an?\s|our\s|one\sof\s(?:the|our)\s)?(?:[\w-]+\s)?([\w-]+)\W*$", re.IGNORECASE
)


def subject_before(words: str) -> Subject | None:
    """Who the last words before a verb name: "the database on-call" → person; adverbs are passed over."""
    tail = words[-120:]
    if re.search(r"[,;:)\]–—]\s*$", tail):
        tail = tail.rstrip(" ,;:)]–—")
        if tail.endswith(("(", "[")):
            return None
    found = [w.lower() for w in _WORD.findall(tail)]
    while found and _SKIPPED.match(found[-1]) and found[-1] not in ("assembly", "anomaly", "supply"):
        found.pop()
    if not found:
        return None
    return kind_of(found[-1], found[-2] if len(found) > 1 else "")


def subject_after(words: str, most: int = 4) -> Subject | None:
    """Whom the words after a verb name within a few words: "remind all backend engineers" → person."""
    found = [w.lower() for w in _WORD.findall(words[:120])][:most]
    for number, word in enumerate(found):
        if word in _LINKS:
            return None
        kind = kind_of(word, found[number - 1] if number else "")
        if kind:
            following = found[number + 1] if number + 1 < len(found) else ""
            if kind != "system" and following in SYSTEMS and following not in ("team", "teams"):
                return "system"
            return kind
    return None


def kind_of(word: str, before: str = "") -> Subject | None:
    """The kind of one noun or pronoun in lower case; `before` is the word in front of it."""
    word = word.removesuffix("'s")
    if word in SYSTEMS:
        return "system"
    if word in _PROGRAMS_TOO and before in (_SYSTEM_BEFORE | SYSTEMS):
        return "system"
    return next((kind for kind, lexicon in _LEXICONS if word in lexicon), None)


_LEXICONS: tuple[tuple[Subject, frozenset[str]], ...] = (
    ("person", ROLES),
    ("team", TEAMS),
    ("self", SELVES),
    ("customer", CUSTOMERS),
    ("attacker", ATTACKERS),
)


def is_negated(words: str, reach: int = 40) -> bool:
    """Whether the words before a trigger deny it: "this is not …", "nobody was …", "rather than …"."""
    near = words[-reach:]
    return bool(
        re.search(
            r"\b(?:not|no|never|nobody|nor|neither|without|isn't|wasn't|aren't|weren't|rather than|instead of|"
            r"avoid\w*|beyond|ruled out|no one|none|cannot|can't|stop)\b(?!\s+only)",
            near,
            re.IGNORECASE,
        )
    )
