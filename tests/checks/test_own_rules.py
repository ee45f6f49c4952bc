"""An organisation's own rules: words and patterns as data, that can never take long."""

from __future__ import annotations

import time

import pytest

from howcome.checks import Settings, check, explanation
from howcome.checks.bounded_patterns import PatternRefused, bounded_pattern
from howcome.document import Document, Finding

from .configured import configured

RULE = '[[rule]]\ncode = "ACME-001"\nmessage = "we say incident review"\n'


def found(text: str, rule: str, **given) -> list[tuple[str, str]]:
    settings = configured(RULE + rule)
    assert settings.troubles == (), [str(t) for t in settings.troubles]
    return [(text[f.span.start : f.span.end], f.message) for f in own(text, settings, **given)]


def own(text: str, settings: Settings, **given) -> list[Finding]:
    return [f for f in check(Document.parse(text), settings=settings, **given) if f.code.startswith("ACME")]


def test_words_are_found_whole_and_in_any_case() -> None:
    text = "The Post-Mortem\nmeeting was moved. A post-mortem meetings list.\n"
    assert found(text, 'match = ["post-mortem meeting"]') == [
        ("Post-Mortem\nmeeting", "“Post-Mortem meeting”: we say incident review")
    ]


def test_a_pattern_is_found_in_prose_and_not_in_code_or_quotations() -> None:
    text = 'A P1 and `P2`, "P3" and (P0).\n\n```\nP4\n```\n\n> P0 quoted\n'
    assert [words for words, _ in found(text, r"pattern = '\bP[0-4]\b'")] == ["P1", "P0"]


def test_a_pattern_never_reaches_over_a_sentence() -> None:
    text = "The queue grew. The disk was full, and the queue was full.\n"
    assert found(text, "pattern = 'queue .*full'") == [
        ("queue was full", "“queue was full”: we say incident review")
    ]


def test_a_rule_may_look_at_some_sections_only() -> None:
    text = "Oops.\n\n## Timeline\n\nOops one.\n\n## Follow-ups\n\nOops two.\n"
    rule = 'match = "oops"\nsections = ["timeline", "Action items"]'
    assert [f.span.start for f in own(text, configured(RULE + rule))] == [
        text.index("Oops one"),
        text.index("Oops two"),
    ]
    assert len(found(text, 'pattern = "Oops"\nsection = "causes"')) == 0


def test_a_rule_is_silent_where_a_sentence_holds_what_excuses_it() -> None:
    text = "Oops. Oops, as the archive says.\n"
    for what in ('match = "oops"', 'pattern = "Oops"'):
        assert len(found(text, f'{what}\nunless = ["the archive"]')) == 1


def test_it_says_what_its_table_says() -> None:
    settings = configured(
        RULE + 'title = "Reviews"\nmatch = "oops"\nlevel = "error"\nsuggestion = "Is it a review?"'
    )
    for profile in ("full", "light"):
        (finding,) = own("Oops.", settings, profile=profile)
        assert (finding.severity, finding.suggestion) == ("error", "Is it a review?")
    page = explanation("acme-001", settings) or ""
    assert page.startswith("ACME-001: Reviews\n")
    assert "dimension: completeness" in page
    assert "from howcome.toml:1" in page
    assert "Looks for “oops”, in the whole text." in page


def test_a_finding_of_it_is_silenced_and_selected_like_any_other() -> None:
    settings = configured(RULE + 'match = "oops"')
    text = "Oops. <!-- howcome: ignore ACME-001 because it is a quotation -->\n"
    assert check(Document.parse(text), settings=settings) == []
    assert len(own("Oops.", settings, select=["ACME"])) == 1
    assert own("Oops.", settings, ignore=["ACME-001"]) == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('match = "x"\nmessage = "y"', ":1: a rule needs a code"),
        (
            'code = "TL-900"\nmatch = "x"\nmessage = "y"',
            ":2: 'TL-900': codes that begin with TL belong to howcome",
        ),
        ('code = "B99"\nmatch = "x"\nmessage = "y"', "codes that begin with B belong to howcome"),
        ('code = "acme1"\nmatch = "x"\nmessage = "y"', ":2: 'acme1' is no code"),
        ('code = "ACME-1"\nmatch = "x"', "rule ACME-1 says nothing"),
        ('code = "ACME-1"\nmessage = "y"', "needs either match or pattern"),
        ('code = "ACME-1"\nmessage = "y"\nmatch = "x"\npattern = "x"', "needs either match or pattern"),
        ('code = "ACME-1"\nmessage = "y"\nmatch = []', ":4: match holds 0 words"),
        ('code = "ACME-1"\nmessage = 7\nmatch = "x"', ":3: message holds no words"),
        ('code = "ACME-1"\nmessage = "y"\nmatch = "x"\nlevle = "info"', ":5: a rule has no key 'levle'"),
        ('code = "ACME-1"\nmessage = "y"\nmatch = "x"\nlevle = "info"', "did you mean 'level'?"),
        ('code = "ACME-1"\nmessage = "y"\nmatch = "x"\nlevel = "fatal"', ":5: level is 'fatal'"),
        ('code = "ACME-1"\nmessage = "y"\nmatch = "x"\nsection = "timelin"', "did you mean 'timeline'?"),
        ('code = "ACME-1"\nmessage = "y"\nmatch = "x"\ndimension = "fun"', "dimension is 'fun'"),
        ('code = "ACME-1"\nmessage = "y"\npattern = "(a+)+$"', ":4: this pattern may take long"),
        ('code = "ACME-1"\nmessage = "y"\npattern = "[a"', ":4: no regular expression"),
    ],
)
def test_a_table_that_is_no_rule_is_said_with_its_line_and_the_others_count(table: str, said: str) -> None:
    settings = configured(f"[[rule]]\n{table}\n\n" + RULE.replace("001", "002") + 'match = "oops"\n')
    assert [r.code for r in settings.rules] == ["ACME-002"]
    (trouble,) = settings.troubles
    assert said in str(trouble), str(trouble)
    assert trouble.hint


