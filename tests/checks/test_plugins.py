"""Rules of other packages: found, chosen by name, and told of where they fail, while the rest runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from howcome.checks import PLAIN, Settings, check
from howcome.checks.plugins import load_plugins
from howcome.checks.registry import explanation, troubles_of
from howcome.checks.trouble import Trouble
from howcome.document import Document

from .configured import configured

_RULE = '''\
"""Their page."""
from howcome.checks.rule import Hit, Rule
from howcome.text import Span
def look(document):
    {body}
rule = Rule("{code}", "Theirs", {{"standard": "info"}}, look, foreign=True)
'''
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a package that declares modules of rules: name of the package, module → source."""

    def installed(package: str, **modules: str) -> None:
        folder = tmp_path / package
        info = folder / f"{package.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        for name, source in modules.items():
            (folder / f"{name}.py").write_text(source)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        points = "".join(f"{name} = {name}\n" for name in modules)
        (info / "entry_points.txt").write_text(f"[howcome.rules]\n{points}")
        monkeypatch.syspath_prepend(str(folder))
        names.extend(modules)
        load_plugins.cache_clear()

    names: list[str] = []
    yield installed
    for name in names:
        sys.modules.pop(name, None)
    load_plugins.cache_clear()


def rule(code: str, body: str = 'return [Hit(Span(0, 0), "hello")]') -> str:
    return _RULE.format(code=code, body=body)


def codes(settings: Settings = PLAIN, **given) -> list[str]:
    return [f.code for f in check(Document.parse("text"), settings=settings, **given)]


def test_a_rule_of_another_package_is_found(install: Install) -> None:
    install("theirs", their_rule=rule("THEIRS-1"))
    assert codes() == ["THEIRS-1"]
    assert codes(profile="light") == []
    assert "from the plugin theirs" in (explanation("theirs-1") or "")
    assert "Their page." in (explanation("THEIRS-1") or "")


def test_a_configuration_names_the_packages_whose_rules_run(install: Install) -> None:
    install("some-rules", some_rule=rule("SOME-1"))
    install("other-rules", other_rule=rule("OTHER-1"))
    assert codes() == ["OTHER-1", "SOME-1"]
    assert codes(configured('plugins = ["Some_Rules"]')) == ["SOME-1"]
    assert codes(configured("plugins = []")) == []


def test_a_package_that_is_not_there_is_told_of_with_the_nearest_name(install: Install) -> None:
    install("acme-rules", acme_rule=rule("ACME-1"))
    (trouble,) = configured('plugins = ["acme-rule"]').troubles
    assert str(trouble).startswith("the plugin acme-rule: no installed package of this name has rules")
    assert "did you mean 'acme-rules'?" in str(trouble)


def test_a_plugin_that_cannot_be_imported_is_told_of_with_its_line_and_the_rest_runs(
    install: Install,
) -> None:
    install("theirs", a_good=rule("THEIRS-1"), b_broken="\n1 / 0\n", c_syntax="def (:\n", d_empty="x = 1\n")
    assert codes() == ["THEIRS-1"]
    broken, syntax, empty = sorted(map(str, troubles_of(PLAIN)))
    assert "b_broken.py:2: b_broken cannot be loaded: ZeroDivisionError" in broken
    assert "1 / 0" in broken
    assert "c_syntax.py:1: " in syntax
    assert "d_empty has no rule" in empty


def test_a_plugin_never_replaces_a_rule(install: Install) -> None:
    install("theirs", b_mine=rule("TL-004"), b_new=rule("TL-900"), b_twice=rule("X-1"), b_twin=rule("X-1"))
    assert codes() == ["X-1"]
    told = [str(t) for t in troubles_of(PLAIN)]
    assert [t.split("code ")[1].split(" ")[0] for t in told] == ["TL-004", "TL-900", "X-1"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise LookupError('no\\n such')", "rule THEIRS-1 has failed: LookupError: no such"),
        ('return [Hit(Span(0, 99), "far")]', "lies outside of the text"),
        ("return 7", "TypeError"),
        ("return ['hit']", "AttributeError"),
    ],
)
def test_a_plugin_that_fails_while_it_runs_is_told_of_and_the_rest_runs(
    install: Install, body: str, said: str
) -> None:
    install("theirs", a_good=rule("THEIRS-2"), b_bad=rule("THEIRS-1", body))
    told: list[Trouble] = []
    assert codes(tell=told.append) == ["THEIRS-2"]
    assert codes() == ["THEIRS-2"]
    (trouble,) = told
    assert said in str(trouble)
    assert "theirs" in str(trouble)


def test_without_plugins_the_slow_way_to_look_for_them_is_not_taken() -> None:
    code = (
        "import sys; from howcome.checks.registry import known_rules; known_rules();"
        "assert not {'importlib.metadata', 'tomllib'} & set(sys.modules), 'slow'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
