"""Every importer: accepts all of its samples and nobody else's, reads them as its golden file says."""

from __future__ import annotations

import importlib
import inspect
import zipfile
from pathlib import Path

import pytest

from howcome.evidence.discovery import Find, all_importers, discover
from howcome.evidence.importer import Context, File
from howcome.evidence.model import Event

from . import golden

IMPORTERS = {one.name: one for one in all_importers()}


@pytest.mark.parametrize("name", IMPORTERS)
def test_it_has_samples_and_a_golden_file(name: str) -> None:
    assert golden.samples(name), f"add a sample under {golden.SAMPLES / name}"
    assert (golden.SAMPLES / name / golden.EXPECTED).is_file()


@pytest.mark.parametrize("name", IMPORTERS)
def test_it_accepts_all_of_its_samples_and_no_other_does(name: str) -> None:
    for sample in golden.samples(name):
        finds = list(discover([sample]))
        assert finds, sample
        for find in finds:
            assert isinstance(find, Find), find
            assert find.importer is IMPORTERS[name], (
                sample.name,
                find.name,
                find.importer and find.importer.name,
            )
            others = [
                o.name
                for o in all_importers()
                if o.name != name
                and hasattr(o, "accepts")
                and find.folder is None
                and o.accepts(find.files[0])
            ]
            assert others == [], (sample.name, others)


@pytest.mark.parametrize("name", IMPORTERS)
def test_it_reads_its_samples_as_the_golden_file_says(name: str) -> None:
    expected = (golden.SAMPLES / name / golden.EXPECTED).read_text("utf-8").splitlines()
    assert golden.reading(name) == expected


@pytest.mark.parametrize("name", IMPORTERS)
def test_addresses_are_unique_within_a_sample(name: str) -> None:
    for sample in golden.samples(name):
        for find in discover([sample]):
            assert isinstance(find, Find)
            keys = [r.key for r in golden.read(find, "s") if isinstance(r, Event)]
            assert len(keys) == len(set(keys)), sample.name


@pytest.mark.parametrize("name", IMPORTERS)
def test_its_module_says_how_to_get_the_export(name: str) -> None:
    module = importlib.import_module(type(IMPORTERS[name]).__module__)
    text = inspect.getdoc(module)
    assert text
    assert len(text) > 80, text


@pytest.mark.parametrize("name", IMPORTERS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\xff" * 64,
        b"{",
        b"[",
        b"[]",
        b"{}",
        b"null",
        b"\x1f\x8b\x08broken",
        "日本\n".encode("utf-16"),
    ],
)
def test_it_refuses_what_is_no_evidence_and_never_raises(name: str, content: bytes) -> None:
    import io

    file = File("thing.bin", lambda: io.BytesIO(content), len(content))
    one = IMPORTERS[name]
    if hasattr(one, "accepts"):
        assert one.accepts(file) in (False, None)


@pytest.mark.parametrize("name", IMPORTERS)
def test_a_sample_cut_anywhere_gives_records_or_a_clear_word(name: str) -> None:
    import io

    for sample in golden.samples(name):
        if sample.is_dir() or sample.stat().st_size > 200_000:
            continue
        whole = sample.read_bytes()
        for part in (0.2, 0.61, 0.93):
            cut = whole[: int(len(whole) * part)]
            file = File(sample.name, lambda cut=cut: io.BytesIO(cut), len(cut))  # type: ignore[misc]
            if IMPORTERS[name].accepts(file):  # type: ignore[union-attr]
                find = Find(sample.name, (file,), IMPORTERS[name])
                list(golden.read(find, "s", Context()))


def test_an_archive_inside_of_a_folder_is_read(tmp_path: Path) -> None:
    export = golden.SAMPLES / "slack" / "export"
    (tmp_path / "downloads").mkdir()
    with zipfile.ZipFile(tmp_path / "downloads" / "chat.zip", "w") as archive:
        for file in sorted(p for p in export.rglob("*") if p.is_file()):
            archive.write(file, file.relative_to(export))
    finds = [f for f in discover([tmp_path]) if isinstance(f, Find)]
    assert {f.importer.name for f in finds if f.importer} == {"slack"}
    assert all(f.name.startswith("downloads/chat.zip/") for f in finds)
