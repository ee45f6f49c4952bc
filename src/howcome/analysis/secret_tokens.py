"""Credentials that show by their own shape: issuers' prefixes, JWTs, private key blocks, webhook addresses.

Refuses to guess: what needs a word beside it to be recognised is `secret_assignments`' business. The shapes
are those that the issuers document for secret scanning.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

Hit = tuple[str, int, int]
"""Kind, start and end (half-open code points)."""


class _Shape(NamedTuple):
    kind: str
    literal: str
    pattern: re.Pattern[str]
    starts_word: bool


def _shape(kind: str, literal: str, rest: str, *, starts_word: bool = False) -> _Shape:
    return _Shape(kind, literal, re.compile(re.escape(literal) + rest), starts_word)


# The literal is searched first: a text without it costs one fast pass and no regular expression.
_SHAPES = (
    _shape("token", "xox", r"[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{8,300}"),
    _shape("token", "xapp-", r"[0-9]-[A-Za-z0-9-]{10,300}"),
    *(_shape("token", f"gh{c}_", r"[A-Za-z0-9]{16,255}") for c in "pousr"),
    _shape("token", "github_pat_", r"[A-Za-z0-9_]{20,255}"),
    *(_shape("token", f"gl{kind}-", r"[A-Za-z0-9_-]{16,300}") for kind in ("pat", "dt", "rt", "ptt", "cbt")),
    _shape("key", "AKIA", r"[A-Z0-9]{16}(?![A-Za-z0-9\0])", starts_word=True),
    _shape("key", "ASIA", r"[A-Z0-9]{16}(?![A-Za-z0-9\0])", starts_word=True),
    _shape("key", "AIza", r"[A-Za-z0-9_-]{30,45}"),
    _shape("token", "ya29.", r"[A-Za-z0-9_-]{20,1000}", starts_word=True),
    _shape("secret", "GOCSPX-", r"[A-Za-z0-9_-]{20,60}"),
    *(
        _shape("key", f"{letter}k_{mode}_", r"[A-Za-z0-9]{10,255}", starts_word=True)
        for letter in "srp"
        for mode in ("live", "test")
    ),
    _shape("secret", "whsec_", r"[A-Za-z0-9+/=]{16,255}"),
    _shape("token", "npm_", r"[A-Za-z0-9]{30,255}", starts_word=True),
    _shape("token", "pypi-", r"[A-Za-z0-9_-]{50,1000}", starts_word=True),
    _shape("key", "SG.", r"[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{30,64}", starts_word=True),
    _shape("key", "SK", r"[0-9a-f]{32}(?![A-Za-z0-9\0])", starts_word=True),
    _shape("token", "hf_", r"[A-Za-z0-9]{30,100}", starts_word=True),
    _shape("token", "hvs.", r"[A-Za-z0-9_-]{24,300}", starts_word=True),
    _shape("token", "glsa_", r"[A-Za-z0-9_]{20,100}", starts_word=True),
    _shape("token", "dop_v1_", r"[0-9a-f]{64}"),
    _shape("token", "dckr_pat_", r"[A-Za-z0-9_-]{20,100}"),
    _shape("token", "shpat_", r"[0-9a-fA-F]{32}"),
    _shape("token", "lin_api_", r"[A-Za-z0-9]{30,100}"),
    _shape("token", "dapi", r"[0-9a-f]{32}(?![A-Za-z0-9\0])", starts_word=True),
    _shape("key", "NRAK-", r"[A-Z0-9]{27}"),
    _shape("key", "PMAK-", r"[A-Za-z0-9-]{50,100}"),
    _shape("key", "AGE-SECRET-KEY-1", r"[A-Z0-9]{20,100}"),
    _shape("key", "key-", r"[0-9a-f]{32}(?![A-Za-z0-9\0-])", starts_word=True),
)
_SK = re.compile(r"sk-[A-Za-z0-9_-]{20,300}")
_SK_BODY = re.compile(r"[A-Z].*[0-9]|[0-9].*[A-Z]|[A-Za-z0-9]{20}")
_TELEGRAM = re.compile(r":AA[A-Za-z0-9_-]{30,36}(?![A-Za-z0-9_\0-])")
_TELEGRAM_ID = re.compile(r"[0-9]{8,10}(?![0-9])")
_DISCORD = re.compile(r"[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}")
_WEBHOOKS = (
    (
        "hooks.slack.com/",
        re.compile(r"hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9/_-]{8,200})"),
    ),
    ("/api/webhooks/", re.compile(r"/api/webhooks/[0-9]{1,30}/([A-Za-z0-9_-]{20,200})")),
    ("webhook.office.com/", re.compile(r"webhook\.office\.com/([A-Za-z0-9@/_-]{20,400})")),
    ("api.telegram.org/bot", re.compile(r"api\.telegram\.org/bot([0-9]{6,12}:[A-Za-z0-9_-]{20,60})")),
    (
        "events.pagerduty.com/integration/",
        re.compile(r"events\.pagerduty\.com/integration/([A-Za-z0-9]{16,64})"),
    ),
)
_BASIC = re.compile(r"basic[ +]{1,2}([a-z0-9+/_-]{8,400}={0,2})")
_RUN = re.compile(r"[A-Za-z0-9_-]*")
_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_END = re.compile(r"-----END [A-Z0-9 ]{0,60}-----")
_PEM_LIMIT = 20_000
# Lines of a block that was cut off: base64 of some length, PEM headers, or the padded last line.
_PEM_LINE = re.compile(
    r"(?:[\s>|\"',]|\\[nr]){0,40}"
    r"(?:(?:Proc-Type|DEK-Info|Version|Comment):[^\n]{0,200}|[A-Za-z0-9+/]{16,5000}={0,2}|[A-Za-z0-9+/]{1,15}={1,2})"
)


def find_tokens(text: str, lowered: str) -> Iterator[Hit]:
    """Credentials recognised by shape alone; `lowered` is `text` in lower case with the same offsets."""
    yield from _prefixed(text)
    if "-----BEGIN" in text:
        yield from _private_keys(text)
    if "eyJ" in text:
        yield from _web_tokens(text)
    if "sk-" in text:
        yield from _sk_keys(text)
    if ":AA" in text:
        yield from _telegram(text)
    for match in _DISCORD.finditer(text):
        if not inside_word(text, match.start()):
            yield "token", match.start(), match.end()
    for literal, pattern in _WEBHOOKS:
        if literal in text:
            yield from (("token", *match.span(1)) for match in pattern.finditer(text))
    if "basic" in lowered:
        yield from _basic(text, lowered)


def inside_word(text: str, position: int) -> bool:
    """Whether `position` continues a word. A written-out `\\n` before it does not count as one."""
    if position == 0:
        return False
    before = text[position - 1]
    if before in "nrt" and text[position - 2 : position - 1] == "\\":
        return False
    return before.isalnum() or before in "_\0"


def _prefixed(text: str) -> Iterator[Hit]:
    for kind, literal, pattern, starts_word in _SHAPES:
        if literal not in text:
            continue
        for match in pattern.finditer(text):
            if not (starts_word and inside_word(text, match.start())):
                yield kind, match.start(), match.end()


def _sk_keys(text: str) -> Iterator[Hit]:
    for match in _SK.finditer(text):
        # "sk-" may begin a pod's name too: keys mix capitals and digits, or hold a long run.
        if not inside_word(text, match.start()) and _SK_BODY.search(match[0], 3):
            yield "key", match.start(), match.end()


def _telegram(text: str) -> Iterator[Hit]:
    for match in _TELEGRAM.finditer(text):
        digits = _TELEGRAM_ID.match(text[max(0, match.start() - 11) : match.start()][::-1])
        if digits:
            yield "token", match.start() - digits.end(), match.end()


def _web_tokens(text: str) -> Iterator[Hit]:
    """JSON web tokens (RFC 7519): header, payload and signature; the last may be cut off."""
    position = text.find("eyJ")
    while position >= 0:
        header = _run_end(text, position)
        payload = _run_end(text, header + 1) if text[header : header + 1] == "." else header
        if header - position >= 10 and payload - header >= 9:
            signed = text[payload : payload + 1] == "."
            end = _run_end(text, payload + 1) if signed else payload
            if signed and end == payload + 1:
                end = payload
            yield "token", position, end
            position = text.find("eyJ", end)
        else:
            # No later start within this run can have a dot after it either.
            position = text.find("eyJ", max(header, position + 3))


def _run_end(text: str, position: int) -> int:
    match = _RUN.match(text, position)
    return match.end() if match else position


def _private_keys(text: str) -> Iterator[Hit]:
    position = 0
    while match := _BEGIN.search(text, position):
        end = _END.search(text, match.end(), match.end() + _PEM_LIMIT)
        following = _BEGIN.search(text, match.end(), end.start() if end else match.end())
        if end and not following:
            position = end.end()
        else:
            position = _cut_off(text, match.end())
        yield "key", match.start(), position


def _cut_off(text: str, position: int) -> int:
    limit = position + _PEM_LIMIT
    while position < limit and (line := _PEM_LINE.match(text, position)):
        position = line.end()
    return position


def _basic(text: str, lowered: str) -> Iterator[Hit]:
    """`Basic` credentials (RFC 7617): base64 of `user:password`."""
    for match in _BASIC.finditer(lowered):
        start, end = match.span(1)
        value = text[start:end].rstrip("=")
        try:
            plain = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            continue
        if b":" in plain and plain.decode("utf-8", "replace").isprintable():
            yield "password", start, end
