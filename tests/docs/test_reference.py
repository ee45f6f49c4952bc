"""The pages of `docs/` say what the code says, name everything that there is, and link to what exists."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from howcome.checks import explanation, known_rules
from howcome.checks.registry import OTHER_CODES
from howcome.cli.main import command_names
from howcome.document.grammar import KINDS, MARKS
from howcome.document.head import Head
from howcome.document.sections import SECTIONS
from howcome.evidence.discovery import all_importers
from howcome.evidence.logs.line_formats import formats

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
_FENCE = re.compile(r"^(`{3,}).*?^\1`*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_SOURCE = re.compile(r"`((?:src|docs|tests|benchmarks)/[\w./-]+)`")


def _reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("howcome_docs_reference", DOCS / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


reference = _reference()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = _HEADING.findall(_FENCE.sub("", text_of(page)))
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in heads}


def test_pages_are_current() -> None:
    assert [p.name for p in reference.stale()] == [], "run: python docs/reference.py"


def test_a_stale_page_is_told_from_a_current_one() -> None:
    page = "By hand.\n<!-- generated: marks -->\nwritten by hand\n<!-- end -->\nBy hand, too.\n"
    made = reference.generate(page)
    assert "`impact-started`" in made
    assert "written by hand" not in made
    assert made.startswith("By hand.\n")
    assert made.endswith("By hand, too.\n")
    assert reference.generate(made) == made


def test_every_rule_has_one_page_and_every_page_a_rule() -> None:
    pages = [p.relative_to(DOCS / "reference" / "rules").as_posix() for p in reference.RULES.rglob("*")]
    assert sorted(pages) == sorted(f"{r.code}.md" for r in known_rules())


@pytest.mark.parametrize("rule", known_rules(), ids=lambda r: r.code)
def test_the_page_of_a_rule_says_what_explain_says(rule) -> None:
    page = " ".join(text_of(reference.RULES / f"{rule.code}.md").split())
    said = explanation(rule.code)
    assert said
    for part in said.split("\n\n"):
        words = " ".join(line.strip() for line in part.splitlines()[-1:])
        assert " ".join(words.split()) in page
    assert f"dimension: {rule.belongs_to}" in page


def test_a_page_without_a_rule_goes_and_one_that_is_missing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "docs" / "reference" / "rules"
    folder.mkdir(parents=True)
    monkeypatch.setattr(reference, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(reference, "RULES", folder)
    (folder / "OLD-001.md").write_text("# OLD-001\n")
    assert reference.main(["--check"]) == 1
    assert "OLD-001.md is stale" in capsys.readouterr().err
    assert [p.name for p in folder.iterdir()] == ["OLD-001.md"]
    assert reference.main([]) == 0
    assert not (folder / "OLD-001.md").exists()
    assert {p.stem for p in folder.iterdir()} == {r.code for r in known_rules()}
    assert reference.main(["--check"]) == 0


def test_every_part_that_is_made_stands_on_a_page() -> None:
    used = {m[2] for p in reference.pages() for m in reference.PART.finditer(text_of(p))}
    assert used == set(reference.PARTS)


def entries() -> list[tuple[str, str]]:
    """(page, heading or word) for everything that needs an entry."""
    found = [("reference/rules.md", f"| [{r.code}](rules/{r.code}.md) |") for r in known_rules()]
    found += [("reference/rules.md", f"| `{code}` |") for code in OTHER_CODES]
    found += [("reference/importers.md", f"## {one.name}\n") for one in all_importers()]
    found += [("reference/formats.md", f"## {f.name}\n") for f in formats()]
    found += [("reference/commands.md", f"## {name}\n") for name in command_names()]
    found += [("reference/errors.md", f"| `{cls.__name__}` |") for cls in reference._errors()]
    found += [("format.md", f"### {cls.kind}\n") for cls in KINDS]
    found += [("format.md", f"| `{f}` |") for cls in (*KINDS, Head) for f in cls.fields]
    found += [("format.md", f"| {s.title} |") for s in SECTIONS]
    found += [("format.md", f"| `{mark}` |") for mark in MARKS]
    return found


@pytest.mark.parametrize("page", sorted({p for p, _ in entries()}))
def test_everything_has_an_entry(page: str) -> None:
    text = text_of(DOCS / page)
    assert [words for where, words in entries() if where == page and words not in text] == []


def test_every_field_has_an_example_or_says_what_it_is() -> None:
    for cls in (*KINDS, Head):
        assert cls.about
        assert all(f.about for f in cls.fields.values()), cls.kind


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", text_of(page))):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_that_are_named_exist(page: Path) -> None:
    named = _SOURCE.findall(_FENCE.sub("", text_of(page)))
    real = [n for n in named if not re.search(r"NAME|CODE", n)]
    assert [n for n in real if not (ROOT / n).exists()] == []


def test_readme_names_every_command() -> None:
    text = text_of(ROOT / "README.md")
    assert [n for n in command_names() if f"`howcome {n}" not in text] == []


def test_readme_names_every_importer() -> None:
    text = text_of(ROOT / "README.md")
    assert [one.name for one in all_importers() if f"importers.md#{one.name}" not in text] == []
