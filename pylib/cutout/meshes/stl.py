"""STL, binary and text, told apart by size: a binary file is 84 bytes and 50 a triangle, whatever it begins with.

The layout is that of 3D Systems, 1989: 80 bytes of anything, the number of triangles as uint32, then for each a normal,
three corners (float32, little-endian) and two bytes of anything. docs/adr/0007-own-stl-reader.md tells why it is read
here and not by a library.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from cutout.errors import BadFile

from .raw import RawMesh, check_count, soup
from .stl_text import looks_like_text, read_text

HEADER: Final = 84
TRIANGLE: Final = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("extra", "<u2")])


def read_stl(content: memoryview) -> RawMesh:
    """Read an STL file.

    Parameters
    ----------
    content : memoryview
        The whole file; nothing of the result refers to it.

    Raises
    ------
    BadFile
        It is neither; the message names the offset or the line.
    TooLarge
        It has too many triangles.
    """
    size = len(content)
    count = int.from_bytes(content[80:HEADER], "little") if size >= HEADER else -1
    needed = HEADER + TRIANGLE.itemsize * count
    if size != needed and looks_like_text(content):
        return read_text(content)
    if count < 0:
        raise BadFile(f"the file ends at offset {size}, within the {HEADER} bytes that an STL file begins with")
    if size < needed:
        raise BadFile(
            f"at offset 80 the file says that it has {count} triangles, which take {needed} bytes; it ends at offset "
            f"{size}"
        )
    if count == 0:
        raise BadFile("at offset 80 the file says that it has no triangles")
    check_count(count)
    triangles = np.frombuffer(content, TRIANGLE, count, HEADER)
    notes = (f"{size - needed} bytes after the last triangle are ignored",) if size > needed else ()
    return soup(
        "stl_binary",
        np.ascontiguousarray(triangles["corners"], np.float32),
        np.ascontiguousarray(triangles["normal"], np.float32),
        notes,
    )
