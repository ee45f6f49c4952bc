"""Values that are secret because of the words beside them: `password=`, `"token": "…"`, "the password is …".

Owns the forms in which a name and its value stand together and the judgement of the value; refuses values
that are placeholders, references to a place, or ordinary words.

Every form is tried at the places of a few stems only and looks a bounded number of characters ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from howcome.analysis.secret_tokens import Hit, inside_word


class _Stem(NamedTuple):
    kind: str
    literal: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    """What must stand before the stem, matched against the reversed text; None: nothing."""


_KEY_QUALIFIER = (
    "api|access|secret|private|account|signing|encryption|auth|subscription|service|master|storage|client|app"
    "|application|license|integration|routing|shared|webhook|deploy|ssh|rest|admin|server|write|ingest|live"
)
_QUALIFIED = re.compile(rf"[\s_.-]?(?:{'|'.join(word[::-1] for word in _KEY_QUALIFIER.split('|'))})")

_STEMS = (
    _Stem("password", "passw", re.compile(r"passw(?:or[dt]|d)")),
    _Stem("password", "passphrase", re.compile(r"passphrase")),
    _Stem("password", "passcode", re.compile(r"passcode")),
    _Stem("password", "pwd", re.compile(r"pwd")),
    _Stem("password", "pw", re.compile(r"pw(?!\w)")),
    _Stem("password", "pass", re.compile(r"pass(?=[\\\"']{1,3}\s?[:=]|=(?!=)|:?\s[^-\s])")),
    _Stem("secret", "secret", re.compile(r"secret")),
    _Stem("secret", "credential", re.compile(r"credentials?|creds?(?!\w)")),
    _Stem("token", "token", re.compile(r"token")),
    _Stem("key", "key", re.compile(r"key"), _QUALIFIED),
    _Stem("token", "jwt", re.compile(r"jwt")),
    _Stem("cookie", "sessionid", re.compile(r"sessionid")),
    _Stem("cookie", "sessid", re.compile(r"sessid")),
    _Stem("cookie", "connect.sid", re.compile(r"connect\.sid")),
)

_TAIL = re.compile(r"[\w-]{0,40}")
_HEAD_REVERSED = re.compile(r"[\w.-]{0,40}")
_TAIL_PARTS = re.compile(r"[_-]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])")
# A name that goes on with one of these says something about a secret, and holds none.
_ABOUT_WORDS = """
    name names ref refs reference file files path dir id ids type types kind ttl expiry expires expired
    expiration count counts total limit limits length len url uri endpoint host policy version versions
    age rotation rotate rotated rotator status state error errors reset bucket usage used per rate budget
    size server store manager provider review lifetime duration issuer issued request requests response
    valid validity validation invalid missing enabled disabled required field prompt check cache hits hit
    miss misses seconds ms minutes based auth protected free less like refresh failure failures exchange
    service renewal renew audience scope scopes days day date at in by from for to holder owner change
    changed leak leaked scan scanner scanning
