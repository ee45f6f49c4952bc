"""Who is found in a text, who is not, and how the role reads in their place. All names are invented."""

from __future__ import annotations

import time

import pytest

from howcome.analysis.people import Mention, Roster, spellings

COMMANDER, AUTHOR = "the incident commander", "the author"
ROSTER = Roster(
    {
        "Rasa Petrauske": COMMANDER, "rasa": COMMANDER, "@rasa": COMMANDER, "U0AB12CD3": COMMANDER,
        "rasa.petrauske": COMMANDER, "Mira Okonjo": AUTHOR, "mira": AUTHOR, "bo": "the database engineer",
        "Will Carter": "the scribe", "José Núñez": "the reviewer", "May Lind": "the support lead",
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rasa restarted", "The incident commander restarted"),
        ("then rasa restarted", "then the incident commander restarted"),
        ("then Rasa Petrauske restarted", "then the incident commander restarted"),
        ("then RASA\nPETRAUSKE restarted", "then the incident commander restarted"),
        ("Petrauske, Rasa", "The incident commander"),
        ("ask rasa.petrauske.", "ask the incident commander."),
        ("cc @rasa, please", "cc the incident commander, please"),
        ("cc <@U0AB12CD3> and <@U0AB12CD3|rasa>", "cc the incident commander and the incident commander"),
        ("it was Mira's change", "it was the author's change"),
        ("it was Mira’s change", "it was the author’s change"),
        ("with Mira/Rasa", "with the author/the incident commander"),
        ("a Rasa-led rollback", "a the incident commander-led rollback"),
        ("so **Mira** and _Rasa_ (mira)", "so **the author** and _the incident commander_ (the author)"),
        ("so José agreed", "so the reviewer agreed"),
        ("so Jose\u0301 Nu\u0301n\u0303ez agreed", "so the reviewer agreed"),
        ("(owner: mira; due: 2026-12-04)", "(owner: the author; due: 2026-12-04)"),
    ],
)
def test_names_become_roles(text: str, written: str) -> None:
    assert ROSTER.replace(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "mira-worker-3", "teun.example.com", "mira.example.com", "mira.okonjo@example.com", "`mira` and `kubectl -u mira`",
        "```\nmira\n```", "https://example.com/mira?by=rasa", "/home/mira/x", "src/mira.py", "miranda, mirage, xmira",
        "mira_db", "#mira", "mira:latest", "rasa@orders LOG", "-mira", "$mira", "mira()", "db.mira.x", "@mira/package",
    ],
)  # fmt: skip
def test_identifiers_stay(text: str) -> None:
    assert ROSTER.replace(f"see {text} now") == f"see {text} now"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("the bo and Bo and @bo", "the bo and the database engineer and the database engineer"),
        ("it will, and so says Will", "it will, and so says the scribe"),
        ("Will the service restart?", "Will the service restart?"),
        ("on 12 May, on May 12, May agreed", "on 12 May, on May 12, the support lead agreed"),
    ],
)
def test_a_name_that_is_a_word_too_needs_a_capital_and_room_for_doubt(text: str, written: str) -> None:
    assert ROSTER.replace(text) == written


@pytest.mark.parametrize(
    "before",
    ["", "It was slow. ", "Why? ", "- ", "- 2026-11-20 14:02Z [detected] ", "1. ", "Done.\n", "## ", "> "],
)
def test_a_sentence_starts_with_a_capital(before: str) -> None:
    assert ROSTER.replace(f"{before}Mira looked") == f"{before}The author looked"


@pytest.mark.parametrize("before", ["then ", "a line that goes on\n", "she said: ", "e.g. "])
def test_the_middle_of_a_sentence_does_not(before: str) -> None:
    assert ROSTER.replace(f"{before}Mira looked") == f"{before}the author looked"


def test_a_mention_says_who_and_where() -> None:
    assert ROSTER.find("cc @rasa: Mira Okonjo") == [Mention("rasa", 3, 8), Mention("Mira Okonjo", 10, 21)]


def test_a_first_name_that_two_people_share_stands_for_neither() -> None:
    roster = Roster({"Ada Stoll": "the author", "Ada Brandt": "the reviewer"})
    assert roster.replace("so Ada and Ada Brandt met") == "so Ada and the reviewer met"


