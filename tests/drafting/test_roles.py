"""People appear as roles, whichever account they act with."""

from __future__ import annotations

from howcome.drafting.roles import cast
from howcome.drafting.wording import Wording
from howcome.evidence.model import Person

from .build import collected, page, say, scope

ONA = Person(("Ona Petit", "ona", "U1"), email="ona@example.com")
MILO = Person(("Milo Sanz", "milo", "U2"))


def test_roles_come_from_what_people_did() -> None:
    heard = collected(
        page("10:05", "acknowledged", "Milo Sanz"),
        say("10:08", "Declaring SEV-2, I am incident commander", "Ona Petit"),
        say("10:09", "Support here: users cannot log in", "Ruth Abara", channel="help"),
        say("10:20", "the pool is too small", "Lin Berg"),
        people=(ONA, MILO),
    )
    roles = cast(heard, scope(), None)
    assert roles.of("Ona Petit") == "the incident commander"
    assert roles.of("milo") == "the on-call engineer"
    assert roles.of("Ruth Abara") == "the support lead"
    assert roles.of("Lin Berg") == "a responder"


def test_accounts_of_one_person_are_joined() -> None:
    heard = collected(
        say("10:08", "Declaring SEV-2, I am incident commander", "Ona Petit"),
        say("10:09", "merged", "opetit"),
        say("10:10", "merged", "ona-acme"),
        people=(ONA, MILO),
    )
    roles = cast(heard, scope(), None)
    assert roles.of("opetit") == roles.of("ona-acme") == "the incident commander"


def test_names_and_secrets_are_gone_from_what_is_written() -> None:
    heard = collected(
        say("10:08", "Declaring SEV-2, I am incident commander", "Ona Petit"), people=(ONA, MILO)
    )
    wording = Wording(cast(heard, scope(), None))
    token = "ghp_" + "a1B2" * 9
    said = wording.line(say("10:10", f"Ona, use {token} or mail ona@example.com :pray:", "Milo Sanz"))
    assert (
        said
        == "A colleague in #inc-1: “The incident commander, use [redacted token] or mail [redacted e-mail]”"
    )
    assert sorted(kind for kind, _ in wording.blanked) == ["e-mail", "token"]