def test_a_code_stands_for_one_rule_only() -> None:
    settings = configured(RULE + 'match = "a"\n' + RULE + 'match = "b"\n')
    assert len(settings.rules) == 1
    assert "howcome.toml:6: code ACME-001 stands already" in str(settings.troubles[0])


# Patterns


@pytest.mark.parametrize(
    "pattern",
    [r"\bP[0-4]\b", r"(?i)root ?cause", r"JIRA-\d+", r"foo.*bar", r"\w+ failed", r"\d{1,3}(?:\.\d{1,3}){3}",
     r"https?://wiki\.acme\.example/\S+", r"\w{1,40}\s{1,4}\w{1,40}", r"(?<!no )outage(?! page)", r"\w++\s++\w+",
     r"retr(?:y|ies).*fail(?:ed|s)?", r"(?:Mon|Tues)day", r"(?x) a \s b  # c"],
)  # fmt: skip
def test_useful_patterns_are_taken(pattern: str) -> None:
    assert bounded_pattern(pattern).pattern == pattern


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+$", r"(a|aa)+$", r"(a|a)*b", r"(x+x+)+y", r"(?:a?){30}a{30}", r".*.*=.*", r"(.*)*x", r"(\w+\s?)*$",
     r"(?:(?:a{1,9}){1,9}){1,9}b", r"([a-z]+)*\d", r"(?=(a+)+b)x", r"(?:.|\s)+(?:.|\s)+x", r"(\w)\1", r"(a)?(?(1)b|c)",
     r"(?P<x>a)(?P=x)", "[", "(", "*", "x*", "", r"\b", "(?:a|b?)", "a" * 501,
     r"a{99999999999999}", r"(?:\w{1,99} ){1,99}$", r"(a+?)+?$", r"(?i)(ix|ıx)+$", r"(?i)(ab|Ab)+$"],
)  # fmt: skip
def test_patterns_that_may_take_long_are_refused_with_what_to_write(pattern: str) -> None:
    with pytest.raises(PatternRefused) as refused:
        bounded_pattern(pattern)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("pattern", "hostile"),
    [
        (r".*aaaa(?:ab|ac)?x", "a"),
        (r"\w{1,40}\s{1,4}\w{1,30}!", "a "),
        (r"(?:a?){11}!", "a"),
        (r"(?:.{1,30}b){1,2}!", "ab"),
        (r"foo.*bar", "foo"),
        (r"(?i)[a-z]+[a-y]?x!", "a"),
    ],
)
def test_the_slowest_patterns_that_are_taken_take_time_in_proportion_to_the_text(
    pattern: str, hostile: str
) -> None:
    settings = configured(RULE + f"pattern = '{pattern}'")
    assert settings.troubles == ()

    def seconds(length: int) -> float:
        document = Document.parse(hostile * (length // len(hostile)))
        start = time.process_time()
        check(document, select=["ACME"], settings=settings)
        return time.process_time() - start

    small, large = seconds(5_000), seconds(40_000)
    assert large < 16 * small + 0.5
    assert large < 8


def test_a_hostile_pattern_does_not_hang() -> None:
    start = time.process_time()
    settings = configured(RULE + "pattern = '(a+)+$'")
    check(Document.parse("a" * 200_000 + "!"), settings=settings)
    assert settings.rules == ()
    assert time.process_time() - start < 3