"""
_ABOUT = frozenset(_ABOUT_WORDS.split())
_COMPOUND = re.compile(
    r"client_?secret|secret_?(?:access_?)?key|api_?(?:key|secret|token)|access_?(?:key|token)|auth_?token|account_?key"
    r"|refresh_?token|bearer|bot_?token|signing|private|consumer|shared_?access|webhook|master|app_?(?:secret|key)"
)

# Marks of a page, of a repeated request, a command: named like secrets, and none.
_OTHER_NAMES = re.compile(
    r"(?:.*(?:next|page|continuation|sync|request|idempotency)_?)token|client_?token|g?chpasswd|getpwd"
)

_ASSIGN = re.compile(
    r"[\\\"'`*_\])]{0,6}[ \t]{0,8}(?P<sign>:=|=>|={1,3}|%3d|:(?![:/]))(?:\*{1,2}(?=\s))?[ \t]{0,8}\s{0,4}"
)
_TABLE = re.compile(r"[`*_\"']{0,4}[ \t]{0,20}\|[ \t]{0,20}")
_ENVIRONMENT = re.compile(r"[\\\"']{0,3}\s{0,4},?\s{0,40}[\\\"']{0,3}value[\\\"']{0,3}\s{0,4}[:=]\s{0,4}")
_GAP = (
    r"(?:[ \t]{1,3}(?:for|of|on|to|in|at|used by|from)(?:[ \t]{1,3}[^\s:=,;!?\0]{1,40}){1,5}?)?"
    r"(?:\s{0,2}\([^()\n\0]{1,40}\))?"
)
_SPEECH = re.compile(
    r"[`*_\"']{0,3}"
    + _GAP
    + r"(?:\s{0,3}(?P<sign>:|=|->|=>|→|–|—)|,?\s{1,3}(?:(?:(?:was|has been|is|got|been|were)\s{1,3})?"
    r"(?:now\s{1,3})?(?:changed|set|updated|rotated|reset|switched)\s{1,3}(?P<to>to)|(?P<verb>is|was|to|are|remains|becomes)))"
    r"(?=[\s:])\s{0,4}(?:(?:now|still|currently|just|simply|again|temporarily)\s{1,3})?:?\s{0,3}"
)
_ADJACENT = re.compile(r"[`*_\"']{0,2}[ \t]{1,4}")
_OPENING = re.compile(r"\\{0,4}(?:\"|'|&quot;)|`{1,3}|[“‘«„]|\*{1,2}(?=[^\s*])|_(?=[^\s_])")
_CLOSING = {"“": "”", "‘": "’", "«": "»", "„": "“"}
_BARE = re.compile(r"(?:[^\s\0\"'`<>,;&]|'(?=\w)|\\(?=\S)|[,;&](?![\s\0]|$|[\w.\- ]{1,40}[=:])){1,200}")
_QUOTED_LIMIT = 2000

_PLACEHOLDER = re.compile(
    r"<[^<>]{0,80}>|\[[^\[\]]{0,60}\]|\*+|x{3,}|•+|\.{2,}|…|-+|_+|\?+|#+|~|\$[a-z_][a-z0-9_]{2,}|\$\{[^{}]{0,80}\}?"
    r"|\$\([^()]{0,80}\)?|\$\{\{.*|\{\{.*|\{[^{}]{0,60}\}|%s|%v|%\([^()]{0,60}\)s|%[a-z_]{2,40}%|:[a-z_]{1,40}|@[a-z_]{1,40}"
    r"|__[a-z_]{1,40}__|hidden_\w*|your[ _-].*|\W*"
)
_CODE = re.compile(
    r"(?:process\.env|os\.environ|os\.getenv|getenv|env|config|settings|self|this|secrets?|vars?|data|local|module"
    r"|request|req|params|args|options|opts|ctx|context|event)[.\[(]|[a-z_][\w.]{0,60}\([^)]{0,80}\)?$|arn:|vault:|!ref|file:"
)
_PATH = re.compile(r"~?/[\w.@/-]{2,}|[a-z]:\\.*|[a-z0-9._-]{1,80}(?:/[a-z0-9._-]{1,80}){1,9}")
_ORDINARY_WORDS = """
    a an the this that it its my our your their his her is are was were be been being not no none null nil
    true false yes undefined unknown empty optional required missing invalid incorrect wrong correct right
    valid expired expiring expires rotated rotation rotate reset changed change changing set unset stored
    managed leaked lost known shared public private secret secrets password passwords token tokens key
    keys and or but in on at of to for from with without by as if so see ask use used using via only also
    too still now just soon new old same different default next last what which who when where why how all
    any some each both here there then than gone safe secure weak strong short long ok okay fine good bad
    broken stale out over under up down off done todo tbd n/a na string str text bytes int integer number
    bool boolean varchar object redacted removed hidden masked filtered sensitive encrypted hashed plain
    plaintext base64 field prompt page policy manager store vault rotates please check update updated
    needs need must should can cannot could would will may has have had do does did login user username
    error errors failed failure failing denied rejected accepted refused ago per yet never always one two
    three more less about after before during because while until since into again revoked disabled
    enabled available unavailable common easy enough tied bound kept held loaded read written sent served
    fetched issued authentication authorization auth name value type path file url id ids limit count
    usage ttl bucket bearer basic
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_INFLECTED = re.compile(r"[a-z]{2,}(?:ed|ing|able|ible|ly|tion|ment|ness)")
_TECHNICAL = re.compile(
    r"v?\d+(?:\.\d+)*|(?:base|utf|sha|md|aes|rs|hs|es|rsa|tls|oauth|s|ec|k)-?\d{1,4}(?:-.*)?|\d+[a-z]{0,3}(?:-[a-z]+)*|~.*"
    r"|\d{4}-\d{2}-\d{2}.*|\d{1,2}:\d{2}.*|https?://.*|[a-z]+-[a-z]+(?:-[a-z]+)*|\w+@v?[\d.]+|1password.*|[a-z]+s3"
)
_NAMED = re.compile(r"[\w.-]{1,40}=(?!=|$)")
_NUMBER = re.compile(r"[+-]?[\d.,_]+\s?(?:%|[a-z]{1,3})?")
_CAPITALS = re.compile(r"[A-Z][a-z]+(?:[-_.][A-Z][a-z]+)+")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z].*[a-z]|[A-Z].*[a-z].*[A-Z]")
_SYMBOL = re.compile(r"[A-Za-z0-9][!@#$%^&*+=~?].*\w|\w[!$^*#]+$")

