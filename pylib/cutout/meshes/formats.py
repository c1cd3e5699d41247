"""Which reader reads a file: by the end of its name, once that of packed files is taken off."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from cutout.errors import BadFile

from .compressed import SUFFIXES
from .library import read_with_library
from .stl import read_stl

if TYPE_CHECKING:
    from collections.abc import Callable

    from .raw import RawMesh

READERS: Final[dict[str, Callable[[memoryview], RawMesh]]] = {
    ".stl": read_stl,
    **{f".{name}": partial(read_with_library, name) for name in ("obj", "ply", "off", "glb")},
}
"""What reads a file, by the end of its name in lower case."""


def read_mesh(content: memoryview, path: str) -> RawMesh:
    """Read a mesh.

    Parameters
    ----------
    content : memoryview
        The whole file, unpacked.
    path : str
        Its name tells the format.

    Raises
    ------
    BadFile
        It does not hold what its name says, or nothing reads such files.
    TooLarge
        It has too many triangles.
    """
    name = PurePath(path)
    if name.suffix.lower() in SUFFIXES:
        name = name.with_suffix("")
    reader = READERS.get(name.suffix.lower())
    if reader is None:
        raise BadFile(f"{name.suffix[:40]!r} is no format that is read; there are {', '.join(READERS)}")
    return reader(content)
