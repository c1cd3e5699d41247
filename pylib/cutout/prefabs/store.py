"""What was compiled before, on disk: found again only if nothing has changed, compressed, bounded.

A file lies under the address of a request, and holds the paths and digests of what its form was made from, then the
form. Each of these is read and hashed, and if all are as they were, the form is the answer: nothing is parsed. A file
is written in place, since most of what is kept is new and costs a third then; one that is not whole does not match its
own digest. Whoever can write the folder can write forms: it belongs to the game, as its executable.
"""

from __future__ import annotations

import json
import os
import stat
import struct
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import zstandard

from cutout.errors import CutoutError

from .compiling import FORM_VERSION
from .limits import MAX_FILES, MAX_RESULT_BYTES
from .sources import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .request import PrefabRequest

STORE_VERSION: Final = 2
"""Of the layout of the files, and of what the compiler makes of the same sources."""

MAX_STORE_BYTES: Final = 64 << 20
_PRUNE_EACH: Final = 16
"""The folder is looked at whenever such a share of its room was written."""

_LEVEL: Final = 3
# Both are slow to make, and of a worker that does one thing at a time.
_COMPRESSOR: Final = zstandard.ZstdCompressor(level=_LEVEL)
_DECOMPRESSOR: Final = zstandard.ZstdDecompressor()
_HEADER: Final = struct.Struct("<4s16sI")
"""What it is, the digest of all that follows, how long the list of sources is."""

_MAGIC: Final = b"CPF\x02"
_ROOM: Final = 3 * MAX_RESULT_BYTES
"""The longest form: paths of assets are there twice, and resources have keys."""

_MAX_FILE_BYTES: Final = _ROOM + (4 << 20)
_OURS: Final = (".form", ".index", ".part")
"""The last two are of an earlier version."""


@dataclass(slots=True)
class _Writes:
    size: int = MAX_STORE_BYTES


_WRITES: Final = _Writes()


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of compiled prefabs.

    Parameters
    ----------
    folder : Path
        Made when something is first kept.
    max_bytes : int
        Over this, what was written longest ago goes.
    """

    folder: Path
    max_bytes: int = MAX_STORE_BYTES

    def find(self, request: PrefabRequest) -> bytes | None:
        """Return the compiled form if it was kept and no file has changed since."""
        try:
            content = self._read(self._path(request))
            magic, digest, size = _HEADER.unpack_from(content)
            rest = memoryview(content)[_HEADER.size :]
            if magic != _MAGIC or _digest(rest) != digest:
                return None
            listed: dict[str, str] = dict(json.loads(bytes(rest[:size])))
            if not 0 < len(listed) <= MAX_FILES:
                return None
            for path, expected in listed.items():
                # The paths are those of a file that anybody may have written: they are checked as any other.
                if read_source(path, request.places)[0] != expected:
                    return None
            packed = rest[size:]
            # The decompressor believes the size that a frame announces.
            if not 0 < zstandard.frame_content_size(packed) <= _ROOM:
                return None
            return _DECOMPRESSOR.decompress(packed, max_output_size=_ROOM)
        except (CutoutError, OSError, ValueError, TypeError, RecursionError, struct.error, zstandard.ZstdError):
            return None

    def keep(self, request: PrefabRequest, sources: Mapping[str, str], form: bytes) -> None:
        """Write a compiled form; a folder that cannot be written, or a full disk, only means that it is not kept."""
        listed = json.dumps(sources).encode()
        rest = listed + _COMPRESSOR.compress(form)
        content = _HEADER.pack(_MAGIC, _digest(rest), len(listed)) + rest
        with suppress(OSError):
            self._write(self._path(request), content)
            _WRITES.size += len(content)
            if _WRITES.size >= self.max_bytes // _PRUNE_EACH:
                _WRITES.size = 0
                self.prune()

    def prune(self) -> None:
        """Remove what was written longest ago until three quarters of the room are left in use."""
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False) and entry.name.endswith(_OURS):
                        status = entry.stat(follow_symlinks=False)
                        found.append((status.st_mtime_ns, entry.name, status.st_size))
        size = sum(each for *_, each in found)
        if size <= self.max_bytes:
            return
        for _, name, each in sorted(found):
            with suppress(OSError):
                (self.folder / name).unlink()
            size -= each
            if size <= self.max_bytes * 3 // 4:
                return

    def _path(self, request: PrefabRequest) -> str:
        return f"{self.folder}/{_address(request)}.form"

    def _read(self, path: str) -> bytes:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_FILE_BYTES:
            raise OSError(f"{path} is not what was written")
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a Path costs as much as the reading
            return file.readall()

    def _write(self, path: str, content: bytes) -> None:
        try:
            _write_new(path, content)
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write_new(path, content)
        except FileExistsError:
            # It is of other sources, or was not written to its end.
            os.unlink(path)  # noqa: PTH108 - as above
            _write_new(path, content)


def _write_new(path: str, content: bytes) -> None:
    with open(path, "xb", buffering=0) as file:  # noqa: PTH123 - as above
        file.write(content)


def _digest(content: bytes | memoryview) -> bytes:
    return blake2b(content, digest_size=16).digest()


def _address(request: PrefabRequest) -> str:
    places = request.places
    everything: list[Any] = [
        STORE_VERSION,
        FORM_VERSION,
        request.path,
        request.max_depth,
        places.roots,
        sorted(places.schemes.items()),
        places.allowed,
    ]
    return blake2b(json.dumps(everything).encode(), digest_size=20).hexdigest()
