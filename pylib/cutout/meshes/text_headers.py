"""What is checked of OBJ, PLY and OFF files before a library reads them: the counts that they announce, other files."""

from __future__ import annotations

import re
from typing import Final

from cutout.errors import BadFile, TooLarge

from .raw import MAX_LIBRARY_TRIANGLES

SYNTHETIC_MATERIALS: Final = "names-only"
"""What the library is told to read the materials of an OBJ file from."""

MAX_MATERIALS: Final = 256
MAX_PLY_TEXT: Final = 12 << 20
"""Bytes of a PLY file of text: of each number in it the library makes a text of its own first."""

_MAX_PROPERTIES: Final = 64
_MAX_HEADER: Final = 1 << 16
_USED: Final = re.compile(rb"^[ \t]*usemtl[ \t]+([^\r\n]+)", re.MULTILINE)
_FACE: Final = re.compile(rb"^[ \t]*f[ \t]+([^\r\n]*)", re.MULTILINE)
_LIBRARY: Final = re.compile(rb"^[ \t]*mtllib\b[^\r\n]*", re.MULTILINE)
_HEADER: Final = ([b"ply"], [b"format"], [b"element"], [b"property"])
_SCALARS: Final = frozenset(
    b"char uchar short ushort int uint float double int8 uint8 int16 uint16 int32 uint32 float32 float64".split()
)


def checked_obj(content: bytes) -> None:
    """Refuse an OBJ file with more triangles than are loaded: the library takes microseconds for each.

    Raises
    ------
    TooLarge
        It has too many.
    """
    # A triangle more takes two bytes at least.
    if len(content) <= 2 * MAX_LIBRARY_TRIANGLES:
        return
    triangles = 0
    joined = content.replace(b"\\\r\n", b"").replace(b"\\\n", b"") if b"\\" in content else content
    for face in _FACE.finditer(joined):
        triangles += max(len(face[1].split()) - 2, 0)
        if triangles > MAX_LIBRARY_TRIANGLES:
            raise TooLarge(
                f"the OBJ file has over {MAX_LIBRARY_TRIANGLES} triangles, and no more are loaded: simplify it, or "
                "split it into several files"
            )


def with_materials(content: bytes) -> tuple[bytes, bytes]:
    """Return an OBJ file that refers to no other, and a library of its materials that has but their names.

    Raises
    ------
    TooLarge
        It has too many materials.
    """
    names = list(dict.fromkeys(name.strip() for name in _USED.findall(content)))
    if len(names) > MAX_MATERIALS:
        raise TooLarge(f"the OBJ file has {len(names)} materials; at most {MAX_MATERIALS} are read")
    alone = _LIBRARY.sub(b"#", content)
    if not names:
        return alone, b""
    materials = b"".join(b"newmtl " + name + b"\nKd 1 1 1\n" for name in names)
    # On the first line, so that the others keep their numbers.
    return b"mtllib " + SYNTHETIC_MATERIALS.encode() + b"\n" + alone, materials


def checked_ply(content: bytes) -> bytes:
    """Return a PLY file with nothing in its header but the layout: a comment may name an image.

    Raises
    ------
    BadFile
        Its header announces what it cannot hold; the message names the line.
    TooLarge
        It announces too many elements, or is a long text.
    """
    end = content.find(b"end_header", 0, _MAX_HEADER)
    if not content.startswith(b"ply") or end < 0:
        raise BadFile("line 1: a PLY file begins with 'ply', and 'end_header' ends its header")
    lines = content[:end].splitlines()
    properties = 0
    for number, line in enumerate(lines, 1):
        words = line.split()
        if words[:1] == [b"element"]:
            _check_element(number, words, len(content) - end)
        elif words[:1] == [b"property"]:
            properties += 1
            types = words[2:4] if words[1:2] == [b"list"] else words[1:2]
            if properties > _MAX_PROPERTIES or not types or not _SCALARS.issuperset(types):
                raise BadFile(f"line {number}: at most {_MAX_PROPERTIES} properties of the types of PLY are read")
    kept = [line for line in lines if line.split()[:1] in _HEADER]
    if b"ascii" in b"".join(kept[1:2]).lower() and len(content) > MAX_PLY_TEXT:
        raise TooLarge(
            f"the file is a text of {len(content)} bytes, and at most {MAX_PLY_TEXT} of such a PLY file are read: save "
            "it as binary"
        )
    return b"\n".join(kept) + b"\n" + content[end:]


def _check_element(number: int, words: list[bytes], room: int) -> None:
    """Refuse an element of a PLY header, the words of its line, that `room` bytes cannot hold."""
    if len(words) != 3 or not words[2].isdigit():  # noqa: PLR2004 - element, name, count
        raise BadFile(f"line {number}: an element needs a name and a count")
    count = int(words[2][:20])
    most = MAX_LIBRARY_TRIANGLES if words[1] == b"face" else 3 * MAX_LIBRARY_TRIANGLES
    if count > most:
        raise TooLarge(f"line {number}: {count} elements; at most {most} are loaded")
    if count > room:
        raise BadFile(f"line {number}: {count} elements in {room} bytes")


def checked_off(content: bytes) -> None:
    """Refuse an OFF file whose header announces what it cannot hold; errors as `checked_ply`."""
    for number, line in enumerate(content[:_MAX_HEADER].splitlines(), 1):
        words = line.partition(b"#")[0].split()
        words = words[1:] if words[:1] and words[0].upper().endswith(b"OFF") else words
        if words:
            if not all(word.isdigit() for word in words[:2]) or len(words) < 2:  # noqa: PLR2004 - vertices and faces
                raise BadFile(f"line {number}: an OFF file begins with the numbers of vertices and faces")
            counts = [int(word[:20]) for word in words[:2]]
            if max(counts) > 3 * MAX_LIBRARY_TRIANGLES:
                raise TooLarge(f"line {number}: {max(counts)} elements; at most {3 * MAX_LIBRARY_TRIANGLES} are loaded")
            if sum(counts) > len(content):
                raise BadFile(f"line {number}: {sum(counts)} elements in {len(content)} bytes")
            return
    raise BadFile("an OFF file begins with the numbers of vertices and faces, and this one has none")
