"""Writes the generated parts of these pages from the code that they describe, so that they cannot differ.

    python docs/reference.py            writes what is stale
    python docs/reference.py --check    writes nothing; exits 1 when something is stale

A generated part stands between `<!-- generated: NAME -->` and `<!-- end -->`; what stands around it is
written by hand and never touched. NAME is one of PARTS. The pages in `reference/rules/` are made as a whole, one for each
rule, and taken away with it. Owns the form of the tables; states no fact itself.

The guide names items of the example's draft by their ids, which change when the draft words a line differently. A
comment `<!-- item: ID "WORDS" -->` says which line is meant; the id is then replaced everywhere on the page.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from inspect import cleandoc
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import howcome
from howcome.checks import PROFILES, known_rules
from howcome.checks.families import FAMILIES, family_of
from howcome.checks.page import parse_page
from howcome.checks.registry import OTHER_CODES, facts_of
from howcome.checks.rule import Rule
from howcome.cli.main import build_parser
from howcome.document.fields import Field
from howcome.document.grammar import KINDS, MARK_MEANINGS
from howcome.document.head import Head
from howcome.document.items import Item
from howcome.document.problems import READ_PROBLEMS
from howcome.document.sections import GROUPS, SECTIONS
from howcome.drafting.draft import draft
from howcome.errors import HowcomeError
from howcome.evidence.discovery import all_importers
from howcome.evidence.gather import gather
from howcome.evidence.importer import Context
from howcome.evidence.logs.line_formats import formats
from howcome.example import TRUTH, write_evidence

DOCS = Path(__file__).resolve().parent
#: One page for each rule, and nothing else.
RULES = DOCS / "reference" / "rules"
CASES = DOCS.parent / "tests" / "checks" / "case.py"
_LONGEST_EXAMPLE = 30
PART = re.compile(r"(<!-- generated: ([\w-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
ITEM = re.compile(r'<!-- item: (\w+) "([^"\n]+)" -->')
_WHERE = {
    "lead": "before the text",
    "box": "check box",
    "labels": "square brackets",
    "text": "the text",
    "trailing": "parentheses",
}


def pages() -> list[Path]:
    """Every page below `docs/` that has something generated in it."""
    texts = {p: p.read_text(encoding="utf-8") for p in sorted(DOCS.rglob("*.md"))}
    return [p for p, text in texts.items() if PART.search(text) or ITEM.search(text)]


def generate(text: str) -> str:
    """The page with all its generated parts made anew. Raises KeyError for a part that nobody makes."""
    text = PART.sub(lambda m: f"{m[1]}\n{PARTS[m[2]]().strip()}\n\n{m[4]}", text)
    for old, words in ITEM.findall(text):
        text = re.sub(rf"\b{old}\b", drafted_id(words), text)
    return text


@cache
def drafted_id(words: str) -> str:
    """The id of the first line with these words in the draft of the guide. Raises LookupError."""
    line = next((line for line in _guide_draft().splitlines() if words in line), "")
    found = re.search(r"\^(\w{5})\b", line)
    if not found:
        raise LookupError(
            f"no item of the example's draft says {words!r}; change the comment in docs/guide.md"
        )
    return found[1]


@cache
def _guide_draft() -> str:
    """The draft that the guide makes: the example's evidence without the tickets, which come late."""
    with TemporaryDirectory() as folder:
        evidence = write_evidence(Path(folder))
        (evidence / "tickets.csv").unlink()
        zones = {name: ZoneInfo(zone) for name, zone in (z.split("=") for z in TRUTH.zones)}
        return draft(gather([evidence], Context(zones=zones))).text


def stale() -> dict[Path, str | None]:
    """Pages that say something else than the code, each with the text that it should have (None: it should go)."""
    own = rule_pages()
    made = {p: generate(p.read_text(encoding="utf-8")) for p in pages() if p.parent != RULES} | own
    found: dict[Path, str | None] = {p: text for p, text in made.items() if text != _text_of(p)}
    return found | {p: None for p in sorted(RULES.glob("*")) if p not in own}


def _text_of(page: Path) -> str | None:
    return page.read_text(encoding="utf-8") if page.is_file() else None


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; bars inside of cells are escaped."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([_cell(c) for c in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _code(word: str) -> str:
    return f"`{word}`" if word else ""


def _codes(words: Iterable[str]) -> str:
    return ", ".join(_code(w) for w in words)


def _fence(words: str, info: str = "") -> str:
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", words) or [""]))
    return f"{ticks}{info}\n{words}\n{ticks}"


def _paragraphs(docstring: str) -> str:
    """A docstring as Markdown: paragraphs on one line each (so that no line begins like a quotation or a
    list by chance), indented parts as code."""
    parts = re.split(r"\n\s*\n", cleandoc(docstring))
    made = (
        _fence(cleandoc("\n" + p).strip("\n")) if p.startswith("    ") else " ".join(p.split()) for p in parts
    )
    return "\n\n".join(made)


def _first(docstring: str | None) -> str:
    return " ".join(cleandoc(docstring or "").split("\n\n")[0].split())


# The format