_USER_AND = re.compile(r"[ \t]{0,2}(?::|are|is)?[ \t]{1,3}[^\s\0:/]{1,60}[ \t]{0,2}[/:,][ \t]{0,2}")
_ARTICLES = frozenset(("the", "its", "our", "a", "new", "root", "admin", "db", "temporary", "current", "old"))

_OPTION = re.compile(r"[ \t]{1,4}(?!-)")
_MYSQL = re.compile(
    r"(?:mysql|mariadb)[a-z-]{0,12}(?=\s)"
    r"(?:[ \t]{1,4}(?!-p[^\s]|--\s)[^\s;|&\0]{1,80}){0,12}?[ \t]{1,4}-p(?=[^\s-])"
)
_SSHPASS = re.compile(r"(?:sshpass|docker login|helm login|podman login)[^\n;|\0]{0,80}?\s-p\s?")
_CURL = re.compile(
    r"(?:curl|http|https|wget|xh)(?=\s)[^\n|;\0]{0,200}?\s(?:-u|--user)[\s=]{1,2}[\"']?[^\s:\"']{1,80}:"
)
_REDIS = re.compile(r"redis-cli[^\n;|\0]{0,120}?\s-a\s")

_AUTHORIZATION = re.compile(r"[\\\"'`*\])]{0,4}\s{0,2}(?:[:=]|=>|,)\s{0,3}[\\\"'`]{0,4}")
_SCHEME = re.compile(
    r"(?:bearer|basic|token|apikey|api-key|digest|bot|negotiate|key|genie ?key|splunk|snyk)"
    r"(?:\s{1,3}|%20|\+|:\s?)(?:token=|key=)?[\"']?"
)
_BEARER = re.compile(r"bearer(?:\s{1,3}|%20|\+|:\s?)[\"'`]?")
_CREDENTIAL = re.compile(r"[A-Za-z0-9._~+/%|:=-]{6,4000}")

_COOKIE = re.compile(r"[\\\"'`*]{0,4}\s{0,2}[:=]\s{0,3}[\\\"'`]{0,4}(?=[\w.%-]{1,80}=)")
_COOKIE_OPTION = re.compile(r"curl[^\n|;\0]{0,200}?\s(?:-b|--cookie)[\s=][\"']?(?=[\w.%-]{1,80}=)")
_PAIR = re.compile(r"([\w.%-]{1,80})=([^;\s\"'`,\\\0]{1,4000})[\"'`]?(?:[;,&]\s{0,3})?")
_ATTRIBUTE = re.compile(
    r"(?:path|domain|samesite|secure|httponly|max-age|expires|priority|partitioned)\b[^;\n\0]{0,60};?\s{0,3}"
)
_SESSION_NAME = re.compile(
    r"sess|sid|auth|tok|csrf|xsrf|jwt|login|remember|identity|ident|access|refresh|secret|key|user|oauth|sso"
)

_SIGNATURE = re.compile(r"sig(?:nature)?(?:=|%3d)([a-z0-9%+/_~.=-]{16,1000})")
_USERINFO = re.compile(
    r"://[^\s/:@\"'<>\0]{0,128}:(?!\d{1,5}[/?#])([^\s\"'<>\0]{1,256}?)@(?=[\w.\[\]-]{1,255}(?:[:/?#\s\"'`<>),;|\]}\\]|$))"
)
_USER_TOKEN = re.compile(r"://([A-Za-z0-9_-]{20,256})(?::x-oauth-basic)?@(?=[\w.-])")


