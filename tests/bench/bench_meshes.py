"""What files of meshes cost the game while they load, against the library called in a loop."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from figure import Figure
from staged import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py meshes"
FILES = 100
SIDE = 100
"""Squares along a side of the surface in a file; 20,000 triangles are 1 MB."""
SMALL_FILES = 64
SMALL_SIDE = 24
MEBIBYTE = float(1 << 20)
PROMISED_HIT_MS = 50.0
PROMISED_DISK_MS = 200.0
LONGEST_FRAME_MS = 20.0
SETTINGS = {
    "cutout/workers/count": 2,
    # Every file is read anew, however often the set is loaded.
    "cutout/workers/cache_mb": 0,
    "cutout/meshes/disk_cache_mb": 1024,
}
LARGE_SIDE = 1000
"""2,000,000 triangles, 100 MB."""

LOOP = Path(__file__).with_name("mesh_loop.py")


def write_stl(path: Path, side: int, number: int) -> None:
    """Write a closed, wavy surface as a binary STL file: 2 side^2 triangles, a different one for each number."""
    around, along = np.meshgrid(
        np.linspace(0.0, 2.0 * np.pi, side, endpoint=False), np.linspace(0.0, 2.0 * np.pi, side, endpoint=False)
    )
    reach = 1.0 + 0.2 * np.sin(5.0 * around + 0.1 * number) * np.cos(3.0 * along)
    circle = 3.0 + reach * np.cos(along)
    places = np.stack([circle * np.cos(around), circle * np.sin(around), reach * np.sin(along)], axis=-1)
    next_row, next_column = np.roll(places, -1, axis=0), np.roll(places, -1, axis=1)
    corner = np.roll(next_row, -1, axis=1)
    triangles = np.concatenate(
        [
            np.stack([places, next_column, corner], axis=2).reshape(-1, 3, 3),
            np.stack([places, corner, next_row], axis=2).reshape(-1, 3, 3),
        ]
    )
    records = np.zeros(len(triangles), dtype=[("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
    records["corners"] = triangles
    path.write_bytes(bytes(80) + np.uint32(len(records)).tobytes() + records.tobytes())


def loop_of(what: str, folder: Path, rounds: int = 3) -> dict[str, float]:
    """Load all files of a folder in a loop, in a process of its own, on one core."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    answer = subprocess.run(
        [sys.executable, str(LOOP), what, str(folder), str(rounds)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    read: dict[str, float] = json.loads(answer.stdout)
    return read


def measure() -> Iterator[Figure]:
    """Load 100 files of 1 MB while a game plays with 5.6 ms of work a frame, then the same set in a loop."""
    with tempfile.TemporaryDirectory() as name:
        yield from large_files(Path(name))
    with tempfile.TemporaryDirectory() as name:
        yield from memory(Path(name))
    with tempfile.TemporaryDirectory() as name:
        yield from largest_file(Path(name))


def large_files(folder: Path) -> Iterator[Figure]:
    """Measure frames, the whole set, the main thread, and what is cached."""
    for number in range(FILES):
        write_stl(folder / f"{number:03}.stl", SIDE, number)
    facts = facts_of("bench_meshes", f"--folder={folder}", settings={**SETTINGS, "cutout/files/roots": [str(folder)]})
    library = loop_of("trimesh", folder)
    own = loop_of("cutout", folder)

    def row(name: str, value: float, baseline: float, unit: str, against: str) -> Figure:
        return Figure(
            name=f"meshes.{name}", value=value, baseline=baseline, unit=unit, against=against, command=COMMAND
        )

    frames = f"no file loads, same run; {facts['loading_frames']:.0f} frames with {facts['loads']:.0f} files"
    yield row("frame_p50", facts["loading_period_p50_ms"], facts["idle_period_p50_ms"], "ms", frames)
    yield row(
        "frame_p99", facts["loading_period_p99_ms"], facts["idle_period_p99_ms"], "ms", f"{frames}; target <= 1.05x"
    )
    yield row(
        "cpu_p99",
        facts["loading_cpu_p99_ms"],
        facts["idle_cpu_p99_ms"],
        "ms",
        "the same; processor time of the main thread, with the game's 5.6 ms",
    )
    yield row(
        "cpu_worst",
        facts["loading_cpu_worst_ms"],
        LONGEST_FRAME_MS,
        "ms",
        "what a frame may take at the most; processor time of the main thread in the longest; target <= 1x",
    )
    yield row(
        "set",
        FILES / facts["set_sec"],
        FILES / library["sec"],
        "1/s",
        "trimesh in a loop on one core: loaded, smooth normals, what the report tells; 2 workers; target >= 1.6x",
    )
    yield row(
        "set_own", FILES / facts["set_sec"], FILES / own["sec"], "1/s", "what the workers run, in a loop on one core"
    )
    yield row(
        "main_thread",
        facts["main_usec"],
        library["sec"] / FILES * 1e6,
        "us",
        "processor time of the main thread, a file, against trimesh in a loop there; target <= 0.02x",
    )
    yield row("cached_p99", facts["hit_p99_ms"], PROMISED_HIT_MS, "ms", "the promise; the mesh is there in the call")
    yield row("disk_p99", facts["disk_p99_ms"], PROMISED_DISK_MS, "ms", "the promise; from the call to the mesh")


def memory(folder: Path) -> Iterator[Figure]:
    """Compare the median memory of the last tenth of 10,000 loads with that of the first."""
    for number in range(SMALL_FILES):
        write_stl(folder / f"{number:03}.stl", SMALL_SIDE, number)
    settings = {**SETTINGS, "cutout/files/roots": [str(folder)], "cutout/meshes/disk_cache_mb": 0}
    facts = facts_of("bench_meshes_memory", f"--folder={folder}", settings=settings)
    for key in ("engine", "game", "workers"):
        yield Figure(
            name=f"meshes.memory_{key}",
            value=facts[f"{key}_last_bytes"] / MEBIBYTE,
            baseline=facts[f"{key}_first_bytes"] / MEBIBYTE,
            unit="MiB",
            against=f"the same at the start of {facts['loads']:.0f} loads; target <= 1.01x",
            command=COMMAND,
        )
    yield Figure(
        name="meshes.cache",
        value=facts["most_bytes"] / MEBIBYTE,
        baseline=facts["limit_bytes"] / MEBIBYTE,
        unit="MiB",
        against="the limit of the cache, at the most; target <= 1x",
        command=COMMAND,
    )


def largest_file(folder: Path) -> Iterator[Figure]:
    """Compare what a large file takes of memory while it is loaded."""
    write_stl(folder / "0.stl", SMALL_SIDE, 0)
    write_stl(folder / "large.stl", LARGE_SIDE, 0)
    own, library = loop_of("cutout", folder, 1), loop_of("trimesh", folder, 1)
    size = (folder / "large.stl").stat().st_size
    for name, baseline, against in (
        ("large_memory", library["growth_bytes"], "trimesh: loaded, smooth normals, what the report tells"),
        ("large_memory_file", size, "the file, which is mapped and counts once"),
    ):
        yield Figure(
            name=f"meshes.{name}",
            value=own["growth_bytes"] / MEBIBYTE,
            baseline=baseline / MEBIBYTE,
            unit="MiB",
            against=f"{against}; at most, while {size / MEBIBYTE:.0f} MiB of triangles become a result",
            command=COMMAND,
        )
