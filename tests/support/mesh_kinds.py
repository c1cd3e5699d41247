"""The kind ``test_mesh``: meshes as docs/architecture.md lays them down, from files that say what to do."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import cutout
from cutout.errors import BadFile, FileMissing
from cutout.worker.progress import PAUSE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@cutout.kind("test_mesh")
def test_mesh(request: Mapping[str, Any]) -> object:
    """Return squares, each a surface.

    The file is JSON and may hold ``work_msec``, how long to keep the processor busy; ``squares``, how many there are;
    ``tiles``, how many parts each has; ``steps``, what to report as progress; ``log``, a file that gets a line;
    ``fault``, one of `FAULTS`.
    """
    path = Path(request["path"])
    if not path.exists():
        raise FileMissing(f"there is no file {path}")
    wanted = json.loads(path.read_text())
    if "log" in wanted:
        with Path(wanted["log"]).open("a") as log:
            log.write(f"{path.name}\n")
    end = time.process_time() + wanted.get("work_msec", 0) / 1000
    while time.process_time() < end:
        pass
    for step in wanted.get("steps", ()):
        cutout.report_progress(step)
        _pause()
    result = mesh_of(wanted.get("squares", 1), wanted.get("tiles", 1), path.name)
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


def _pause() -> None:
    end = time.monotonic() + PAUSE_SECONDS
    while time.monotonic() < end:
        pass


def _reject(_: object) -> None:
    raise BadFile("line 3: told to")


def _kill(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _with(value: object, *path: str) -> Callable[[dict[str, Any]], object]:
    def swap(result: dict[str, Any]) -> object:
        holder = result
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = value
        return result

    return swap


FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "reject": _reject,
    "kill": _kill,
    "text": lambda _: "no mesh",
    "nothing": lambda _: None,
    "mesh of text": _with("none", "mesh"),
    "no indices": _with(None, "mesh", "indices"),
    "offsets beyond": _with(np.array([0, 99], np.int32), "mesh", "vertex_offsets"),
    "lods of text": _with("none", "lods"),
    "lods beyond": _with(np.array([0, 99], np.int32), "lods", "offsets"),
    "ragged lods": _with(np.zeros(2, np.float32), "lods", "errors"),
    "no collision": _with(None, "collision"),
    "no report": _with(None, "report"),
}