def find_assigned(text: str, lowered: str) -> Iterator[Hit]:
    """Secrets recognised by what stands beside them; `lowered` has the offsets of `text`."""
    for stem in _STEMS:
        if (stem.literal if stem.literal != "credential" else "cred") not in lowered:
            continue
        done = 0
        for match in stem.pattern.finditer(lowered):
            if match.start() < done:
                continue  # inside a value that goes as a whole
            for hit in _at_stem(text, lowered, stem, match.start(), match.end()):
                done = hit[2]
                yield hit
    if "@" in text and "://" in text:
        yield from _userinfo(text)
    if "auth" in lowered or "bearer" in lowered:
        yield from _authorizations(text, lowered)
    if "cookie" in lowered or "curl" in lowered:
        yield from _cookies(text, lowered)
    if "sig" in lowered:
        yield from _signatures(lowered)
    yield from _commands(text, lowered)


def _at_stem(text: str, lowered: str, stem: _Stem, start: int, end: int) -> Iterator[Hit]:
    if stem.needs and not stem.needs.match(lowered[max(0, start - 16) : start][::-1]):
        return
    if len(stem.literal) < 5 and start and text[start - 1].isalpha() and not _starts_part(text, start, stem):
        return
    if lowered[start - 1 : start] == "\0":
        return
    tail = _match(_TAIL, lowered, end)
    if not _may_hold(text[end:tail]):
        return
    plural = lowered[end:tail] == "s"
    name_start = start - _match(_HEAD_REVERSED, lowered[max(0, start - 40) : start][::-1], 0)
    name = lowered[name_start:tail].replace("-", "_")
    if (
        _OTHER_NAMES.fullmatch(name)
        or lowered[name_start - 1 : name_start] == ":" == lowered[tail : tail + 1]
    ):
        return
    found = (
        _assigned(text, lowered, stem.kind, name, tail, plural=plural)
        or _option(text, lowered, stem.kind, name_start, tail)
        or _element(text, lowered, stem.kind, name_start, tail)
        or _spoken(text, lowered, stem.kind, tail)
        or (stem.literal == "credential" and _second_of_pair(text, tail))
        or (stem.kind == "password" and _named_after(text, start))
    )
    if found and stem.literal == "pass" and lowered[tail : tail + 1] == ":":
        # Test runners print "PASS: TestName".
        found = found if text[start].islower() and _is_strong(text[slice(*found)]) else None
    if found:
        yield stem.kind, *found


