"""What a file holds, as one stretch of bytes: large files are mapped into memory, packed ones unpacked."""

from __future__ import annotations

import mmap
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from cutout.errors import TooLarge
from cutout.files import open_file

from .compressed import is_packed, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

    from .options import MeshRequest

MAP_FROM: Final = 8 << 20
"""From this size on a file is mapped: there is no second copy of it. A file that another program shortens while it is
mapped ends the process that reads it; the engine then runs the job again, and fails it as ``WORKER_CRASHED``. Smaller
files are read at once, so that this cannot happen to them."""


@contextmanager
def opened(request: MeshRequest) -> Iterator[memoryview]:
    """Give the bytes of a file, unpacked; valid within the block.

    Raises
    ------
    BadPath, FileMissing, TooLarge
        As `cutout.files.open_file`.
    BadFile
        A packed file is broken.
    """
    limit = request.options.max_bytes
    with open_file(request.path, request.roots, limit) as file:
        mapped = _mapped(file)  # type: ignore[arg-type]  # unbuffered
        plain = memoryview(mapped if mapped is not None else _read(file, limit))  # type: ignore[arg-type]  # same
        content = plain
        try:
            content = memoryview(unpack(plain, limit)) if is_packed(plain) else plain
            yield content
        finally:
            # What failed may still be looking at it from its traceback; then it is let go with that.
            with suppress(BufferError):
                content.release()
                plain.release()
                if mapped is not None:
                    mapped.close()


def _mapped(file: FileIO) -> mmap.mmap | None:
    size = file.seek(0, 2)
    file.seek(0)
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size >= MAP_FROM else None


def _read(file: FileIO, limit: int) -> bytes:
    content = file.read(limit + 1)
    while len(content) <= limit and (rest := file.read(limit + 1 - len(content))):
        content += rest
    if len(content) > limit:
        raise TooLarge(f"the file grew over {limit} bytes while it was read")
    return content