def test_a_derived_first_name_needs_its_capital() -> None:
    assert (
        Roster({"Teun Aldervelt": "a responder"}).replace("no teun, but Teun") == "no teun, but a responder"
    )


def test_people_who_share_a_handle() -> None:
    roster = Roster.for_people(
        [(["Ada Stoll", "ada"], "the author"), (["Ada Brandt", "ada"], "the reviewer")]
    )
    assert roster.replace("so ada asked Ada Stoll") == "so ada asked the author"


def test_nobody_and_nothing() -> None:
    assert Roster({}).replace("Mira") == "Mira"
    assert Roster({"": "x", "@": "y", "mira": ""}).find("Mira @ x") == []
    assert ROSTER.find("") == []


def test_spellings_of_a_full_name() -> None:
    assert spellings(["Zoë Lindqvist"]) == {
        "Zoë Lindqvist", "Lindqvist, Zoë", "Zoë", "@zoe", "zoe.lindqvist", "zoe_lindqvist", "zoe-lindqvist",
        "zoelindqvist", "zlindqvist",
    }  # fmt: skip
    assert spellings(["Lindqvist, Zoë"]) == spellings(["Zoë Lindqvist"])
    assert spellings(["", " ", ","]) == set()


def test_three_hundred_people_over_a_megabyte() -> None:
    people = [(spellings([f"Nam{i}a Fam{i}b"]), f"role {i}") for i in range(300)]
    roster = Roster.for_people(people)
    text = "the pods were slow and Nam7a Fam7b saw it, so the release went back again. " * 13_500
    started = time.process_time()
    assert len(roster.find(text)) == 13_500
    assert time.process_time() - started < 1.5  # about 0.25 s on the machine it was written on


@pytest.mark.parametrize(
    "piece", ["`", "`a", "://", "Rasa ", "Mira/", "@", "_", "mira.", "```", "Mira", "\n- Rasa"]
)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    started = time.process_time()
    ROSTER.replace((piece * 100_000)[:100_000])
    assert time.process_time() - started < 1.5


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ask Jose Nunez", "ask the on-call engineer"),
        ("ask JOSE NUNEZ", "ask the on-call engineer"),
        ("ask Núñez or Nunez", "ask the on-call engineer or the on-call engineer"),
        ("Siobhan O\u2019Neill and O'Neill fixed it", "Responder B and responder B fixed it"),
        ("van der Berg looks", "Responder C looks"),
        ("ask Van der Berg or Zoe", "ask responder C or responder C"),
        ("`git commit --author='José Núñez'`", "`git commit --author='the on-call engineer'`"),
        ("`nunez` and `Núñez`", "`nunez` and `Núñez`"),
        ("nunez-db-1 is down", "nunez-db-1 is down"),
        ("see #Ann Root, Ann Root-san", "see #responder E, responder E-san"),
        ("with Mark Stone/Ann Root", "with responder D/responder E"),
        ("so Nguyen Tu and Tú, Nguyễn and NGUYỄN VĂN TÚ", "so responder F and responder F and responder F"),
        ("the Stone age, the Root cause", "the Stone age, the Root cause"),
    ],
)
def test_accents_last_names_and_full_names_in_code(text: str, written: str) -> None:
    roster = Roster(
        {
            "José Núñez": "the on-call engineer", "Siobhán O'Neill": "responder B",
            "Zoë Van der Berg": "responder C", "Mark Stone": "responder D", "Ann Root": "responder E",
            "Nguyễn Văn Tú": "responder F",
        }
    )  # fmt: skip
    assert roster.replace(text) == written


@pytest.mark.parametrize(
    "text",
    ["ssh jose.nunez@db-1", "/home/jose.nunez/bin/fix.sh", "https://git.example.test/jose.nunez/shop", "`~jose.nunez`",
     "author=jose_nunez", "jose-nunez:~$ ls"],
)  # fmt: skip
def test_both_names_of_a_person_are_a_person_in_paths_and_addresses_too(text: str) -> None:
    roster = Roster.for_people([(spellings(["José Núñez"]), "the on-call engineer")])
    assert "nunez" not in roster.replace(text)
    assert Roster({"deploy.bot": "a bot"}).replace("/home/deploy.bot/x") == "/home/deploy.bot/x"