def head_fields() -> str:
    """The fields of the front matter."""
    return _fields(Head)


def kinds() -> str:
    """All kinds of items, each with its fields."""
    return "\n\n".join(_kind(cls) for cls in KINDS)


def _kind(cls: type[Item]) -> str:
    example = _first(cls.__doc__).strip("`")
    return (
        f"### {cls.kind}\n\n{cls.about} Section: `{cls.section}`. Letter of its ids: `{cls.letter}`.\n\n"
        f"{_fence(example, 'markdown')}\n\n{_fields(cls)}"
    )


def _fields(cls: type[Item]) -> str:
    rows = (
        [_code(f.name), f.type.name, _place(cls, f), _about(f), _codes(f.columns)]
        for f in cls.fields.values()
    )
    if cls is Head:
        return table(("field", "type", "what it says"), ([r[0], r[1], r[3]] for r in rows))
    return table(
        ("field", "type", "where it stands", "what it says", "columns of a table that mean it"), rows
    )


def _place(cls: type[Item], field: Field[Any]) -> str:
    if field.place == "labels" and not cls.timed:
        return "square brackets, after the text"
    return _WHERE[field.place]


def _about(field: Field[Any]) -> str:
    words = [f"{field.about}."]
    if field.choices:
        words.append(f"One of {_codes(field.choices)}.")
    if field.example:
        words.append(f"Such as {_code(field.example)}.")
    if field.living:
        words.append("*Living.*")
    return " ".join(words)


def sections() -> str:
    """The ten sections with the headings that name them."""
    return table(
        ("heading", "key", "also recognised"),
        ([s.title, _code(s.key), ", ".join(s.aliases)] for s in SECTIONS),
    )


def groups() -> str:
    """Headings inside of sections that say what the items below them are."""
    return table(
        ("group", "headings that name it"), ([_code(k), ", ".join(names)] for k, names in GROUPS.items())
    )


def marks() -> str:
    """The marks with their meanings, in their usual order."""
    return table(("mark", "the moment when"), ([_code(m), about] for m, about in MARK_MEANINGS.items()))


# Evidence


def importers() -> str:
    """All importers: what each reads and how to get the export."""
    rows = []
    parts = []
    for one in all_importers():
        module = importlib.import_module(type(one).__module__)
        rows.append([f"[{one.title}](#{one.name})", _code(one.name), _first(module.__doc__)])
        parts.append(f"## {one.name}\n\n*{one.title}.* {_paragraphs(module.__doc__ or '')}")
    return "\n\n".join([table(("evidence", "name", "what it is"), rows), *parts])


def log_formats() -> str:
    """All formats of text logs, each with a line that it must read."""
    rows = ([_code(f.name), f.title] for f in _formats())
    parts = [
        f"## {f.name}\n\n{f.title[:1].upper()}{f.title[1:]}.\n\n{_fence(str(f.samples[0]['line']), 'text')}\n\n{_read(f)}"
        for f in _formats()
    ]
    return "\n\n".join([table(("name", "format"), rows), *parts])


def _formats() -> list[Any]:
    return sorted(formats(), key=lambda f: str(f.name))


def _read(log_format: Any) -> str:
    expected = {k: v for k, v in log_format.samples[0].items() if k not in ("line", "year")}
    said = "; ".join(f"{k}: {_code(str(v))}" for k, v in expected.items())
    return f"Read from it: {said}."


# Checks


def rules() -> str:
    """All rules by section, each with a link to its page; then the codes that no rule has."""
    by_title: dict[str, list[Rule]] = {family.title: [] for family in FAMILIES.values()}
    for rule in known_rules():
        by_title[family_of(rule.code).title].append(rule)
    parts = [f"## {title}\n\n{_listed(found)}" for title, found in by_title.items() if found]
    others = ([_code(c), family_of(c).dimension, _level_of_other(c), t] for c, t in OTHER_CODES.items())
    table_of_others = table(("code", "dimension", "level", "what it says"), others)
    return "\n\n".join([*parts, f"## Codes without a rule\n\n{table_of_others}"])


def _listed(found: list[Rule]) -> str:
    return table(
        ("code", "what it asks", "dimension", *PROFILES),
        ([f"[{r.code}](rules/{r.code}.md)", r.title, r.belongs_to, *_levels(r)] for r in found),
    )


def _level_of_other(code: str) -> str:
    return "warning" if code in READ_PROBLEMS else "info"


def _levels(rule: Rule) -> Iterator[str]:
    for profile in PROFILES:
        yield str(rule.levels.get(profile, "–"))


def rule_pages() -> dict[Path, str]:
    """The page of every rule: what `howcome explain` prints, and examples from its case."""
    examples = _examples()
    return {RULES / f"{r.code}.md": _rule_page(r, examples.get(r.code, [])) for r in known_rules()}


