"""The kind ``test_mesh``: meshes as docs/architecture.md lays them down, from files that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

import cutout

from .wanted import carry_out, kill, reject, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@cutout.kind("test_mesh")
def test_mesh(request: Mapping[str, Any]) -> object:
    """Return squares, each a surface.

    The file may hold, besides what `carry_out` knows, ``squares``, how many there are; ``tiles``, how many parts each
    has; ``fault``, one of `FAULTS`.
    """
    wanted = carry_out(request["path"])
    result = mesh_of(wanted.get("squares", 1), wanted.get("tiles", 1), request["path"].rpartition("/")[2])
    return FAULTS[wanted["fault"]](result) if "fault" in wanted else result


test_mesh.__test__ = False  # type: ignore[attr-defined]  # pytest goes by the name


def mesh_of(squares: int, tiles: int, name: str) -> dict[str, Any]:
    """Return a mesh of squares one above the other, with one coarser level each, and its collision."""
    corners = np.array([[0, 0, 0], [1, 0, 0], [1, 0, 1], [0, 0, 1]], np.float32)
    rows = [corners + np.array([tile, height, 0]) for height in range(squares) for tile in range(tiles)]
    positions = np.concatenate(rows).astype(np.float32)
    quads = np.array([0, 1, 2, 0, 2, 3]) + 4 * np.arange(tiles)[:, None]
    indices = np.tile(quads.ravel().astype(np.int32), squares)
    return {
        "mesh": {
            "materials": tuple(f"square {number}" for number in range(squares)),
            "positions": positions,
            "normals": np.tile(np.array([0, 1, 0], np.float32), (4 * squares * tiles, 1)),
            "uvs": positions[:, ::2].copy(),
            "indices": indices,
            "vertex_offsets": np.arange(squares + 1, dtype=np.int32) * 4 * tiles,
            "index_offsets": np.arange(squares + 1, dtype=np.int32) * 6 * tiles,
        },
        "lods": {
            "errors": np.full(squares, 0.5, np.float32),
            "offsets": np.arange(squares + 1, dtype=np.int32) * 3,
            "indices": np.tile(np.array([0, 1, 2], np.int32), squares),
        },
        "collision": corners,
        "report": {"format": "test", "notes": (name,), "triangles": 2 * squares * tiles},
    }


FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "reject": reject,
    "kill": kill,
    "text": lambda _: "no mesh",
    "nothing": lambda _: None,
    "mesh of text": replaced("none", "mesh"),
    "no indices": replaced(None, "mesh", "indices"),
    "offsets beyond": replaced(np.array([0, 99], np.int32), "mesh", "vertex_offsets"),
    "lods of text": replaced("none", "lods"),
    "lods beyond": replaced(np.array([0, 99], np.int32), "lods", "offsets"),
    "ragged lods": replaced(np.zeros(2, np.float32), "lods", "errors"),
    "no collision": replaced(None, "collision"),
    "no report": replaced(None, "report"),
}
