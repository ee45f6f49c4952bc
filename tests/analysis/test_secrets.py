"""What is blanked before anything is written, and what stays. All values are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from howcome.analysis.secrets import Secret, blank, find_secrets

# Issuers' shapes are put together here, so that no scanner takes this file for a leak.
SHAPES = {
    "Slack bot": "xoxb-" + "281936450127-5520917763841-abcDEF234kmnpqrs",
    "Slack app": "xapp-" + "1-A012BCD-987654321-abcdef0123",
    "GitHub classic": "ghp_" + "abcDEF0123456789abcDEF0123456789abcd",
    "GitHub app": "ghs_" + "abcDEF0123456789abcDEF0123456789abcd",
    "GitHub fine-grained": "github_pat_" + "11ABCDEFG0abcdefghij_ABCDEFGHIJ0123456789",
    "GitLab": "glpat-" + "abcDEF0123456789-_xy",
    "AWS key id": "AKIA" + "ABCDEFGHIJKLMNOP",
    "AWS temporary key id": "ASIA" + "ABCDEFGHIJKLMNOP",
    "Google": "AIza" + "SyA0123456789abcdefghijklmnopqrstuv",
    "Stripe secret": "sk_live_" + "abcDEF0123456789abcDEF01",
    "Stripe restricted": "rk_live_" + "abcDEF0123456789abcDEF01",
    "Stripe test": "sk_test_" + "abcDEF0123456789abcDEF01",
    "Stripe public": "pk_live_" + "abcDEF0123456789abcDEF01",
    "model provider": "sk-" + "proj-abcDEF0123456789abcDEF0123456789",
    "npm": "npm_" + "abcDEF0123456789abcDEF0123456789abcd",
    "PyPI": "pypi-" + "AgEIcHlwaS5vcmcCJ" + "abcDEF0123456789" * 3,
    "SendGrid": "SG." + "abcDEF0123456789abcdef" + "." + "abcDEF0123456789abcDEF0123456789abcDEF01234",
    "Twilio": "SK" + "0123456789abcdef" * 2,
    "Discord": "MTAx" + "MjM0NTY3ODkwMTIzNDU2Nw" + ".GabcDE." + "abcDEF0123456789abcDEF0123456789abcdef",
    "Telegram": "1234567890" + ":AA" + "abcDEF0123456789abcDEF0123456789a",
    "web token": "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    "web token, cut off": "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0In0",
}
PEM = "-----BEGIN RSA " + "PRIVATE KEY-----"
PEM_BODY = "\n".join(["MIIEowIBAAKCAQEA" + "abcDEF0123456789" * 3] * 3)

FOUND = [
    ("the password is: `Brass-Kettle-1a2b3c`", "Brass-Kettle-1a2b3c"),
    ("use Brass-Kettle-1a2b3c as the password", "Brass-Kettle-1a2b3c"),
    ("creds: orders / Brass-Kettle-1a2b3c", "Brass-Kettle-1a2b3c"),
    ("pass: Brass-Kettle-1a2b3c", "Brass-Kettle-1a2b3c"),
    ("https://user:Brass-Kettle@example.com/path", "Brass-Kettle"),
    ("curl -b 'session=abc123' https://example.com", "abc123"),
    ("ring me on 0170 1234567", "0170 1234567"),
    ("reach us at 1-415-555-0132", "1-415-555-0132"),
    ("X-API-KEY=9f8a7b6c", "9f8a7b6c"),
    ("docker login -u x -p Brass registry", "Brass"),
    (f"tok {SHAPES['Slack bot']} here", SHAPES["Slack bot"]),
    ("the password is Brass-Kettle-1a2b3c, use it", "Brass-Kettle-1a2b3c"),
    ("the password: hunter2", "hunter2"),
    ("pw: hunter2", "hunter2"),
    ("password=hunter2", "hunter2"),
    ("passwd: s3cr3t!", "s3cr3t!"),
    ('"password": "correct horse"', "correct horse"),
    ('\\"password\\": \\"hunter2\\"', "hunter2"),
    ("X-Api-Key: 9f8a7b6c5d4e", "9f8a7b6c5d4e"),
    ("mysql -u root -pS3cret orders", "S3cret"),
    ("tool --password hunter2 --host db", "hunter2"),
    ("passphrase Brass-Kettle-Lantern", "Brass-Kettle-Lantern"),
    ("postgres://orders:s3cr/t@db.example.com:5432/x", "s3cr/t"),
    ("postgres://orders:hunter2@db:5432/x", "hunter2"),
    ("Authorization: Bearer abcdef123456", "abcdef123456"),
    ("Authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    ('"Authorization": "Bearer abcdef123456"', "abcdef123456"),
    ("Cookie: theme=dark; sessionid=38afes7a8; csrftoken=u32t4o3tb3gg43", "38afes7a8"),
    ("Cookie: theme=dark; sessionid=38afes7a8; csrftoken=u32t4o3tb3gg43", "u32t4o3tb3gg43"),
    ("Set-Cookie: sid=s%3Aabc123; Path=/; HttpOnly", "s%3Aabc123"),
    (
        "https://b.example.com/o?X-Amz-Signature=0123456789abcdef0123456789abcdef&x=1",
        "0123456789abcdef0123456789abcdef",
    ),
    (
        "DefaultEndpointsProtocol=https;AccountName=orders;AccountKey=abcDEF123+/xyz==;EndpointSuffix=core",
        "abcDEF123+/xyz==",
    ),
    (
        "Endpoint=sb://x.example.com/;SharedAccessKeyName=Root;SharedAccessKey=abcDEF123+/xyz=",
        "abcDEF123+/xyz=",
    ),
    ("Server=db;User Id=sa;Password=Brass;Kettle9;Database=orders", "Brass;Kettle9"),
    ("call +49 170 1234567 now", "+49 170 1234567"),
    ("at +49 170 1234567 14:02 he", "+49 170 1234567"),
    ("+370 600 12345", "+370 600 12345"),
    ("+37060012345", "+37060012345"),
    ("+1 (415) 555-0132", "+1 (415) 555-0132"),
    ("phone: 020 7946 0018", "020 7946 0018"),
    ("(415) 555-0132", "(415) 555-0132"),
    ("tel:+4917012345678", "+4917012345678"),
    ("card 4111 1111 1111 1111 ok", "4111 1111 1111 1111"),
    ("card 4111111111111111 ok", "4111111111111111"),
    ("mail mira.okonjo@example.com.", "mira.okonjo@example.com"),
    ("<mailto:mira@example.com|mira>", "mira@example.com"),
    ("mira [at] example [dot] com", "mira [at] example [dot] com"),
    ("mira%40example.com", "mira%40example.com"),
    (
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ),
    ("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE"),
    (
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    ),
    (
        "https://hooks.slack.com/services/T0AB12CD3/B0EF45GH6/abcDEF123ghiJKL456mnoPQR",
        "T0AB12CD3/B0EF45GH6/abcDEF123ghiJKL456mnoPQR",
    ),
    ("password for the replica is swordfish.", "swordfish"),
    ("the password was changed to swordfish", "swordfish"),
    ("password (staging): swordfish", "swordfish"),
    ("**Password:** swordfish", "swordfish"),
    ("<password>hunter2</password>", "hunter2"),
    ("name: DB_PASSWORD\n  value: hunter2", "hunter2"),
    ("api key for payments: 9f8a7b6c5d4e3f2a", "9f8a7b6c5d4e3f2a"),
    ("export DB_PASS=hunter2", "hunter2"),
    ("PGPASSWORD=hunter2 psql", "hunter2"),
    ("client_secret=brass-kettle-lantern&x=1", "brass-kettle-lantern"),
    ("token: 482913", "482913"),
    ("curl -u admin:hunter2 https://x", "hunter2"),
    ("sshpass -p hunter2 ssh", "hunter2"),
]

STAYS = [
    "chpasswd[30938]: pam_unix(chpasswd:chauthtok)",
    "time 2026-11-20 14:02:04 +0000 UTC m=+68161.084001820",
    "nextToken: AAEAASOszR5OBQ4RDciQegOaCl6Zq8rr",
    '"PWD": "/srv/app/releases"',
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-db-a1B2c3",
    "the password was rotated",
    "token expired",
    "password reset page",
    "secret rotation",
    "api key for payments was missing",
    "tokens per minute: 4096",
    "max_tokens=4096",
    "password=<password>",
    "password: ****",
    "password=xxxx",
    "password: [redacted password] and more",
    "token=${TOKEN} password=$PASSWORD password=%s",
    '"password": "REDACTED"',
    '"password": null, token: none, secret: true',
    "git@github.com:org/repo",
    "checkout@orders LOG: duration",
    "name@2x.png package@1.2.3 @mentions left-pad@1.3.0",
    "4f2a9c1e0b7d8e6f5a4b3c2d1e0f9a8b7c6d5e4f",
    "image sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "trace 550e8400-e29b-41d4-a716-446655440000 request_id=req-8f7e6d5c",
    "checkout-7c9d8f6b5-x2x4q 1.24.3 v2.14.0-rc.1 10.0.0.12:5432 192.168.100.200",
    "2026-11-20T14:02:04+00:00 2026-11-20 14:02:04+0200 14:02:04 300/300 12-40 100-200",
    "1700000000 1700000000000 1700000000123456789",
    "order 100200300400 order 4111-22 +182 340 errors +12 345 678 requests",
    "root@db-1.prod.internal:~# ls ; root@web-1:/srv$ ls",
    "secretName: checkout-tls",
    "secret: checkout-db-credentials",
    "passwordSecretRef: foo",
    "the token is read-only and the password is case-sensitive",
    "the password is wrong.",
    "password is 12 characters long",
    "the token is 14 days old",
    "password: str",
    "the secret is base64-encoded",
    "Password: rotate the one of the replica",
    "Token: the checkout token has expired",
    "password: see https://wiki.example.com/x",
    "PWD=/srv/app",
    "getty@tty1.service failed",
    "bearer token expired",
    "authorization: denied for user",
    "sig=11 signal=SIGKILL",
    "token_ttl=3600 token_count=182340 api_key_id=ab12cd34ef",
    "idempotency key 550e8400-e29b-41d4-a716-446655440000",
    "cache key user:123456abcdef",
    "PASS: TestCheckout",
    "http://db-1:8080/x@y",
    "+++ b/src/app.py",
    "+2026-11-20 14:02:04 line",
    "diff --git a/x b/y index 4f2a9c1..0b7d8e6 100644",
    "https://medium.com/@mira.okonjo/post",
    "Cookie: theme=dark; lang=en",
    "INFO cookie consent shown: yes",
    'secret "orders/checkout-tls" not found',
    "failed to mount secret=default/checkout-tls",
    "called 1812 times; mobile 10.0.0.1; cell 2026-11-20",
    "UTC+02:00 UTC+0200",
    "latency +120.5 ms (+12.4 %) 415-20-1",
    'password authentication failed for user "checkout"',
    "key=orders primary key 12345678abcdef1234",
    "we need a password manager, e.g. 1Password",
    "password protected page1234567",
]

HOSTILE = [
    "a", "eyJ", "eyJ.", "password=", 'password="', "password: ", "password is ", "password for a b c ", "password|",
    "+1 ", "+4917012345678 ", "://:", "://u:a@", "@", "a@a.", "me@example.com ", "sk-", PEM, PEM + "A" * 20,
    "cookie: a=", "Cookie: session=a; ", "mysql -u ", "curl -u ", "token ", "key api key ", "bearer ", "sig=", '\\"',
    "1", "4111 ", "0049 ", "(at)", "[redacted", "[redacted x]", "\0", "\n", "A.", "token=abcdef123 ",
]  # fmt: skip


def values(text: str) -> list[str]:
    return [text[secret.start : secret.end] for secret in find_secrets(text)]


@pytest.mark.parametrize("value", SHAPES.values(), ids=SHAPES.keys())
def test_a_shape_of_a_known_issuer_is_found_alone_and_in_a_sentence(value: str) -> None:
    assert values(value) == [value]
    assert values(f"we saw {value} in the channel, and revoked it") == [value]
    assert values(f'{{"text": "{value}"}}') == [value]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_found(text: str, value: str) -> None:
    assert value in values(text)
    assert value not in blank(text)[0]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str) -> None:
    assert blank(text) == (text, [])


def test_the_words_around_a_secret_stay() -> None:
    text = "ops: the password is Brass-Kettle-1a2b3c, ask mira@example.com or +49 170 1234567."
    assert (
        blank(text)[0]
        == "ops: the password is [redacted password], ask [redacted e-mail] or [redacted phone]."
    )


def test_only_the_password_of_an_address_goes() -> None:
    text = "postgres://orders:hunter2@db.example.com:5432/orders"
    assert blank(text)[0] == "postgres://orders:[redacted password]@db.example.com:5432/orders"


def test_a_private_key_goes_as_a_block() -> None:
    end = "-----END RSA " + "PRIVATE KEY-----"
    assert blank(f"before\n{PEM}\n{PEM_BODY}\n{end}\nafter")[0] == "before\n[redacted key]\nafter"


def test_a_private_key_that_was_cut_off_goes_as_far_as_it_reaches() -> None:
    assert (
        blank(f"before\n{PEM}\n{PEM_BODY}\nand then we stopped")[0]
        == "before\n[redacted key]\nand then we stopped"
    )


def test_other_pairs_of_a_cookie_stay() -> None:
    text = "Cookie: theme=dark; sessionid=38afes7a8; lang=en"
    assert blank(text)[0] == "Cookie: theme=dark; sessionid=[redacted cookie]; lang=en"


def test_offsets_are_code_points_also_behind_letters_that_grow_in_lower_case() -> None:
    text = "İİ 🚨 password=hunter2"
    assert find_secrets(text) == [Secret("password", 14, 21)]


PIECES = st.sampled_from(
    [
        "password", "token", ": ", "=", " is ", "hunter2", '"', "'", "\n", " ", "+49 170 1234567", "@", "mira@example.com",
        "://", "u:p@db.example.com", "Cookie: ", "sid=abc123; ", "Authorization: Bearer ", "abcDEF123456", ".", ",", "&",
        "[redacted token]", "[", "]", "\\", "4111 1111 1111 1111", "--", "-p", "mysql", *SHAPES.values(), PEM, PEM_BODY,
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=14).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_blanking_twice_is_blanking_once(text: str) -> None:
    once, _ = blank(text)
    assert blank(once) == (once, [])


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_secrets_are_sorted_apart_and_inside_the_text(text: str) -> None:
    position = 0
    for secret in find_secrets(text):
        assert position <= secret.start < secret.end <= len(text)
        position = secret.end


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    started = time.process_time()
    find_secrets((piece * 100_000)[:100_000])
    assert time.process_time() - started < 1.5


def test_a_clean_megabyte_is_quick() -> None:
    line = "2026-11-20T14:02:04.123+00:00 INFO checkout-7c9d8f6b5-x2x4q req-8f7e6d5c GET /cart/1812 200 0.043 token cache\n"
    text = line * (1_000_000 // len(line))
    started = time.process_time()
    assert find_secrets(text) == []
    assert time.process_time() - started < 0.6  # about 0.12 s on the machine it was written on