def _match(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _starts_part(text: str, start: int, stem: _Stem) -> bool:
    """Short stems count as the last part of a name only: dbPass, DBPASS, PGPASS, apiKey."""
    if stem.needs:
        return True
    head = text[max(0, start - 8) : start].lower()
    return (text[start].isupper() and text[start - 1].islower()) or head.endswith(
        ("db", "user", "smtp", "ftp", "admin", "pg")
    )


def _may_hold(tail: str) -> bool:
    if not tail:
        return True
    if tail[0].islower():
        return tail == "s"
    if tail.isupper() and tail[0].isalpha():
        return tail == "S"
    return not any(part.lower() in _ABOUT for part in _TAIL_PARTS.split(tail) if part)


def _value(text: str, position: int) -> tuple[int, int, bool]:
    """Start and end of the value at `position`, and whether it stands in quotes."""
    opening = _OPENING.match(text, position)
    if opening:
        start = opening.end()
        closing = _CLOSING.get(opening[0], opening[0])
        end = text.find(closing, start, start + _QUOTED_LIMIT)
        if end > start and "\n" not in text[start:end] and "\0" not in text[start:end]:
            return start, end, True
        position = start
    end = _match(_BARE, text, position)
    return position, _trimmed(text, position, end), False


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start:
        last = text[end - 1]
        opening = {")": "(", "]": "[", "}": "{"}.get(last)
        if last in ".,;:*_\\|?" or (opening and opening not in text[start:end]):
            end -= 1
        else:
            break
    return end


def _assigned(
    text: str, lowered: str, kind: str, name: str, position: int, *, plural: bool
) -> tuple[int, int] | None:
    match = _ASSIGN.match(lowered, position) or _ENVIRONMENT.match(lowered, position)
    sign = match.groupdict().get("sign", "=") if match else ""
    if not match:
        match = _TABLE.match(lowered, position)
    if not match:
        return None
    start, end, quoted = _value(text, match.end())
    value = text[start:end]
    if lowered.startswith(("bearer ", "basic ", "token "), start):
        return None  # the scheme of a header: `_authorizations` takes what follows it
    if sign == ":" and not quoted and text[end : end + 1] == ":" and "\n" in match[0]:
        return None  # the first name of a nested block
    if not _is_value(value, kind, quoted=quoted) or (
        kind == "password" and name.endswith("pwd") and _is_place(value)
    ):
        return None
    if plural or not sign:
        keep = _is_strong(value)
    elif kind == "password":
        keep = quoted or sign != ":" or not _INFLECTED.fullmatch(value)
    elif kind == "cookie":
        keep = sign != ":" or quoted
    elif sign != ":" or quoted or _COMPOUND.search(name):
        keep = len(value) >= 6 and not _is_place(value) and not _is_count(value)
        keep = keep and (
            _is_strong(value) or bool(_COMPOUND.search(name)) or not _INFLECTED.fullmatch(value.lower())
        )
    else:
        keep = _is_strong(value) and not _is_place(value)
    return (start, end) if keep else None


def _option(text: str, lowered: str, kind: str, name_start: int, position: int) -> tuple[int, int] | None:
    if not lowered.startswith("--", name_start):
        return None
    match = _OPTION.match(text, position)
    if not match:
        return None
    start, end, quoted = _value(text, match.end())
    return (start, end) if _is_value(text[start:end], kind, quoted=quoted) else None


def _element(text: str, lowered: str, kind: str, name_start: int, position: int) -> tuple[int, int] | None:
    if text[position : position + 1] != ">" or text[max(0, name_start - 1) : name_start] != "<":
        return None
    end = lowered.find("<", position, position + _QUOTED_LIMIT)
    start = position + 1
    return (start, end) if end > start and _is_value(text[start:end], kind, quoted=True) else None


def _spoken(text: str, lowered: str, kind: str, position: int) -> tuple[int, int] | None:
    match = _SPEECH.match(lowered, position)
    if match:
        start, end, quoted = _value(text, match.end())
        value = text[start:end]
        if _is_value(value, kind, quoted=quoted) and not _is_place(value):
            if _is_strong(value) and not _NAMED.match(value):
                return start, end
            plain = kind == "password" and (
                quoted
                or match["sign"]
                or match["to"]
                or (match["verb"] == "is" and _ends_sentence(text, end))
            )
            if plain and not _INFLECTED.fullmatch(value) and not _TECHNICAL.fullmatch(value.lower()):
                return start, end
    match = _ADJACENT.match(lowered, position)
    if not match or kind == "cookie":
        return None
    start, end, quoted = _value(text, match.end())
    value = text[start:end]
    if (
        not _is_value(value, kind, quoted=quoted)
        or not _is_strong(value)
        or _is_place(value)
        or _NAMED.match(value)
    ):
        return None
    enough = 6 if kind == "password" else 8 if quoted else 16
    return (start, end) if len(value) >= enough else None


def _second_of_pair(text: str, position: int) -> tuple[int, int] | None:
    """`creds: user / password`."""
    match = _USER_AND.match(text, position)
    if not match:
        return None
    start, end, quoted = _value(text, match.end())
    value = text[start:end]
    return (start, end) if _is_value(value, "password", quoted=quoted) and _is_strong(value) else None


def _named_after(text: str, start: int) -> tuple[int, int] | None:
    """The value that stands before its name: "use … as the password", "… is the new password"."""
    first = max(0, start - 100)
    opaque = text.rfind("\0", first, start)
    window = text[max(first, opaque + 1) : start]
    if not window[-1:].isspace():
        return None
    words = window.rsplit(None, 6)
    while words and words[-1].lower() in _ARTICLES:
        words.pop()
    if len(words) < 2 or words[-1].lower() not in ("as", "is", "was"):
        return None
    if len(words) == 2 and (first > 0 or opaque >= 0):
        return None  # the word may have begun before
    place = text.rfind(words[-2], first, start)
    position, end, quoted = _value(text, place)
    end = min(end, place + len(words[-2]))
    value = text[position:end]
    return (position, end) if _is_value(value, "password", quoted=quoted) and _is_strong(value) else None


def _ends_sentence(text: str, position: int) -> bool:
    rest = text[position : position + 3].lstrip(" ")
    return not rest or rest[0] in "\n\r.!?,;)("


def _is_value(value: str, kind: str, *, quoted: bool) -> bool:
    lowered = value.lower()
    if not value or "\0" in value or lowered in _ORDINARY or _PLACEHOLDER.fullmatch(lowered):
        return False
    if "://" in value or (quoted and kind != "password" and " " in value.strip()):
        return False
    if not quoted and _CODE.match(lowered):
        return False
    return not (quoted and kind == "password" and _is_sentence(lowered))


def _is_sentence(value: str) -> bool:
    words = value.split()
    ordinary = sum(word.strip(".,:!?") in _ORDINARY or bool(_INFLECTED.fullmatch(word)) for word in words)
    return len(words) > 1 and (ordinary == len(words) or (len(words) > 3 and ordinary > 1))


def _is_place(value: str) -> bool:
    return bool(_PATH.fullmatch(value))


def _is_count(value: str) -> bool:
    return (
        len(value) < 9
        and bool(_NUMBER.fullmatch(value.lower()))
        and not (value.isdigit() and len(value) >= 6)
    )


def _is_strong(value: str) -> bool:
    """Looks made up: letters and digits mixed, symbols or capitals inside, or capitalised words joined."""
    if len(value) < 6 or "://" in value:
        return False
    if value.isdigit() or _CAPITALS.fullmatch(value):
        return True
    if _TECHNICAL.fullmatch(value.lower()):
        return False
    letters = any(map(str.isalpha, value))
    digits = any(map(str.isdigit, value))
    if letters and digits:
        return True
    return letters and bool(_INNER_CAPITAL.search(value) or _SYMBOL.search(value))


def _userinfo(text: str) -> Iterator[Hit]:
    for match in _USERINFO.finditer(text):
        value = match[1]
        if not _PLACEHOLDER.fullmatch(value.lower()) and value.lower() not in (
            "x-oauth-basic",
            "password",
            "pass",
        ):
            yield "password", *match.span(1)
    for match in _USER_TOKEN.finditer(text):
        if any(map(str.isdigit, match[1])):
            yield "token", *match.span(1)


def _authorizations(text: str, lowered: str) -> Iterator[Hit]:
    for match in re.finditer("authorization|x-auth", lowered):
        after = _AUTHORIZATION.match(lowered, _match(_TAIL, lowered, match.end()))
        if not after:
            continue
        scheme = _SCHEME.match(lowered, after.end())
        start = scheme.end() if scheme else after.end()
        value = _CREDENTIAL.match(text, start)
        if value and (
            _is_credential(value[0], 6) if scheme else _is_strong(value[0]) and not _is_place(value[0])
        ):
            yield "token", start, _trimmed(text, start, value.end())
    for match in _BEARER.finditer(lowered):
        value = _CREDENTIAL.match(text, match.end())
        if value and not inside_word(text, match.start()) and _is_credential(value[0], 8):
            yield "token", match.end(), _trimmed(text, match.end(), value.end())


def _is_credential(value: str, fewest: int) -> bool:
    plain = value.rstrip(".:")
    return (
        len(plain) >= fewest
        and not plain.lower().startswith(("token", "auth"))
        and (len(plain) >= 20 or _is_strong(plain))
        and not _PLACEHOLDER.fullmatch(plain.lower())
    )


def _cookies(text: str, lowered: str) -> Iterator[Hit]:
    for match in re.finditer("cookies?", lowered):
        yield from _pairs(text, lowered, _COOKIE.match(lowered, match.end()))
    for match in _COOKIE_OPTION.finditer(lowered):
        yield from _pairs(text, lowered, match)


def _pairs(text: str, lowered: str, opening: re.Match[str] | None) -> Iterator[Hit]:
    if not opening:
        return
    position = opening.end()
    for _ in range(60):
        pair = _PAIR.match(text, position)
        attribute = _ATTRIBUTE.match(lowered, position)
        if attribute:
            position = attribute.end()
            continue
        if not pair:
            return
        value = pair[2]
        named = _SESSION_NAME.search(pair[1].lower())
        if not _PLACEHOLDER.fullmatch(value.lower()) and (named or (len(value) >= 16 and _is_strong(value))):
            yield "cookie", *pair.span(2)
        position = pair.end()


def _signatures(lowered: str) -> Iterator[Hit]:
    for match in _SIGNATURE.finditer(lowered):
        if not lowered[match.start() - 1 : match.start()].isalnum() and not _PLACEHOLDER.fullmatch(match[1]):
            yield "signature", *match.span(1)


def _commands(text: str, lowered: str) -> Iterator[Hit]:
    for literals, pattern in (
        (("mysql", "mariadb"), _MYSQL),
        (("sshpass", " login"), _SSHPASS),
        (("redis-cli",), _REDIS),
        (("curl ", "wget ", "http"), _CURL),
    ):
        if " -" not in text or not any(literal in lowered for literal in literals):
            continue
        for match in pattern.finditer(lowered):
            start, end, quoted = _value(text, match.end())
            if _is_value(text[start:end], "password", quoted=quoted):
                yield "password", start, end
