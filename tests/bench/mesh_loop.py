"""Load all files of a folder in a loop, on one core, and print how long that took: ``mesh_loop.py WHAT FOLDER``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

# What only benchmarks need, behind all else; trimesh is slow without scipy.
sys.path.append(str(Path(__file__).resolve().parents[2] / "build" / "bench-packages"))

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3


def by_trimesh(path: Path) -> object:
    """Return arrays for the game and what a report tells."""
    import trimesh  # noqa: PLC0415 - one of two that are compared

    mesh: Any = trimesh.load_mesh(str(path))
    mesh.update_faces(mesh.nondegenerate_faces() & mesh.unique_faces())
    smooth = trimesh.graph.smooth_shade(mesh, angle=np.radians(30.0))
    facts = (mesh.is_watertight, mesh.is_winding_consistent, mesh.volume, mesh.bounds)
    arrays = (smooth.vertices, smooth.vertex_normals, smooth.faces)
    return (*(np.asarray(each, np.float32) for each in arrays), facts)


def by_cutout(path: Path) -> object:
    """Return what a worker answers."""
    from cutout.meshes.kind import run  # noqa: PLC0415 - one of two that are compared

    return run({"path": str(path), "roots": [str(path.parent)], "stamp": "", "options": {}})


WAYS: dict[str, Callable[[Path], object]] = {"trimesh": by_trimesh, "cutout": by_cutout}


def main(what: str, folder: str) -> None:
    """Print the median time of a round, in seconds."""
    load = WAYS[what]
    paths = sorted(Path(folder).iterdir())
    load(paths[0])
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for path in paths:
            load(path)
        rounds.append(time.perf_counter() - start)
    sys.stdout.write(json.dumps({"sec": sorted(rounds)[ROUNDS // 2]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
