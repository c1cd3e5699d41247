"""Load all files of a folder in a loop, on one core: ``mesh_loop.py WHAT FOLDER [ROUNDS]``.

Prints how long that took, and by how much the memory of the process grew at the most; the first file is loaded before.
"""

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


def memory(line: str) -> int:
    """Return a line of the kernel's account of the memory of this process, in bytes."""
    account = Path("/proc/self/status").read_text(encoding="ascii").split(f"{line}:", 1)[1]
    return int(account.split(None, 1)[0]) * 1024


def main(what: str, folder: str, rounds: str = "3") -> None:
    """Print the median time of a round, in seconds, and the growth, in bytes."""
    load = WAYS[what]
    paths = sorted(Path(folder).iterdir())
    load(paths[0])
    before = memory("VmRSS")
    times = []
    for _ in range(int(rounds)):
        start = time.perf_counter()
        for path in paths:
            load(path)
        times.append(time.perf_counter() - start)
    facts = {"sec": sorted(times)[len(times) // 2], "growth_bytes": memory("VmHWM") - before}
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(*sys.argv[1:])
