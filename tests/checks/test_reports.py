"""Every report says the same findings, in the form that its readers expect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest

from howcome.checks import check
from howcome.checks.reports import formats, render
from howcome.document import Document, Finding
from howcome.errors import UsageError
from howcome.text import Span

SECRET = "Zq81nVw0pLr5xT2mKd"
TEXT = f"""\
# 🚨 Checkout errors

## Summary

😀 Yesterday a careless engineer dropped the table.

## Timeline

- 2026-11-20 14:20Z rollback
- 2026-11-20 14:11Z alert

The key was `api_key={SECRET}`.
"""


def results(text: str = TEXT, path: str = "docs/outage, one.md") -> list[tuple[str, Document, list[Finding]]]:
    document = Document.parse(text)
    return [(path, document, check(document)), ("quiet.md", Document.parse("# Notes\n"), [])]


def test_text_is_grouped_with_questions_and_ends_with_a_count() -> None:
    lines = render(results()).splitlines()
    assert lines[0] == "docs/outage, one.md:5:3: warning SUM-006 “Yesterday” will mean nothing in a year" or (
        "SUM-006" in lines[0] and ":5:3: " in lines[0]
    )
    assert lines[1].startswith("    Which date was that")
    assert lines[-1].startswith("2 files checked: ")
    assert "can be fixed with --fix" in lines[-1]
    assert "\x1b" not in render(results())
    assert "\x1b[33mwarning\x1b[0m" in render(results(), colour=True)


def test_a_question_is_asked_once_in_a_file() -> None:
    again = "# T\n\nTBD\n\nTBD\n"
    said = render([*results(again, "a.md"), *results(again, "b.md")])
    assert (said.count("DOC-002"), said.count("What belongs here?")) == (4, 2)


def test_nothing_found_is_said() -> None:
    quiet = [("a.md", Document.parse(""), [])]
    assert render(quiet) == "1 file checked: nothing to say.\n"
    assert json.loads(render(quiet, "json")) == []
    assert render(quiet, "github") == ""


def test_json_has_the_keys_of_the_contract() -> None:
    found = json.loads(render(results(), "json"))
    keys = [
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "code",
        "category",
        "severity",
        "message",
        "suggestion",
        "fixable",
    ]
    assert all(list(f) == keys for f in found)
    yesterday = next(f for f in found if f["code"] == "SUM-006")
    assert (yesterday["line"], yesterday["column"], yesterday["end_column"]) == (5, 3, 12)
    assert next(f for f in found if f["code"] == "B01")["category"] == "normative"
    assert next(f for f in found if f["code"] == "APP-005")["fixable"] is True


@pytest.mark.parametrize("format", formats())
def test_no_report_repeats_a_secret(format: str) -> None:
    assert SECRET not in render(results(), format)


def test_github_escapes_what_would_end_a_property() -> None:
    lines = render(results(path="a:b,c%.md"), "github").splitlines()
    assert all(re.match(r"::(error|warning|notice) file=a%3Ab%2Cc%25\.md,line=\d+,", line) for line in lines)
    assert any(",line=5,col=3,endColumn=12,title=SUM-006::" in line for line in lines)


def test_junit_is_xml_with_a_case_for_each_finding() -> None:
    given = results(path='a "quoted" <name>\x1b.md')
    root = ElementTree.fromstring(render(given, "junit"))
    assert root.tag == "testsuites"
    suites = root.findall("testsuite")
    assert [s.get("tests") for s in suites] == [str(len(given[0][2])), "1"]
    failures = [f for f in given[0][2] if f.severity != "info"]
    assert root.get("failures") == str(len(failures)) == str(len(root.findall(".//failure")))


def test_sarif_has_what_the_standard_requires() -> None:
    log = json.loads(render(results(), "sarif"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "howcome"
    assert len({r["id"] for r in driver["rules"]}) == len(driver["rules"])
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note", "none")
    assert run["results"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note", "none")
        assert result["message"]["text"]
        for location in result["locations"]:
            physical = location["physicalLocation"]
            assert_uri(physical["artifactLocation"]["uri"])
        for fix in result.get("fixes", ()):
            for change in fix["artifactChanges"]:
                assert_uri(change["artifactLocation"]["uri"])
                assert change["replacements"]
    for region in regions(log):
        assert all(isinstance(v, int) and v >= 1 for v in region.values())
        assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])


def assert_uri(uri: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._~/%:-]+", uri)


def regions(node: Any) -> Iterator[dict[str, int]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("region", "deletedRegion"):
                yield value
            yield from regions(value)
    elif isinstance(node, list):
        for value in node:
            yield from regions(value)


@pytest.mark.parametrize("format", formats())
def test_hostile_words_are_made_harmless(format: str) -> None:
    document = Document.parse("a\udc80b\n")
    finding = Finding(
        "X-1", "error", Span(0, 1), "esc \x1b[2J\n::error::x \u202e \udc80 ]]> &", "line\nbreak"
    )
    text = render([("p\udc80\n.md", document, [finding])], format)
    text.encode("utf-8")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\n::error::x" not in text
    if format == "junit":
        ElementTree.fromstring(text)


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        render([], "yaml")
    assert "sarif" in (caught.value.hint or "")
