"""Abbreviations are spelled out once, or stand in the glossary.

Why
    A postmortem is read by newcomers, by other teams and by people who decide about money. Three letters
    that everybody in the room knew are a wall for them.

Example
    GSLB moved the PBS to the second region.

Better
    The global server load balancer (GSLB) moved the payment batch service (PBS) to the second region.

When to ignore
    All readers that you can think of know it. Abbreviations that most engineers know are not asked for.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.moment import AMBIGUOUS, ZONES
from howcome.text import Span
from howcome.text.pattern import pattern

_ABBREVIATION = pattern(r"(?<![\w/.@#:=&+-])[A-Z][A-Z]{2,5}s?(?![\w/@=&]|[-.]\w|:\w)")
_EXPLAINED = pattern(
    r"\(([A-Z]{3,6})s?\)"
    r"|(?<![A-Za-z])([A-Z]{3,6}?)s?(?:\*\*|`)?(?:\s?\((?!\d)[a-zA-Z]|\*{0,2}\s?(?::|=|–|—|-\s)\s?[a-zA-Z]|,?\s(?:stands for|means|is (?:the|an?|our))\b)"
    r"|\*([A-Z]{3,6})\*"
)
_FEWEST = 1
_SHOWN = 5
_KNOWN = frozenset(
    """
    API APIS AWS GCP SDK CLI GUI UI UX URL URI HTTP HTTPS HTML CSS JSON YAML XML CSV PDF SQL DNS TCP UDP TLS SSL SSH VPN VPC
    CDN CPU GPU RAM SSD HDD IO OS VM VMS ID IDS IP NAT LAN WAN WIFI PC USB FAQ PR PRS CI CD QA SLA SLO SLI SLAS SLOS SRE
    RCA COE MTTR MTTD ETA EU USA UK US UTC GMT AM PM EUR USD GBP SEV INC OK TODO TBD TBA NA FYI ASAP AKA CEO CTO CFO VP HR IT PII
    GDPR SMS SIM OOM NTP LDAP SSO SAML OAUTH JWT MFA OTP KMS IAM ACL CORS CSRF XSS REST RPC GRPC ORM ETL DB DBA RDS EC ELB ALB
    EKS GKE AKS ECS SQS SNS NFS FTP SMTP IMAP POP MX TTL QPS RPS RPM IOPS LRU FIFO UUID UTF ASCII GIT NPM JVM PHP POST GET PUT
    HEAD DELETE PATCH NULL TRUE FALSE AND NOT THE ALL ANY NEW OLD DROP TABLE SELECT INSERT UPDATE ERROR WARN INFO DEBUG FATAL PASS
    SHA ARN ASG CSI AMI EBS LLVM POD PODS MD CM BST WHO ONE TWO NON PRE CET CEST PHP ASF BSD GNU MIT SSE HLS RSS ATOM CAP CAS
    FAIL OPEN CLOSED DONE HIGH LOW NONE READ WRITE KB MB GB TB CVE DDOS DOS WAF BGP ISP SSR SPA MVP POC ADR RFC IDE PDT PST EST EDT
    IRC NOC SOC ITIL LTS CRUD ACID CRON BIOS SCSI RAID NVME CIDR DHCP ICMP HSTS CSP CRL CSR PEM PKI RSA HMAC NAN EOF ETCD
    """.split()  # noqa: SIM905
)


def check(document: Document) -> Iterator[Hit]:
    text = prose_of(document).text
    found: dict[str, list[Span]] = {}
    for placed in document.placed:
        block = placed.block
        if block.kind in ("paragraph", "item", "table") and placed.section not in ("appendix", None):
            for match in _ABBREVIATION.finditer(text, *block.span):
                word = match.group().removesuffix("s")
                if word not in _KNOWN and word not in ZONES and word not in AMBIGUOUS:
                    found.setdefault(word, []).append(Span(*match.span()))
    named = " ".join([*document.head.services, *document.head.tags, document.head.severity or ""]).upper()
    explained = _explained(document)
    written_small = set(re.findall(r"[a-z]{3,6}", text))
    unclear = [
        word
        for word, spans in found.items()
        if len(spans) >= _FEWEST
        and word not in named
        and word not in explained
        and word.lower() not in written_small
    ]
    if unclear:
        first = min((found[word][0] for word in unclear), key=lambda span: span.start)
        more = f" and {len(unclear) - _SHOWN} more" if len(unclear) > _SHOWN else ""
        are = "is" if len(unclear) == 1 else "are"
        yield Hit(
            first,
            f"{listed(unclear[:_SHOWN])}{more} {are} nowhere spelled out",
            "What does it stand for? Once is enough, at its first use or in a glossary.",
        )


def _explained(document: Document) -> set[str]:
    """`global load balancer (GLB)`, `GLB (global …)`, `GLB: …`, `*GLB*`, `GLB stands for …`."""
    return {word for found in _EXPLAINED.finditer(document.source.text) for word in found.groups() if word}


rule = Rule(
    code="DOC-009",
    title="Abbreviations are spelled out once",
    levels=levels(full="info", standard="info", light="info"),
    check=check,
)