def _rule_page(rule: Rule, examples: list[Any]) -> str:
    page = parse_page(rule.page)
    levels, facts = facts_of(rule).split("\n")
    parts = [
        f"# {rule.code}: {rule.title}",
        _one_line(page.summary),
        f"*{levels}*\\\n*{facts}*",
        f"## Why\n\n{_paragraphs(page.why)}",
        f"## Example\n\n{_fence(page.example, 'markdown')}",
        f"## Better\n\n{_fence(page.better, 'markdown')}",
        f"## When to ignore\n\n{_paragraphs(page.ignore)}",
        f"## Source\n\n{_paragraphs(page.source)}",
        *_shown_examples(examples),
        f"[All rules](../rules.md) · `howcome explain {rule.code}` prints this page.",
    ]
    return "\n\n".join(parts) + "\n"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _shown_examples(examples: list[Any]) -> Iterator[str]:
    """One example that is found and one that is not, from the rule's tests, where they are short."""
    short = [e for e in examples if e.text.count("\n") <= _LONGEST_EXAMPLE and e.text.strip()]
    found = next((e for e in short if e.expected), None)
    silent = next((e for e in short if not e.expected), None)
    if found is None and silent is None:
        return
    yield "## Tested with"
    if found:
        profile = f" in the profile `{found.profile}`" if found.profile else ""
        lines = (f"- line {e.line}: {_code(f'… {e.words} …')}" for e in found.expected)
        yield f"Found{profile}:\n\n{_fence(found.text.rstrip(), 'markdown')}\n\n" + "\n".join(lines)
    if silent:
        yield f"Nothing is said about:\n\n{_fence(silent.text.rstrip(), 'markdown')}"


@cache
def _examples() -> dict[str, list[Any]]:
    """The cases of the rules, by code: they are the same that the tests run."""
    spec = importlib.util.spec_from_file_location("howcome_cases", CASES)
    if spec is None or spec.loader is None:
        raise LookupError(f"{CASES} cannot be read")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    found: dict[str, list[Any]] = {}
    for case in module.cases():
        found.setdefault(case.code, []).append(case)
    return found


def profiles() -> str:
    """The profiles and what each is for."""
    return table(("profile", "for"), ([_code(name), about] for name, about in PROFILES.items()))


# Commands and errors


def commands() -> str:
    """All commands with their arguments and examples."""
    found = subparsers()
    rows = ([f"[`howcome {name}`](#{name})", _lowered(parser.description)] for name, parser in found.items())
    return "\n\n".join([table(("command", "does"), rows), *(_command(n, p) for n, p in found.items())])


def subparsers() -> dict[str, argparse.ArgumentParser]:
    """Every command's parser, by name."""
    parser = build_parser()
    below = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(below.choices)


def _lowered(words: str | None) -> str:
    return f"{(words or '')[:1].lower()}{(words or '')[1:].rstrip('.')}"


def _command(name: str, parser: argparse.ArgumentParser) -> str:
    actions = [a for a in parser._actions if not isinstance(a, argparse._HelpAction)]
    rows = ([_code(_written(a)), _help(a)] for a in actions)
    epilog = (parser.epilog or "").rstrip()
    return "\n\n".join(
        [f"## {name}", parser.description or "", table(("argument", "meaning"), rows), _fence(epilog, "text")]
    )


def _written(action: argparse.Action) -> str:
    value = str(
        action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    )
    if not action.option_strings:
        return f"[{value}]" if action.nargs == "?" else f"{value} …" if action.nargs == "+" else value
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {value}"


def _help(action: argparse.Action) -> str:
    words = (action.help or "").replace("%%", "%")
    default = action.default
    if action.choices and action.metavar is None and isinstance(default, str) and "default" not in words:
        words = f"{words} (default: {default})".strip()
    return f"{words}; must be given" if action.required and action.option_strings else words


def errors() -> str:
    """Every class of errors, what it means and with which status the program ends."""
    rows = (
        [_code(cls.__name__), _code(cls.__module__), _first(cls.__doc__), str(cls.exit_status)]
        for cls in _errors()
    )
    return table(("class", "module", "meaning", "exit status"), rows)


def _errors() -> list[type[HowcomeError]]:
    for module in walk_packages(howcome.__path__, "howcome."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [HowcomeError, *_below(HowcomeError)]


def _below(cls: type[HowcomeError]) -> Iterator[type[HowcomeError]]:
    for one in sorted(cls.__subclasses__(), key=lambda c: c.__name__):
        if one.__module__.startswith("howcome."):
            yield one
            yield from _below(one)


PARTS: dict[str, Callable[[], str]] = {
    "head-fields": head_fields,
    "kinds": kinds,
    "sections": sections,
    "groups": groups,
    "marks": marks,
    "importers": importers,
    "log-formats": log_formats,
    "rules": rules,
    "profiles": profiles,
    "commands": commands,
    "errors": errors,
}


def main(argv: list[str] | None = None) -> int:
    """Writes the stale pages, or says which they are."""
    parser = argparse.ArgumentParser(description="Write the generated parts of docs/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is stale")
    args = parser.parse_args(argv)
    found = stale()
    for page, text in found.items():
        name = page.relative_to(DOCS.parent)
        if args.check:
            print(f"{name} is stale; run: python docs/reference.py", file=sys.stderr)
        elif text is None:
            page.unlink()
            print(f"removed {name}, which belongs to no rule")
        else:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    return int(args.check and bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
