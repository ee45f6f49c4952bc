"""What an audience may see."""

from __future__ import annotations

import pytest

from howcome.document import Document
from howcome.errors import UsageError
from howcome.publishing import View, audience, exporter, exporter_names

from .golden import sample

HEAD = "---\nservices: [cart-svc]\nowner: Mara Lindt\nroles:\n  incident commander: Yusuf Demir\n---\n"


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("Mara Lindt restarted it", "A colleague restarted it"),
        ("Then Yusuf Demir decided", "Then the incident commander decided"),
        ("db-prod-17 was full", "a server was full"),
        ("at cart.prod.internal:8080 today", "at a server:8080 today"),
        ("from 10.1.2.3 on", "from an internal address on"),
        ("from fe80:0:0:1::17 on", "from an internal address on"),
        ("see logs#4411:a", "see our records"),
        ("see https://wiki.example.com/x?y", "see an internal page"),
        ("see [the page](https://wiki.example.com/x)", "see the page"),
        ("ticket PAY-812 tells", "ticket a ticket tells"),
        ("cart-svc was slow", "our system was slow"),
        ("between 14:02:11 and 14:36:00 UTC", "between 14:02:11 and 14:36:00 UTC"),
        (
            "on 2026-11-20, SEV-2, 9.6 % of orders, up-to-date",
            "on 2026-11-20, SEV-2, 9.6 % of orders, up-to-date",
        ),
    ],
)
def test_outside_reads_no_internals(inside: str, outside: str) -> None:
    assert View(Document.parse(HEAD), "customers").words(inside) == outside
    assert View(Document.parse(HEAD)).words(inside) == inside


def test_credentials_are_blanked_for_everybody() -> None:
    words = View(Document.parse("")).words(
        "export API_TOKEN=ghp_0123456789abcdefghijABCDEFGHIJ012345 and mail me@example.com"
    )
    assert "ghp_" not in words and "redacted" in words and "me@example.com" in words


def test_unknown_names_are_refused_with_those_known() -> None:
    with pytest.raises(UsageError, match="known: responders"):
        audience("friends")
    with pytest.raises(UsageError, match=r"known: .*html.*json"):
        exporter("gopher")


def test_exporters_are_found_in_their_folder() -> None:
    assert {"html", "json"} <= set(exporter_names())
    made = exporter("html")(sample(), View(sample()))
    assert (made.media_type, made.name) == ("text/html; charset=utf-8", "2026-11-20-checkout.html")
