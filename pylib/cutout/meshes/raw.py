"""What a reader of files gives: triangles as the file has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cutout.errors import TooLarge

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.signedinteger[Any]]

MAX_TRIANGLES: Final = 2_500_000
"""More would take over 512 MB to work on, and few of them cross the bridge in any form."""

MAX_LIBRARY_TRIANGLES: Final = 800_000
"""The same where a library reads the file, which takes more itself."""

MAX_SURFACES: Final = 256
"""A mesh has no more in the engine."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RawMesh:
    """A mesh as its file has it.

    Parameters
    ----------
    format : str
        Such as ``stl_binary``.
    positions : (n, 3) float32
    faces : (t, 3) int32
        Vertex numbers, anticlockwise as seen from outside.
    face_normals : (t, 3) float32, optional
    normals : (n, 3) float32, optional
        At the vertices.
    uvs : (n, 2) float32, optional
    materials : tuple of str
    material_of : (t,) int32, optional
        Which of the materials each triangle has; None if there is but one.
    notes : tuple of str
        What is odd about the file.
    """

    format: str
    positions: Floats
    faces: Ints
    face_normals: Floats | None = None
    normals: Floats | None = None
    uvs: Floats | None = None
    materials: tuple[str, ...] = ("default",)
    material_of: Ints | None = None
    notes: tuple[str, ...] = field(default=())

    def place_of(self, triangle: int) -> str:
        """Tell where a triangle is in the file, for messages; empty if that is not known."""
        return f", at offset {84 + 50 * triangle}" if self.format == "stl_binary" else ""


def check_count(triangles: int, most: int | None = None) -> None:
    """Refuse more triangles than a number, `MAX_TRIANGLES` by default.

    Raises
    ------
    TooLarge
        The message says what to do.
    """
    limit = MAX_TRIANGLES if most is None else most
    if triangles > limit:
        raise TooLarge(
            f"the mesh has {triangles} triangles and at most {limit} are loaded: simplify it, or split it into several "
            "files"
        )


def check_surfaces(count: int, of_materials: int) -> None:
    """Refuse more surfaces than a mesh has in the engine.

    Parameters
    ----------
    count : int
        Surfaces; a material has several where one would have too many vertices.
    of_materials : int
        How many materials they are of.

    Raises
    ------
    TooLarge
        The message says what to do.
    """
    if count > MAX_SURFACES:
        raise TooLarge(
            f"the mesh has {of_materials} materials in {count} surfaces, and at most {MAX_SURFACES} are loaded: join "
            "materials, or split it into several files"
        )


def soup(format_: str, corners: Floats, face_normals: Floats | None, notes: tuple[str, ...] = ()) -> RawMesh:
    """Return a mesh of loose triangles.

    Parameters
    ----------
    format_ : str
    corners : (t, 3, 3) float32
    face_normals : (t, 3) float32, optional
    notes : tuple of str
    """
    faces = np.arange(3 * len(corners), dtype=np.int32).reshape(-1, 3)
    return RawMesh(
        format=format_, positions=corners.reshape(-1, 3), faces=faces, face_normals=face_normals, notes=notes
    )
