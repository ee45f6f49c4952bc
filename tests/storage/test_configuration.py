"""Which configuration concerns a document: the nearest above it, up to the repository's folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from howcome.checks.settings import PLAIN, Settings
from howcome.errors import InputError
from howcome.storage.configuration import Configurations, settings_at

FULL = '[check]\nprofile = "full"\n'
LIGHT = '[check]\nprofile = "light"\n'


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder of a repository, so that nothing above it is looked at."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    return tmp_path


def profile(path: Path) -> str | None:
    return settings_at(path).profile


def test_the_nearest_file_above_a_document_counts(repository: Path) -> None:
    document = repository / "docs" / "deep" / "a.md"
    assert profile(document) is None
    (repository / "howcome.toml").write_text(FULL)
    assert profile(document) == "full"
    (repository / "docs" / "howcome.toml").write_text(LIGHT)
    assert profile(document) == "light"
    assert profile(repository / "b.md") == "full"


def test_it_is_looked_for_up_to_the_folder_of_the_repository(repository: Path) -> None:
    inner = repository / "docs"
    (repository / "howcome.toml").write_text(FULL)
    (inner / ".git").write_text("gitdir: elsewhere\n")
    assert profile(inner / "a.md") is None
    (inner / "howcome.toml").write_text(LIGHT)
    assert profile(inner / "deep" / "a.md") == "light"


def test_a_table_in_pyproject_counts_where_there_is_no_file_of_ours(repository: Path) -> None:
    project = repository / "docs" / "pyproject.toml"
    (repository / "howcome.toml").write_text(FULL)
    project.write_text("[project]\nname = 'howcome-notes'\n")
    assert profile(repository / "docs" / "a.md") == "full"
    project.write_text('[tool.howcome.check]\nprofile = "light"\n')
    assert profile(repository / "docs" / "a.md") == "light"
    (repository / "docs" / "howcome.toml").write_text('[check]\nprofile = "security"\n')
    assert profile(repository / "docs" / "a.md") == "security"


def test_a_broken_pyproject_is_only_our_affair_where_it_holds_our_table(repository: Path) -> None:
    project = repository / "pyproject.toml"
    project.write_text("[project\ndependencies = ['howcome']\n")
    assert settings_at(repository / "a.md").troubles == ()
    project.write_text("[tool.howcome.check]\nprofile = \n")
    (trouble,) = settings_at(repository / "a.md").troubles
    assert trouble.line == 2


def test_paths_count_from_the_configuration_s_folder(repository: Path) -> None:
    (repository / "howcome.toml").write_text('[check.paths]\n"docs/deep/*.md" = { profile = "light" }\n')
    assert profile(repository / "docs" / "deep" / "a.md") == "light"
    assert profile(repository / "docs" / "a.md") is None


def test_a_given_file_holds_for_all(repository: Path, tmp_path: Path) -> None:
    given = tmp_path / "other.toml"
    given.write_text(LIGHT)
    (repository / "howcome.toml").write_text(FULL)
    assert Configurations(given).of(repository / "a.md").profile == "light"
    assert Configurations(none=True).of(repository / "a.md") == Settings(today=date.today())


def test_a_given_file_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        Configurations(tmp_path / "gone.toml")
    with pytest.raises(InputError):
        Configurations(tmp_path)
    project = tmp_path / "pyproject.toml"
    project.write_text("[project]\n")
    with pytest.raises(InputError):
        Configurations(project)
    project.write_text('[tool.howcome.check]\nprofile = "full"\n')
    assert Configurations(project).of(tmp_path / "a.md").profile == "full"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\n[check]\n# caf\xe9\n", "no UTF-8"), (b" " * ((1 << 20) + 1), "larger than"), (b"x", "no TOML")],
)
def test_what_cannot_be_read_is_told_and_changes_nothing(repository: Path, data: bytes, said: str) -> None:
    (repository / "howcome.toml").write_bytes(data)
    settings = settings_at(repository / "a.md")
    assert said in str(settings.troubles[0])
    assert settings.rules == PLAIN.rules
    assert settings.profile is None


def test_a_folder_of_that_name_and_a_byte_order_mark_do_no_harm(repository: Path) -> None:
    (repository / "docs" / "howcome.toml").mkdir()
    assert settings_at(repository / "docs" / "a.md").troubles
    (repository / "howcome.toml").write_bytes(b"\xef\xbb\xbf" + FULL.encode())
    assert profile(repository / "a.md") == "full"


def test_each_folder_is_looked_at_once_for_a_call(repository: Path) -> None:
    call = Configurations()
    assert call.of(repository / "docs" / "a.md").profile is None
    (repository / "howcome.toml").write_text(FULL)
    assert call.of(repository / "docs" / "b.md").profile is None
    assert Configurations().of(repository / "docs" / "b.md").profile == "full"


def test_a_changed_file_is_read_again_and_an_unchanged_one_is_not(repository: Path) -> None:
    file = repository / "howcome.toml"
    file.write_text(FULL)
    first = settings_at(repository / "a.md")
    assert settings_at(repository / "a.md").profiles is first.profiles
    file.write_text(LIGHT)
    assert profile(repository / "a.md") == "light"
