"""Finds how a person or an account is reached or paid: e-mail addresses, phone numbers, card numbers.

Refuses what only resembles them: repository addresses, `user@host` of prompts and database logs, package
versions, dates, times, network addresses, order numbers, counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.analysis.secret_tokens import Hit

_LOCAL_REVERSED = re.compile(r"[\w.+'%=-]{1,64}")
_DOMAIN = re.compile(r"[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){1,8}")
_SCP_PATH = re.compile(r":(?=[\w.~/-])")
# Not top-level domains: endings of files, systemd units, and names of private networks.
_NO_DOMAIN_WORDS = """
    png jpg jpeg gif svg webp ico bmp pdf js mjs ts tsx jsx css scss html htm py rb go rs java c h cpp md
    rst txt json yaml yml toml xml csv log gz zip tar conf cfg ini lock sh sql service socket timer target
    mount device slice scope path swap internal svc lan localdomain intranet cluster node consul
"""
_NO_DOMAIN = frozenset(_NO_DOMAIN_WORDS.split())
_ACCOUNTS_WORDS = """
    git root ubuntu ec2-user centos debian admin-shell postgres mysql www-data jenkins deploy vagrant hg
    svn
"""
_ACCOUNTS = frozenset(_ACCOUNTS_WORDS.split())
_OBFUSCATED = re.compile(r"\s{0,2}[\[({<]at[\])}>]\s{0,2}")
_OBFUSCATED_DOMAIN = re.compile(
    r"[^\W_][\w-]{0,62}(?:(?:\.|\s{0,2}[\[({<]dot[\])}>]\s{0,2})[\w-]{1,63}){0,5}"
    r"(?:\.|\s{0,2}[\[({<]dot[\])}>]\s{0,2})[a-z]{2,24}"
)

_PLUS_NUMBER = re.compile(r"\+[\d(][\d ().\-/\u00a0\u2009]{6,26}", re.ASCII)
_ZERO_NUMBER = re.compile(r"00[1-9][0-9]{0,2}[ /(\-][\d ().\-/\u00a0]{6,24}", re.ASCII)
_AMERICAN = re.compile(r"(?:1-)?[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}(?![\w\0-])")
_AMERICAN_AREA = re.compile(r"\([2-9][0-9]{2}\) ?[2-9][0-9]{2}[-. ][0-9]{4}(?![\w\0-])")
_PHONE_STEMS = (
    "phone",
    "tel",
    "mobile",
    "cell",
    "call",
    "dial",
    "sms",
    "whatsapp",
    "fax",
    "handy",
    "ring me",
    "reach me",
    "reach us",
)
_PHONE_WORD = re.compile(
    r"[\"'*_]{0,3}[\s:=.]{1,4}[\"'*_]{0,2}(?:(?:me|us|him|her|them|number|no|is|on|at|back|the|bridge)[\s:.]{1,3}){0,5}"
    r"[\"'`*]{0,2}(\(?[0-9][\d ().\-/\u00a0]{5,22})"
)
_DATE = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
_ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9])")
_GROUP = re.compile(r"[0-9]+")
_NOT_A_PHONE = re.compile(
    r"(?:#|\b(?:order|orders|ticket|invoice|id|case|ref|sku|no|nr))[\s:=#.]{0,3}$", re.IGNORECASE
)

_CARD = re.compile(
    r"[2-6][0-9]{3}(?:([ -])[0-9]{4}(?:\1[0-9]{4}){2}(?:\1[0-9]{1,3})?|([ -])[0-9]{6}\2[0-9]{4,5}|[0-9]{9,15})"
    r"(?![\w\0-])"
)
_IDENTIFIED = re.compile(
    r"(?:id|ref|order|trace|span|key|time|ns|ts|seq|offset|lsn|uid|no|nr)[\"'\\]{0,2}\s?[=:#]\s?[\"']?$"
)
_CARD_PREFIX = re.compile(
    r"4|5[0-8]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|[689])|6(?:011|4[4-9]|5)"
    r"|35(?:2[89]|[3-8])|62|63|67"
)


def find_contacts(text: str, lowered: str) -> Iterator[Hit]:
    """E-mail addresses, phone numbers and card numbers; `lowered` has the offsets of `text`."""
    if "@" in text:
        yield from _emails(text, "@")
    if "%40" in text:
        yield from _emails(text, "%40")
    if "at]" in lowered or "at)" in lowered or "at}" in lowered or "at>" in lowered:
        yield from _obfuscated_emails(text, lowered)
    yield from _phones(text, lowered)
    yield from _cards(text)


def _emails(text: str, sign: str) -> Iterator[Hit]:
    position = text.find(sign)
    while position >= 0:
        after = position + len(sign)
        domain = _DOMAIN.match(text, after)
        if domain:
            start = _local_start(text, position)
            end = domain.end()
            while text[end - 1] in "-_":
                end -= 1
            if start < position and _is_email(text, start, position, after, end):
                yield "e-mail", start, end
        position = text.find(sign, after)


def _local_start(text: str, end: int) -> int:
    match = _LOCAL_REVERSED.match(text[max(0, end - 64) : end][::-1])
    start = end - match.end() if match else end
    while start < end and text[start] in ".'%=-":
        start += 1
    equals = text.rfind("=", start, end)
    if equals >= 0:
        start = equals + 1
    return start


def _is_email(text: str, start: int, sign: int, domain: int, end: int) -> bool:
    ending = text[domain:end].rpartition(".")[2].lower()
    if len(ending) < 2 or not ending.isalpha() or ending in _NO_DOMAIN:
        return False
    before = text[max(0, start - 2) : start]
    # Behind "//" it is the user of an address; behind "]" or "\0" something was blanked already.
    if before == "//" or before.endswith("\0") or text[sign - 1] == "\0":
        return False
    if text[start - 1 : start] == ":" and "://" in text[max(0, start - 200) : start].rsplit(None, 1)[-1]:
        return False  # the password of an address
    local = text[start:sign].lower()
    if local in _ACCOUNTS:
        return False
    follows = _SCP_PATH.match(text, end)
    if follows:
        path = text[end + 1 : end + 80].split(None, 1)[0]
        return "/" not in path and not path.startswith("~")
    # A password in an address without a scheme, "user:password@host/…", is still blanked as one piece.
    return True


def _obfuscated_emails(text: str, lowered: str) -> Iterator[Hit]:
    for match in _OBFUSCATED.finditer(lowered):
        domain = _OBFUSCATED_DOMAIN.match(lowered, match.end())
        start = _local_start(text, match.start())
        if domain and start < match.start():
            yield "e-mail", start, domain.end()


def _phones(text: str, lowered: str) -> Iterator[Hit]:
    if "+" in text:
        for match in _PLUS_NUMBER.finditer(text):
            yield from _phone(text, match.start(), match.end(), fewest=8, plus=True)
    for match in _ZERO_NUMBER.finditer(text):
        yield from _phone(text, match.start(), match.end(), fewest=10)
    for pattern in (_AMERICAN, _AMERICAN_AREA):
        for match in pattern.finditer(text):
            yield from _phone(text, match.start(), match.end(), fewest=10)
    for stem in _PHONE_STEMS:
        yield from _after_phone_word(text, lowered, stem)


def _after_phone_word(text: str, lowered: str, stem: str) -> Iterator[Hit]:
    position = lowered.find(stem)
    while position >= 0:
        position += len(stem)
        match = _PHONE_WORD.match(lowered, position)
        if match:
            start, end = match.span(1)
            # Numbers of a plan begin with 0 or "(", or have an area in front: a count has neither.
            number = text[start:end].strip(" \u00a0")
            if number[0] in "0(" or "-" in number or number.count(" ") >= 2:
                yield from _phone(text, start, end, fewest=7)
        position = lowered.find(stem, position)


def _phone(text: str, start: int, end: int, *, fewest: int, plus: bool = False) -> Iterator[Hit]:
    before = text[start - 1 : start]
    if before and (before.isalnum() or (before in "_.+/\\\0:-" and not _written_break(text, start))):
        is_uri = before == ":" and text[max(0, start - 4) : start].lower().endswith(("tel:", "sms:"))
        if not (is_uri or (before == ":" and plus)):
            return
    if _NOT_A_PHONE.search(text[max(0, start - 12) : start]):
        return
    end = _phone_end(text, start, end)
    number = text[start:end]
    groups = _GROUP.findall(number)
    digits = sum(map(len, groups))
    if not fewest <= digits <= 15 or _DATE.search(number) or _ADDRESS.search(number):
        return
    if plus and ((len(groups) == 1 and digits < 9) or (len(groups) == 2 and "." in number)):
        return
    if digits < 10 and len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and "-" not in number:
        return  # a count with thousands set apart
    yield "phone", start, end


def _written_break(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start] in ("\\n", "\\t", "\\r")


def _phone_end(text: str, start: int, end: int) -> int:
    """The end without what follows the number: a date, a time, a sentence's end."""
    number = text[start:end]
    date = _DATE.search(number, 1)
    if date:
        number = number[: date.start()]
    double = number.find("  ")
    if double > 0:
        number = number[:double]
    number = number.rstrip(" ().-/\u00a0\u2009")
    end = start + len(number)
    if text[end : end + 1] == ":" and text[end + 1 : end + 2].isdigit():
        number = number[: max(number.rfind(" "), 0)].rstrip(" ().-/\u00a0\u2009")
    groups = list(_GROUP.finditer(number))
    digits = 0
    for group in groups:
        digits += group.end() - group.start()
        if digits > 15 and group.start() > 0 and digits - (group.end() - group.start()) >= 8:
            return start + len(number[: group.start()].rstrip(" ().-/\u00a0\u2009"))
    return start + len(number)


def _cards(text: str) -> Iterator[Hit]:
    for match in _CARD.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if before and (before.isalnum() or before in "_.-\0#/"):
            continue
        if match[0].isdigit() and _IDENTIFIED.search(text[max(0, start - 12) : start].lower()):
            continue
        digits = "".join(_GROUP.findall(match[0]))
        if 13 <= len(digits) <= 19 and _CARD_PREFIX.match(digits) and _luhn(digits):
            yield "card number", start, end


def _luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0
