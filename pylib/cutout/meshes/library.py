"""OBJ, PLY, OFF and GLB, read by trimesh behind a door: what it gets refers to no other file and is of bounded size."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cutout.errors import BadFile, TooLarge

from .glb import checked_glb
from .raw import MAX_LIBRARY_TRIANGLES, RawMesh, check_count, check_surfaces
from .text_headers import SYNTHETIC_MATERIALS, checked_obj, checked_off, checked_ply, with_materials

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_BYTES: Final = 32 << 20
"""Of such a file: the library takes up to twelve times that."""


def read_with_library(kind: str, content: memoryview) -> RawMesh:
    """Read a file by trimesh.

    Parameters
    ----------
    kind : {"obj", "ply", "off", "glb"}
    content : memoryview
        The whole file; nothing of the result refers to it.

    Raises
    ------
    BadFile
        The library cannot read it; the message says what it says, and the line or offset where that is known.
    TooLarge
        It is larger than `MAX_BYTES`, or has too many triangles or surfaces.
    """
    if len(content) > MAX_BYTES:
        raise TooLarge(
            f"the file has {len(content)} bytes, and at most {MAX_BYTES} of an {kind.upper()} file are read: save it "
            "as binary STL, or split it"
        )
    # What the file asks for beside itself is looked up here, and nowhere else.
    others: dict[str, bytes] = {}
    plain = bytes(content)
    if kind == "glb":
        plain = checked_glb(plain)
    elif kind == "obj":
        checked_obj(plain)
        plain, others[SYNTHETIC_MATERIALS] = with_materials(plain)
    elif kind == "ply":
        plain = checked_ply(plain)
    else:
        checked_off(plain)
    import trimesh  # noqa: PLC0415 - takes 0.4 s, and STL does without

    try:
        scene = trimesh.load_scene(BytesIO(plain), file_type=kind, resolver=others, process=False, validate=False)
        graph = scene.graph
        placed = [graph[node] for node in sorted(graph.nodes_geometry, key=str)]
        nodes = [(place, scene.geometry[name]) for place, name in placed]
        nodes = [each for each in nodes if isinstance(each[1], trimesh.Trimesh)]
        check_count(sum(len(shape.faces) for _, shape in nodes), MAX_LIBRARY_TRIANGLES)
        parts = [_part(shape, place) for place, shape in nodes]
    except TooLarge:
        raise
    except Exception as fault:
        raise BadFile(f"the {kind.upper()} file cannot be read: {type(fault).__name__}: {str(fault)[:200]}") from fault
    return _joined(kind, [part for part in parts if len(part.faces)])


def _part(shape: Any, place: NDArray[np.float64]) -> RawMesh:
    """Return a shape where its scene puts it."""
    positions = np.asarray(shape.vertices, np.float64).reshape(-1, 3)
    faces = np.asarray(shape.faces, np.int64).reshape(-1, 3)
    if len(faces) and not 0 <= faces.min() <= faces.max() < len(positions):
        raise BadFile(f"a triangle has the corner {faces.max()} of {len(positions)} vertices")
    has_normals = "vertex_normals" in shape._cache.cache  # noqa: SLF001 - else it would compute them
    normals = np.asarray(shape.vertex_normals, np.float64) if has_normals else None
    uvs = getattr(shape.visual, "uv", None)
    turn = np.asarray(place, np.float64)[:3, :3]
    with np.errstate(all="ignore"):
        if not np.array_equal(place, np.eye(4)):
            positions = positions @ turn.T + place[:3, 3]
            normals = None if normals is None else normals @ np.linalg.pinv(turn)
        if np.linalg.det(turn) < 0.0:
            faces = faces[:, ::-1]
        return RawMesh(
            format="",
            positions=positions.astype(np.float32),
            faces=np.ascontiguousarray(faces, np.int32),
            normals=None if normals is None or len(normals) != len(positions) else normals.astype(np.float32),
            uvs=_game_uvs(uvs, len(positions)),
            materials=(str(getattr(getattr(shape.visual, "material", None), "name", None) or "default"),),
        )


def _game_uvs(uvs: object, count: int) -> NDArray[np.float32] | None:
    """Return texture coordinates from the upper left corner, as Godot has them; the library has the lower left."""
    if not isinstance(uvs, np.ndarray) or uvs.shape != (count, 2):
        return None
    turned = np.asarray(uvs, np.float64).astype(np.float32)
    turned[:, 1] = 1.0 - turned[:, 1]
    return turned


def _joined(kind: str, parts: list[RawMesh]) -> RawMesh:
    """Return one mesh of all parts; those of a material belong together."""
    if not parts:
        raise BadFile(f"the {kind.upper()} file has no triangles")
    names = tuple(dict.fromkeys(part.materials[0] for part in parts))
    check_surfaces(len(names), len(names))
    starts = np.cumsum([0, *(len(part.positions) for part in parts)])
    if starts[-1] > 3 * MAX_LIBRARY_TRIANGLES:
        raise TooLarge(f"the mesh has {starts[-1]} vertices; at most {3 * MAX_LIBRARY_TRIANGLES} are loaded")
    normals = [part.normals if part.normals is not None else np.zeros_like(part.positions) for part in parts]
    uvs = [part.uvs if part.uvs is not None else np.zeros_like(part.positions[:, :2]) for part in parts]
    return RawMesh(
        format=kind,
        positions=np.concatenate([part.positions for part in parts]),
        faces=np.concatenate(
            [part.faces + np.int32(start) for part, start in zip(parts, starts[:-1], strict=True)]
        ).astype(np.int32),
        normals=np.concatenate(normals) if any(part.normals is not None for part in parts) else None,
        uvs=np.concatenate(uvs) if any(part.uvs is not None for part in parts) else None,
        materials=names,
        material_of=np.repeat(
            [names.index(part.materials[0]) for part in parts], [len(part.faces) for part in parts]
        ).astype(np.int32)
        if len(names) > 1
        else None,
    )
