"""Files that people send: streamed to disk below a staging folder, within bounds, under names that stay inside."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import anyio
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from howcome.errors import InputError, UsageError
from howcome.storage.evidence import staged_path
from howcome.storage.texts import NameRefused, StoreRefuses

MOST_FILES = 20_000
LARGEST_UPLOAD = 8 << 30


async def read_form(request: Request) -> FormData:
    """A multipart form; large files wait on disk, not in memory."""
    try:
        return await request.form(max_files=MOST_FILES, max_fields=200, max_part_size=1 << 20)
    except MultiPartException as error:
        raise UsageError(f"the upload cannot be read: {error.message}") from None


async def one_file(request: Request, largest: int) -> tuple[str, bytes]:
    """The one file of a form. Raises `UsageError` without one, `InputError` for one that is too large."""
    form = await read_form(request)
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise UsageError("no file came with this request")
    data = await file.read(largest + 1)
    await form.close()
    if len(data) > largest:
        raise InputError(
            f"larger than {largest >> 20} MB", hint="put large files beside the document by hand"
        )
    return file.filename or "file", data


async def stage(form: FormData, staging: Path) -> tuple[Path, list[str]]:
    """Puts all files of a form into a new folder below `staging`. Gives it, and what was refused, in words.

    Raises `UsageError` where no file came.
    """
    staging.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=staging, prefix="upload-"))
    refused = []
    kept = 0
    for file in form.getlist("files"):
        if not isinstance(file, UploadFile) or not file.filename:
            continue
        try:
            path = staged_path(folder, file.filename)
        except NameRefused as error:
            refused.append(str(error))
            continue
        try:
            await anyio.to_thread.run_sync(_copy, file, path)
        except (FileExistsError, NotADirectoryError):
            refused.append(f"{file.filename[:80]!r} is a file and a folder at once")
            continue
        except OSError as error:
            await anyio.to_thread.run_sync(shutil.rmtree, folder, True)
            raise StoreRefuses(f"the upload cannot be kept: {error.strerror}") from None
        kept += 1
    await form.close()
    if not kept:
        await anyio.to_thread.run_sync(shutil.rmtree, folder, True)
        raise UsageError("no file was chosen", hint="drop files, a folder or a zip archive")
    return folder, refused


def _copy(file: UploadFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    number = 1
    target = path
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
    with target.open("wb") as stream:
        shutil.copyfileobj(file.file, stream, 1 << 20)
