"""How many prefabs are compiled in a second, and what they cost the game while they load and spawn."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from figure import Figure
from prefab_files import compile_all, write_prefabs
from staged import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMAND = ".venv/bin/python tests/bench/run.py prefabs"
LOOP = Path(__file__).with_name("prefab_loop.py")
FILES = 1000
SETS = ("first", "second", "third")
"""Of files for the game: a worker remembers what it has parsed, so none may be loaded twice to be new."""
PROMISED_A_SECOND = 1000.0
PROMISED_HIT_MS = 50.0
PROMISED_DISK_MS = 200.0
MEBIBYTE = float(1 << 20)
SETTINGS = {"cutout/workers/count": 2, "cutout/workers/cache_mb": 0, "cutout/prefabs/disk_cache": True}


def row(name: str, value: float, baseline: float, unit: str, against: str) -> Figure:
    """Return a figure of prefabs."""
    return Figure(name=f"prefabs.{name}", value=value, baseline=baseline, unit=unit, against=against, command=COMMAND)


def measure() -> Iterator[Figure]:
    """Compile in a loop on one core, then load and spawn in a game with 5.6 ms of work a frame."""
    with tempfile.TemporaryDirectory() as name:
        yield from one_core(Path(name))
    with tempfile.TemporaryDirectory() as name:
        yield from game(Path(name))
    with tempfile.TemporaryDirectory() as name:
        yield from memory(Path(name))


def one_core(folder: Path) -> Iterator[Figure]:
    """Measure what a worker does for a prefab."""
    write_prefabs(folder, 4 * FILES)
    answer = subprocess.run([sys.executable, str(LOOP), str(folder)], capture_output=True, text=True, check=True)
    facts: dict[str, float] = json.loads(answer.stdout)
    what = "the promise for two cores; processor time of one"
    yield row("one_core", 1.0 / facts["cold"], PROMISED_A_SECOND, "1/s", f"{what}; {4 * FILES} files of the library")
    yield row("one_core_kept", 1.0 / facts["kept"], PROMISED_A_SECOND, "1/s", f"{what}; and kept on disk")
    yield row("one_core_stored", 1.0 / facts["stored"], PROMISED_A_SECOND, "1/s", f"{what}; from disk")
    yield row("parsing", facts["cold"] * 1e6, facts["json"] * 1e6, "us", "only parsing those that are JSON")


def game(folder: Path) -> Iterator[Figure]:
    """Measure whole sets, frames, what is there already, and spawning."""
    for number, name in enumerate(SETS):
        written = write_prefabs(folder / name, FILES, number * FILES)
    loop = compile_all(written, folder) / FILES
    settings = {**SETTINGS, "cutout/files/roots": [str(folder)]}
    facts = facts_of("bench_prefabs", f"--folder={folder}", settings=settings)
    yield row(
        "set",
        facts["loads_per_sec"],
        PROMISED_A_SECOND,
        "1/s",
        f"the promise; {facts['set_loads']:.0f} files from submitted to loaded, 2 workers; target >= 1x",
    )
    yield row(
        "set_stored", facts["stored_per_sec"], PROMISED_A_SECOND, "1/s", "the same from disk, 2 workers; target >= 1x"
    )
    yield row(
        "set_cpu",
        facts["all_usec"],
        2e6 / PROMISED_A_SECOND,
        "us",
        "what 2 cores have for each at the promise; processor time of game and workers, a prefab; target <= 1x",
    )
    frames = f"no prefab loads, same run; {facts['loading_frames']:.0f} frames with {facts['loads']:.0f} prefabs"
    for share, target in (("p50", ""), ("p99", "; target <= 1.05x")):
        yield row(
            f"frame_{share}",
            facts[f"loading_period_{share}_ms"],
            facts[f"idle_period_{share}_ms"],
            "ms",
            f"{frames}{target}",
        )
    yield row(
        "cpu_p99",
        facts["loading_cpu_p99_ms"],
        facts["idle_cpu_p99_ms"],
        "ms",
        "the same; processor time of the main thread, with the game's 5.6 ms",
    )
    yield row(
        "main_thread",
        facts["main_usec"],
        loop * 1e6,
        "us",
        "processor time of the main thread, a prefab, against compiling it in a loop there",
    )
    yield row("asking", facts["asked_usec"], facts["main_usec"], "us", "of that: one call of load_async()")
    yield row("cached_p99", facts["hit_p99_ms"], PROMISED_HIT_MS, "ms", "the promise; the prefab is there in the call")
    yield row(
        "spawned_p99",
        facts["ready_p99_ms"],
        PROMISED_HIT_MS,
        "ms",
        "the promise; from asking for a cached one to its nodes in the tree",
    )
    yield row("disk_p99", facts["disk_p99_ms"], PROMISED_DISK_MS, "ms", "the promise; from the call to the prefab")
    for key, what in (
        ("by_hand", "a loop that makes the same nodes; a node; at once"),
        ("packed", "PackedScene.instantiate(); a node; at once; target <= 1.5x"),
    ):
        yield row(f"node_{key}", facts["node_usec"], facts[f"{key}_usec"], "us", what)


def memory(folder: Path) -> Iterator[Figure]:
    """Compare the median memory of the last tenth of 10,000 loads with that of the first."""
    write_prefabs(folder, FILES)
    facts = facts_of(
        "bench_prefabs_memory", f"--folder={folder}", settings={**SETTINGS, "cutout/files/roots": [str(folder)]}
    )
    for key in ("engine", "game", "workers"):
        yield row(
            f"memory_{key}",
            facts[f"{key}_last_bytes"] / MEBIBYTE,
            facts[f"{key}_first_bytes"] / MEBIBYTE,
            "MiB",
            f"the same at the start of {facts['loads']:.0f} loads; target <= 1.01x",
        )
    yield row(
        "cache",
        facts["most_bytes"] / MEBIBYTE,
        facts["limit_bytes"] / MEBIBYTE,
        "MiB",
        "the limit of the cache, at the most; target <= 1x",
    )
