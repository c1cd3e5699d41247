"""Load files of meshes that were broken at random, and count how each ends.

Run ``python tests/bench/mesh_mutations.py [files] [seed]``. Prints the counts, the longest time and the memory; ends
with 1 if a file gave anything but a result or a typed error, took over 10 s, or more than 512 MB.
"""

from __future__ import annotations

import gzip
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import trimesh
import zstandard

from cutout.errors import RequestError
from cutout.meshes.loading import load

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 512 << 20
LONGEST_SEC = 10
OPTIONS: tuple[dict[str, object], ...] = (
    {"lods": 2, "collision": "hull"},
    {"normals": "file", "up": "z", "scale": 0.001, "collision": "trimesh"},
    {"normals": "flat", "weld": False, "repair": False},
)
EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7F800000, 0x7FC00000)
WORDS = (
    b"nan",
    b"inf",
    b"1e999",
    b"-1",
    b"99999999999",
    b"0",
    b"facet",
    b"\n",
    b"-",
    b"f 1 2 3\n",
    b'"count":4294967295',
)


PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress}


def originals() -> list[tuple[str, bytes]]:
    """Return sound files by the end of their name; packed ones before they are packed."""
    found: list[tuple[str, bytes]] = []
    for mesh in (trimesh.creation.icosphere(subdivisions=2), trimesh.creation.box(), trimesh.creation.torus(2.0, 0.5)):
        binary = mesh.export(file_type="stl")
        text = mesh.export(file_type="stl_ascii").encode()
        found += [(".stl", binary), (".stl", text), (".stl", text), (".stl", binary)]
        found += [(".stl.gz", binary), (".stl.zst", text)]
        rich = with_everything(mesh)
        for each in (mesh, rich):
            found.append((".obj", each.export(file_type="obj", include_normals=True).encode()))
            found.append((".glb", as_glb(each)))
        found.append((".ply", mesh.export(file_type="ply")))
        found.append((".ply", mesh.export(file_type="ply", encoding="ascii", vertex_normal=True)))
        found.append((".off", mesh.export(file_type="off").encode()))
    return found


def with_everything(mesh: Any) -> Any:
    """Return a mesh with normals, texture coordinates and a material."""
    visuals: Any = trimesh.visual
    material = visuals.material.PBRMaterial(name="paint")
    visual = visuals.TextureVisuals(uv=mesh.vertices[:, :2], material=material)
    return trimesh.Trimesh(mesh.vertices, mesh.faces, vertex_normals=mesh.vertex_normals, visual=visual)


def as_glb(mesh: Any) -> bytes:
    """Return the GLB file of a mesh."""
    scene: Any = trimesh.Scene(mesh)
    return bytes(scene.export(file_type="glb"))


def broken(content: bytes, others: list[bytes], random: np.random.Generator) -> bytes:
    """Return a file with a fault or a few."""
    bytes_ = bytearray(content)
    for _ in range(int(random.geometric(0.6))):
        # Most faults belong where files tell what follows.
        end = len(bytes_) if random.random() < 0.5 else min(len(bytes_), 600)
        at = int(random.integers(0, max(end, 1)))
        match int(random.integers(0, 7)):
            case 0:
                bytes_[at : at + 1] = random.bytes(1)
            case 1:
                bytes_[at : at + 4] = int(random.choice(EXTREMES)).to_bytes(4, "little")
            case 2:
                del bytes_[at : at + int(random.integers(1, 64))]
            case 3:
                bytes_[at:at] = bytes_[at : at + int(random.integers(1, 512))]
            case 4:
                bytes_[at:at] = WORDS[int(random.integers(0, len(WORDS)))]
            case 5:
                del bytes_[int(random.integers(0, len(bytes_) + 1)) :]
            case _:
                other = others[int(random.integers(0, len(others)))]
                start = int(random.integers(0, len(other)))
                bytes_[at : at + 200] = other[start : start + int(random.integers(1, 400))]
    return bytes(bytes_)


def broken_file(suffix: str, content: bytes, others: list[bytes], random: np.random.Generator) -> bytes:
    """Return a broken file; of packed ones, half are broken before they are packed."""
    pack = PACKERS.get(Path(f"a{suffix}").suffix)
    if pack is None:
        return broken(content, others, random)
    return pack(broken(content, others, random)) if random.random() < 0.5 else broken(pack(content), others, random)


def outcome(path: Path, options: dict[str, object]) -> str:
    """Load a file; return how it ended."""
    try:
        load({"path": str(path), "roots": [str(path.parent)], "stamp": "", "options": options})
    except RequestError as fault:
        return type(fault).__name__ if fault.message else "an error without a message"
    except BaseException as fault:  # noqa: BLE001 - that is what is looked for
        return f"WRONG {type(fault).__name__}: {str(fault)[:100]}"
    return "loaded"


def run(files: int, seed: int) -> dict[str, Any]:
    """Load that many broken files in this process."""
    random = np.random.default_rng(seed)
    sound = originals()
    counts: Counter[str] = Counter()
    longest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for suffix, content in sound:
            path = Path(folder, f"sound{suffix}")
            pack = PACKERS.get(path.suffix)
            path.write_bytes(content if pack is None else pack(content))
            assert outcome(path, OPTIONS[0]) == "loaded", suffix
        resource.setrlimit(resource.RLIMIT_DATA, (data_size() + LIMIT, resource.RLIM_INFINITY))
        for number in range(files):
            suffix, content = sound[int(random.integers(0, len(sound)))]
            path = Path(folder, f"broken{suffix}")
            path.write_bytes(broken_file(suffix, content, [each for _, each in sound], random))
            began = time.monotonic()
            signal.alarm(LONGEST_SEC)
            ended = outcome(path, OPTIONS[number % len(OPTIONS)])
            signal.alarm(0)
            longest = max(longest, time.monotonic() - began)
            counts[f"{suffix} {ended}"] += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"counts": dict(sorted(counts.items())), "longest_sec": round(longest, 3), "peak_mb": round(peak)}


def data_size() -> int:
    """Return how much memory of its own this process has, in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()


def main(arguments: list[str]) -> int:
    """Run in a process of its own, so that a crash is an outcome too."""
    if arguments[:1] == ["--inside"]:
        print(json.dumps(run(int(arguments[1]), int(arguments[2]))))
        return 0
    files, seed = ([*map(int, arguments), 10_000, 1][:2]) if len(arguments) != 1 else (int(arguments[0]), 1)
    done = subprocess.run(
        [sys.executable, __file__, "--inside", str(files), str(seed)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"the process ended with {done.returncode}\n{done.stderr[-2000:]}")
        return 1
    facts = json.loads(done.stdout)
    for ended, count in facts["counts"].items():
        print(f"{count:7} {ended}")
    print(f"longest {facts['longest_sec']} s, memory at most {facts['peak_mb']} MB, seed {seed}")
    wrong = any("WRONG" in ended or "without" in ended for ended in facts["counts"])
    return int(wrong or sum(facts["counts"].values()) != files or facts["peak_mb"] > LIMIT >> 20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
