"""What a configuration may say, what it changes, and what is said where it is wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from howcome.checks import Settings, check
from howcome.checks.configuration import KEYS, read_settings
from howcome.checks.dimensions import MEANINGS
from howcome.checks.own_rules import KEYS as RULE_KEYS
from howcome.checks.profiles import choose_profile
from howcome.checks.settings import PLAIN, matches
from howcome.document import Document

from .configured import configured

HEAD = "---\nhowcome: 1\n{}\n---\n"


def severities(text: str, settings: Settings, **given) -> dict[str, str]:
    return {f.code: f.severity for f in check(Document.parse(text), settings=settings, **given)}


def troubles(text: str) -> list[str]:
    return [str(t) for t in configured(text).troubles]


EVERYTHING = """
    plugins = []

    [check]
    profile = "light"
    select = ["TL", "B"]
    ignore = ["TL-002"]
    fail-on = "error"

    [check.profiles]
    "SEV-1" = "full"
    drill = "light"

    [check.levels]
    B07 = "error"
    TL-004 = "off"

    [check.paths]
    "archive/" = { ignore = ["DOC"], profile = "light" }

    [words]
    roles = ["Captain", "duty   officer"]
    teams = ["red squad"]
    customers = ["shop"]
    systems = ["oscar"]
    harmless = ["lazy sunday"]
    names = "handles"

    [[rule]]
    code = "ACME-001"
    title = "Reviews, not post-mortem meetings"
    sections = ["lessons", "Action Items"]
    match = ["post-mortem meeting"]
    unless = "archive"
    message = "we say incident review"
    suggestion = "Is it an incident review?"
    level = "info"
    dimension = "communication"
