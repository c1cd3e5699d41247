"""The kind ``test_chunk``: small chunks that say which they are, and misbehave as they are told."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import cutout
from cutout.errors import BadParams

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

THINGS = {"box": 3, "tree": 2}
"""What is repeated in a chunk, and how often."""

RISE = 6.0
"""m; how much higher the ground that collides is where x is largest."""


@cutout.kind("test_chunk")
def test_chunk(request: Mapping[str, Any]) -> object:
    """Return a flat chunk as docs/architecture.md lays it down.

    ``options["test"]`` may hold ``work_msec``, how long to keep the processor busy; ``cells``, how many squares the
    ground has along a side; ``fault``, one of `FAULTS`, ``column`` and ``row``, every which chunk it befalls, and
    ``mark``, a file that keeps it from happening twice.
    """
    options = request["options"].get("test", {})
    end = time.process_time() + options.get("work_msec", 0) / 1000
    while time.process_time() < end:
        pass
    result = chunk_of(request, options.get("cells", 2))
    if "fault" in options and is_hit(request["coordinate"], options):
        return FAULTS[options["fault"]](result)
    return result


test_chunk.__test__ = False  # type: ignore[attr-defined]  # pytest goes by the name


def is_hit(coordinate: Any, options: Mapping[str, Any]) -> bool:
    """Tell whether a fault befalls this chunk now."""
    if coordinate.x % options.get("column", 1) or coordinate.y % options.get("row", 1):
        return False
    if "mark" not in options:
        return True
    mark = Path(f"{options['mark']}_{coordinate.x}_{coordinate.y}")
    if mark.exists():
        return False
    mark.touch()
    return True


def chunk_of(request: Mapping[str, Any], cells: int) -> dict[str, Any]:
    """Return a chunk: a flat ground, a road along x, three boxes and two trees, and what collides."""
    size = request["chunk_size"]
    ground = grid((0.0, size), (0.0, size), cells)
    road = grid((0.0, size), (0.4 * size, 0.6 * size), 1)
    parts = (ground, road)
    count = sum(THINGS.values())
    buffer = np.zeros((count, 16), np.float32)
    buffer[:, [0, 5, 10]] = 4.0
    buffer[:, 3] = np.linspace(0.1, 0.9, count) * size
    buffer[:, 11] = 0.25 * size
    buffer[:, 12:] = 1.0
    box = np.zeros((1, 15), np.float32)
    box[0, [0, 5, 10]] = 1.0
    box[0, [3, 7, 11]] = (0.5 * size, 2.0, 0.5 * size)
    box[0, 12:] = 4.0
    return {
        "mesh": {
            "materials": ("ground", "asphalt"),
            "positions": np.concatenate([points for points, _ in parts]),
            "normals": np.tile(np.array([0, 1, 0], np.float32), (sum(len(points) for points, _ in parts), 1)),
            "uvs": np.concatenate([points[:, ::2] for points, _ in parts]).copy(),
            "indices": np.concatenate([corners for _, corners in parts]),
            "vertex_offsets": np.cumsum([0, *(len(points) for points, _ in parts)]).astype(np.int32),
            "index_offsets": np.cumsum([0, *(len(corners) for _, corners in parts)]).astype(np.int32),
        },
        "instances": {
            "types": tuple(THINGS),
            "counts": np.array(list(THINGS.values()), np.int32),
            "buffer": buffer.reshape(-1),
        },
        "heights": np.tile(np.linspace(0.0, RISE, cells + 1, dtype=np.float32), cells + 1),
        "height_step": float(size / cells),
        "boxes": box.reshape(-1),
        "collider": np.array([[0, 9, 0], [9, 9, 0], [0, 9, 9]], np.float32),
        "road_ids": np.array([request["coordinate"].y], np.int64),
        "statistics": {
            "coordinate": request["coordinate"],
            "lod": request["lod"],
            "seed": request["seed"],
            "pid": os.getpid(),
        },
    }


def grid(across: tuple[float, float], along: tuple[float, float], cells: int) -> tuple[Any, Any]:
    """Return the corners (n, 3) float32 and the triangles, clockwise from above, of a rectangle at height 0."""
    x, z = np.meshgrid(np.linspace(*across, cells + 1), np.linspace(*along, cells + 1))
    points = np.stack([x.ravel(), np.zeros(x.size), z.ravel()], axis=1).astype(np.float32)
    first = (np.arange(cells)[:, None] * (cells + 1) + np.arange(cells)).ravel()
    corners = first[:, None] + np.array([0, 1, cells + 1, 1, cells + 2, cells + 1])
    return points, corners.ravel().astype(np.int32)


def _kill(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang(_: object) -> None:
    while True:
        time.sleep(3600)


def _reject(_: object) -> None:
    raise BadParams("told to")


def _fail(_: object) -> None:
    raise RuntimeError("told to")


def _without(*path: str) -> Callable[[dict[str, Any]], object]:
    def cut(result: dict[str, Any]) -> object:
        holder = result
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]
        return result

    return cut


def _with(value: object, *path: str) -> Callable[[dict[str, Any]], object]:
    def swap(result: dict[str, Any]) -> object:
        holder = result
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = value
        return result

    return swap


FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "kill": _kill,
    "hang": _hang,
    "reject": _reject,
    "fail": _fail,
    "return text": lambda _: "no chunk",
    "return nothing": lambda _: None,
    "no mesh": _without("mesh"),
    "no indices": _without("mesh", "indices"),
    "mesh of text": _with("no mesh", "mesh"),
    "offsets beyond": _with(np.array([0, 9, 999], np.int32), "mesh", "vertex_offsets"),
    "no counts": _without("instances", "counts"),
    "counts beyond": _with(np.array([3, 99], np.int32), "instances", "counts"),
    "negative counts": _with(np.array([6, -1], np.int32), "instances", "counts"),
    "one count": _with(np.array([5], np.int32), "instances", "counts"),
    "ragged heights": _with(np.zeros(7, np.float32), "heights"),
    "a single height": _with(np.zeros(1, np.float32), "heights"),
    "no step": _with(0.0, "height_step"),
    "endless step": _with(float("inf"), "height_step"),
    "half a box": _with(np.zeros(7, np.float32), "boxes"),
    "half a triangle": _with(np.zeros((2, 3), np.float32), "collider"),
    "text for boxes": _with("none", "boxes"),
}
