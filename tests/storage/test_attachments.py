"""Attachments: names are made safe, nothing is replaced, and only what is a picture is shown as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from howcome.storage.attachments import attachment, keep_attachment, picture_type, pictures_of
from howcome.storage.texts import NameRefused, NoSuchText, StoreRefuses

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20

NAMES = {
    "plain": ("graph.png", "graph.png"),
    "climbs": ("../../etc/passwd.png", "passwd.png"),
    "windows": ("..\\..\\boot.png", "boot.png"),
    "hidden": (".htaccess", "htaccess.bin"),
    "no-ending": ("README", "readme.bin"),
    "two-endings": ("page.html.png", "page-html.png"),
    "odd-ending": ("x.p\0n/g", "g.bin"),
    "words": ("Errors per minute (1).PNG", "errors-per-minute-1.png"),
    "emoji": ("🚨.png", "file.png"),
    "nothing": ("", "file.bin"),
    "dots": ("..", "file.bin"),
    "long": ("x" * 500 + ".png", "x" * 50 + ".png"),
    "script": ("漢" * 500 + ".png", "漢" * 50 + ".png"),
}


@pytest.mark.parametrize(("given", "name"), NAMES.values(), ids=NAMES)
def test_a_file_goes_into_the_folder_under_a_plain_name(tmp_path: Path, given: str, name: str) -> None:
    folder = tmp_path / "checkout"
    path = keep_attachment(folder, given, PNG)
    assert path == folder / name
    assert path.read_bytes() == PNG


def test_the_same_bytes_are_kept_once_and_others_beside_them(tmp_path: Path) -> None:
    first = keep_attachment(tmp_path, "graph.png", PNG)
    assert keep_attachment(tmp_path, "graph.png", PNG) == first
    second = keep_attachment(tmp_path, "graph.png", PNG + b"x")
    third = keep_attachment(tmp_path, "graph.png", PNG + b"y")
    assert len({first, second, third}) == 3
    assert first.read_bytes() == PNG
    assert keep_attachment(tmp_path, "graph.png", PNG + b"x") == second


def test_a_link_or_a_folder_in_its_place_is_not_written_through(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "graph.png").symlink_to(tmp_path / "outside.png")
    (folder / "other.png").mkdir()
    assert keep_attachment(folder, "graph.png", PNG).name != "graph.png"
    assert keep_attachment(folder, "other.png", PNG).name != "other.png"
    assert not (tmp_path / "outside.png").exists()


def test_a_file_in_the_folders_place_is_a_clear_word(tmp_path: Path) -> None:
    (tmp_path / "checkout").write_text("no folder", "utf-8")
    with pytest.raises(StoreRefuses, match="checkout"):
        keep_attachment(tmp_path / "checkout", "graph.png", PNG)


@pytest.mark.parametrize("name", ["", "../x.png", "a/x.png", "..\\x.png", "x\0.png", ".hidden", ".", ".."])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NameRefused):
        attachment(tmp_path, name)


def test_what_is_not_there_or_leads_out_is_not_given(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    folder.mkdir()
    (tmp_path / "secret").write_text("password", "utf-8")
    (folder / "secret.png").symlink_to(tmp_path / "secret")
    (folder / "circle.png").symlink_to("circle.png")
    (folder / "folder.png").mkdir()
    for name in ("secret.png", "circle.png", "folder.png", "none.png", "x" * 5000, "caf\udce9"):
        with pytest.raises(NoSuchText):
            attachment(folder, name)


def test_what_was_kept_is_given(tmp_path: Path) -> None:
    path = keep_attachment(tmp_path, "graph.png", PNG)
    assert attachment(tmp_path, path.name) == path


PICTURES = {
    "png": (PNG, "image/png"),
    "jpeg": (b"\xff\xd8\xff\xe0", "image/jpeg"),
    "gif": (b"GIF89a\1\0", "image/gif"),
    "webp": (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
}
NO_PICTURES = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg-declared": b'<?xml version="1.0"?><svg/>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "html-then-png": b"<script>alert(1)</script>" + PNG,
    "pdf": b"%PDF-1.7",
    "pdf-then-png": b"%PDF-1.7\n" + PNG,
    "space-then-png": b" " + PNG,
    "wave": b"RIFF\0\0\0\0WAVE",
    "bom": b"\xef\xbb\xbf" + PNG,
    "empty": b"",
    "short": b"\x89PN",
    "multipart": b"--x\r\nContent-Type: text/html\r\n",
}


@pytest.mark.parametrize(("data", "kind"), PICTURES.values(), ids=PICTURES)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, kind: str) -> None:
    assert picture_type(data) == kind
    assert picture_type(data + b"<script>alert(1)</script>") == kind, "sent as a picture, it never runs"


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_could_run_is_no_picture(data: bytes) -> None:
    assert picture_type(data) is None


def test_pictures_are_data_by_the_address_that_the_text_has(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    keep_attachment(folder, "graph.png", b"\x89PNG\r\n\x1a\n rest")
    keep_attachment(folder, "page.svg", b"<svg onload='x'/>")
    assert list(pictures_of(folder)) == ["checkout/graph.png"]
    assert pictures_of(tmp_path / "none") == {}
