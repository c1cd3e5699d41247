"""What was compiled before, on disk: content-addressed, compressed, bounded.

Two kinds of file lie in the folder. A *form* is a compiled prefab under the address of what it was made from: the
version, the request, and the digest of every file. An *index* lies under the address of the request alone and lists
those files, so that a form is found without parsing anything: each file is read and hashed, and if all are as they
were, the form is the answer. Whoever can write the folder can write forms: it belongs to the game, as its executable.
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

STORE_VERSION: Final = 1
"""Of the layout of the files, and of what the compiler makes of the same sources."""

MAX_STORE_BYTES: Final = 64 << 20
_PRUNE_EVERY: Final = 256
_LEVEL: Final = 3
# Both are slow to make, and of a worker that does one thing at a time.
_COMPRESSOR: Final = zstandard.ZstdCompressor(level=_LEVEL)
_DECOMPRESSOR: Final = zstandard.ZstdDecompressor()
_HEADER: Final = struct.Struct("<4s16s")
_MAGIC: Final = b"CPF\x01"
_MAX_INDEX_BYTES: Final = 4 << 20
_ROOM: Final = 3 * MAX_RESULT_BYTES
"""The longest form: paths of assets are there twice, and resources have keys."""


@dataclass(slots=True)
class _Writes:
    count: int = 0


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
            index = json.loads(self._read(f"{_address(request, {})}.index", _MAX_INDEX_BYTES))
            listed: dict[str, str] = dict(index)
            if len(listed) > MAX_FILES:
                return None
            for path, digest in listed.items():
                # The paths are those of an index, which anybody may have written: they are checked as any other.
                if read_source(path, request.places)[0] != digest:
                    return None
            return self._form(_address(request, listed))
        except (CutoutError, OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def keep(self, request: PrefabRequest, sources: Mapping[str, str], form: bytes) -> None:
        """Write a compiled form; a folder that cannot be written, or a full disk, only means that it is not kept."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            address = _address(request, sources)
            packed = _COMPRESSOR.compress(form)
            self._write(f"{address}.form", _HEADER.pack(_MAGIC, _digest(form)) + packed)
            self._write(f"{_address(request, {})}.index", json.dumps(sources).encode())
            _WRITES.count += 1
            if _WRITES.count % _PRUNE_EVERY == 1:
                self.prune()

    def prune(self) -> None:
        """Remove what was written longest ago until three quarters of the room are left in use."""
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False) and entry.name.endswith((".form", ".index", ".part")):
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

    def _form(self, address: str) -> bytes | None:
        content = self._read(f"{address}.form", _ROOM)
        if len(content) < _HEADER.size:
            return None
        magic, digest = _HEADER.unpack_from(content)
        packed = memoryview(content)[_HEADER.size :]
        try:
            # The decompressor believes the size that a frame announces.
            if magic != _MAGIC or not 0 < zstandard.frame_content_size(packed) <= _ROOM:
                return None
            form = _DECOMPRESSOR.decompress(packed, max_output_size=_ROOM)
        except zstandard.ZstdError:
            return None
        return form if _digest(form) == digest else None

    def _read(self, name: str, max_bytes: int) -> bytes:
        path = self.folder / name
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > max_bytes:
            raise OSError(f"{name} is not what was written")
        return path.read_bytes()

    def _write(self, name: str, content: bytes) -> None:
        part = self.folder / f"{name}.{os.getpid()}.part"
        try:
            part.write_bytes(content)
            part.replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise


def _digest(form: bytes) -> bytes:
    return blake2b(form, digest_size=16).digest()


def _address(request: PrefabRequest, sources: Mapping[str, str]) -> str:
    places = request.places
    everything: list[Any] = [
        STORE_VERSION,
        FORM_VERSION,
        request.path,
        request.max_depth,
        places.roots,
        sorted(places.schemes.items()),
        places.allowed,
        sorted(sources.items()),
    ]
    return blake2b(json.dumps(everything).encode(), digest_size=20).hexdigest()