"""


def test_a_configuration_is_read_as_it_is_written() -> None:
    settings = configured(EVERYTHING)
    assert settings.troubles == ()
    assert (settings.profile, settings.select, settings.ignore) == ("light", ("TL", "B"), ("TL-002",))
    assert settings.fail_on == "error"
    assert settings.profiles == {"SEV-1": "full", "drill": "light"}
    assert settings.levels == {"B07": "error", "TL-004": "off"}
    assert settings.words.roles == {"captain", "duty officer"}
    assert settings.words.names == "handles"
    assert settings.plugins == ()
    assert [r.code for r in settings.rules] == ["ACME-001"]
    assert settings.rules[0].belongs_to == "communication"


def test_an_empty_configuration_changes_nothing() -> None:
    assert replace(configured(""), version="") == PLAIN


# What it changes


@pytest.mark.parametrize(
    ("head", "profile"),
    [
        ("profile: full", "full"),
        ("severity: SEV-3\nclass: drill", "near-miss"),
        ("severity: sev 1", "security"),
        ("severity: P1", "security"),
        ("severity: SEV-4", "full"),
        ("severity: Major", "light"),
        ("title: x", "full"),
        ("profile: strange", "standard"),
    ],
)
def test_the_head_then_class_and_severity_then_the_configuration_give_the_profile(
    head: str, profile: str
) -> None:
    settings = configured(
        """
        [check]
        profile = "full"
        [check.profiles]
        "SEV-1" = "security"
        drill = "near-miss"
        "major" = "light"
        """
    )
    document = Document.parse(HEAD.format(head))
    assert choose_profile(document, None, settings) == profile
    assert choose_profile(document, "light", settings) == "light"


def test_codes_are_selected_and_ignored_and_a_call_counts_more() -> None:
    text = "## Summary\n\nYesterday a careless engineer left. TBD\n"
    settings = configured('[check]\nselect = ["SUM", "DOC-002"]\nignore = ["SUM-001"]')
    assert "B01" not in severities(text, settings)
    assert {"SUM-006", "DOC-002"} <= severities(text, settings).keys()
    assert "DOC-002" not in severities(text, settings, ignore=["DOC"])
    assert severities(text, settings, select=["B"]).keys() == {"B01"}
    ignoring = configured('[check]\nignore = ["B"]\n[check.levels]\nSUM-006 = "off"')
    assert not {"B01", "SUM-006"} & severities(text, ignoring).keys()
    assert severities(text, ignoring, select=["B01", "SUM-006"]).keys() == {"B01", "SUM-006"}


def test_the_letters_of_a_family_mean_that_family_alone() -> None:
    settings = configured(
        '[check]\nignore = ["B"]\n[[rule]]\ncode = "BANK-001"\nmatch = "loan"\nmessage = "x"'
    )
    assert severities("A careless loan.\n", settings).keys() == {"BANK-001"}


def test_a_level_counts_in_every_profile_and_the_longest_beginning_wins() -> None:
    text = "## Summary\n\nYesterday a careless engineer left. It was human error.\n"
    settings = configured('[check.levels]\nB = "info"\nB07 = "error"\nSUM = "off"')
    for profile in ("full", "light"):
        found = severities(text, settings, profile=profile)
        assert (found["B01"], found["B07"]) == ("info", "error")
        assert "SUM-006" not in found


def test_a_gap_in_a_draft_is_at_most_a_warning_whatever_is_configured() -> None:
    settings = configured('[check.levels]\nDOC-001 = "error"')
    assert severities(HEAD.format("status: draft"), settings)["DOC-001"] == "warning"
    assert severities(HEAD.format("status: in-review"), settings)["DOC-001"] == "error"


def test_problems_of_reading_have_levels_too() -> None:
    text = HEAD.format("status: strange")
    assert severities(text, configured('[check.levels]\nREAD-005 = "error"'))["READ-005"] == "error"
    assert "READ-005" not in severities(text, configured('[check.levels]\nREAD = "off"'))


def test_a_comment_for_a_rule_that_is_off_is_left_alone() -> None:
    text = "Text <!-- howcome: ignore DOC-002 because it is known -->\n"
    assert severities(text, PLAIN).keys() == {"SUP-002"}
    assert severities(text, configured('[check.levels]\nDOC-002 = "off"')) == {}


def test_comments_run_out_on_the_day_that_the_settings_have() -> None:
    text = "TBD <!-- howcome: ignore DOC-002 because it is known (until: 2026-12-31) -->\n"
    assert severities(text, Settings(today=date(2026, 12, 31))) == {}
    assert severities(text, Settings(today=date(2027, 1, 1))).keys() == {"DOC-002", "SUP-003"}


def test_paths_add_what_is_ignored_and_choose_the_profile() -> None:
    settings = configured(
        """
        [check]
        ignore = ["DOC"]
        [check.profiles]
        "SEV-1" = "full"
        [check.paths]
        "archive/**" = { ignore = ["B"], profile = "light" }
        "2019-*.md" = { ignore = ["TL"] }
        """
    )
    assert settings.at("new/2026-one.md") == settings
    old = settings.at("archive/deep/2019-one.md")
    assert old.ignore == ("DOC", "B", "TL")
    assert choose_profile(Document.parse(HEAD.format("severity: SEV-1")), None, old) == "light"
    assert settings.at("2019-one.md").profile is None


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("a/b/c.md", "c.md", True),
        ("a/b/c.md", "*.md", True),
        ("a/b/c.md", "a/*.md", False),
        ("a/b/c.md", "a/*/c.md", True),
        ("a/b/c.md", "a/**", True),
        ("a/b/c.md", "a/", True),
        ("a/b/c.md", "/a/b/?.md", True),
        ("a/b/c.md", "**/c.md", True),
        ("c.md", "**/c.md", True),
        ("a/b/c.md", "b/**", False),
        ("a/b/c.md", "a/**/b/**/c.md", True),
        ("a/b/c.md", "A/**", False),
        ("x" * 30 + "/" * 1, "/".join(["**"] * 40) + "/y", False),
    ],
)
def test_patterns_of_paths(path: str, pattern: str, expected: bool) -> None:
    assert matches(path, pattern) is expected


def test_harmless_words_are_never_blame() -> None:
    settings = configured('[words]\nharmless = ["careless whisper"]')
    text = "A Careless  Whisper pod stopped.\n\nA careless engineer left the careless whisper job.\n"
    (found,) = [f for f in check(Document.parse(text), settings=settings) if f.code == "B01"]
    assert text[found.span.start : found.span.end].startswith("careless")
    assert text.index("\n\n") < found.span.start < text.index("left")


def test_names_are_as_the_head_says_or_as_it_is_configured() -> None:
    text = (
        "---\nhowcome: 1\n{}roles:\n  database on-call: Mira Oduya\n---\n## Timeline\n\nMira restarted it.\n"
    )
    named = text.format("")
    assert "B13" in severities(named, PLAIN)
    free = configured('[words]\nnames = "free"')
    assert "B13" not in severities(named, free)
    assert "B13" in severities(text.format("names: roles\n"), free)


def test_a_rule_is_given_the_organisation_s_words() -> None:
    from howcome.checks.rule import Hit, Rule
    from howcome.text import Span

    def roles(document: Document, settings: Settings) -> list[Hit]:
        return [Hit(Span(0, 0), ", ".join(sorted(settings.words.roles)))]

    def judge(candidate, document: Document) -> Hit:
        return Hit(candidate.span, ", ".join(candidate.settings.words.systems))

    levels = {"standard": "info"}
    rules = (
        Rule("X-1", "structural", levels, configured=roles, foreign=True),
        Rule("X-2", "words", levels, triggers=("text",), judge=judge, foreign=True),
    )
    settings = configured('[words]\nroles = ["Captain"]\nsystems = ["Oscar"]')
    found = check(Document.parse("text"), settings=Settings(words=settings.words, rules=rules))
    assert {f.code: f.message for f in found} == {"X-1": "captain", "X-2": "oscar"}


# Where it is wrong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[chek]\n", "howcome.toml:1: the configuration has no key 'chek': [chek] (did you mean 'check'?)"),
        (
            '[check]\n\nprofil = "full"',
            "howcome.toml:3: [check] has no key 'profil': profil = \"full\" (did you mean 'profile'?)",
        ),
        (
            '[check]\nprofile = "ful"',
            "howcome.toml:2: profile: 'ful' is not known: profile = \"ful\" (did you mean 'full'?)",
        ),
        (
            '[check]\nselect = [\n  "TL",\n  "TK-004",\n]',
            "howcome.toml:4: select: no rule begins with 'TK-004': \"TK-004\", (did you mean 'TL-004'?)",
        ),
        ("[check]\nignore = 7", "howcome.toml:2: ignore: no list of words"),
        ('[check]\nfail-on = "always"', "howcome.toml:2: fail-on: 'always' is not known"),
        ('[check.levels]\nTL-004 = "fatal"', "howcome.toml:2: TL-004: 'fatal' is not known"),
        ('[check.levels]\nDOC-01 = "info"\nXX-1 = "off"', "howcome.toml:3: no rule begins with 'XX-1'"),
        ('[check]\nlevels = "info"', "howcome.toml:2: check.levels is no table"),
        ("[check.paths]\n'*.md' = { ignor = ['TL'] }", "did you mean 'ignore'?"),
        ("[check.paths]\n'*.md' = 'light'", "howcome.toml:2: check.paths.*.md is no table"),
        ("[words]\nroles = [1]", "howcome.toml:2: roles: no list of words"),
        ('[words]\nnames = "all"', "howcome.toml:2: names: 'all' is not known"),
        ('plugins = ["../x"]', "howcome.toml:1: plugins: '../x' is no name of a package"),
        ("check = 1", "howcome.toml:1: check is no table"),
        ("rule = 1", "howcome.toml:1: rule is no list of tables"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_the_nearest_word(text: str, said: str) -> None:
    assert any(said in t for t in troubles(text)), troubles(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[check\nprofile = 1", 1),
        ('a = "x\nb = 2', 1),
        ("[check]\nprofile = ", 2),
        ("a = 1\na = 2\n", 2),
        ("a = " + "[" * 5000, 1),
        ("a = " + "1" * 5000, 1),
    ],
)
def test_what_is_no_toml_counts_for_nothing_and_its_line_is_named(text: str, line: int) -> None:
    settings = configured(text)
    (trouble,) = settings.troubles
    assert Settings(troubles=settings.troubles) == settings
    assert str(trouble).startswith(f"howcome.toml:{line}: no TOML: ")
    assert "nothing of this file counts" in str(trouble)
    assert len(str(trouble)) < 400


def test_the_rest_counts_where_something_is_wrong() -> None:
    settings = configured('[check]\nprofile = "ful"\nignore = ["TL", "QQ"]\n[words]\nrole = 1\nteams = ["x"]')
    assert len(settings.troubles) == 3
    assert settings.ignore == ("TL",)
    assert settings.words.teams == {"x"}


def test_ours_is_one_table_of_many_in_a_pyproject() -> None:
    inside = ("tool", "howcome")
    text = "[tool.other]\nprofil = 1\n\n[tool.howcome.check]\nprofil = 1\n"
    settings = read_settings(text, "pyproject.toml", inside)
    assert settings is not None
    (trouble,) = settings.troubles
    assert str(trouble).startswith("pyproject.toml:5: [check] has no key 'profil'")
    assert read_settings("[tool.other]\n", "pyproject.toml", inside) is None
    assert read_settings("[tool.other\n# howcome", "pyproject.toml", inside) is None
    broken = read_settings("[tool.howcome.check\n", "pyproject.toml", inside)
    assert broken is not None
    assert len(broken.troubles) == 1


def test_line_ends_of_windows_are_read() -> None:
    assert configured('[check]\r\nprofile = "full"\r\n').profile == "full"


def test_a_table_of_ours_that_is_none_is_told() -> None:
    settings = read_settings("[tool]\nhowcome = 1\n", "pyproject.toml", ("tool", "howcome"))
    assert settings is not None
    assert str(settings.troubles[0]).startswith("pyproject.toml:2: tool.howcome is no table: howcome = 1")


def test_the_examples_of_the_documentation_are_understood() -> None:
    page = (Path(__file__).parents[2] / "docs" / "checks.md").read_text("utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        assert [str(t) for t in configured(example).troubles] == []
    assert [r.code for r in configured(examples[1]).rules] == ["ACME-001", "ACME-002"]
    keys = {f"check.{k}" for k in KEYS["check"]} | {"plugins", "[[rule]]", "words.…"}
    assert [k for k in keys if f"`{k}`" not in page] == []
    assert [k for k in RULE_KEYS if f"`{k}`" not in page] == []
    assert [d for d, about in MEANINGS.items() if f"| {d} | {about} |" not in page] == []
