"""An editor with its server, shared by the tests of a file, since a server takes half a second to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .editor import Editor


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    with Editor(tmp_path_factory.mktemp("lsp")) as one:
        yield one
