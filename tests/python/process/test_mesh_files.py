"""Files of meshes from elsewhere, and files broken at random."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh

from cutout.errors import BadFile
from cutout.meshes.loading import load
from cutout.meshes.stl import read_stl
from cutout.wire import encode
from get_meshes import fetch

MUTATIONS = Path(__file__).parents[2] / "bench" / "mesh_mutations.py"
BROKEN_ON_PURPOSE = {"empty.stl", "empty2.stl", "invalidvertex.stl", "toomanyvertices.stl", "unparseable.stl"}


def mutate(files: int, seed: int) -> None:
    done = subprocess.run(
        [sys.executable, MUTATIONS, str(files), str(seed)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_few_hundred_broken_files_give_results_or_typed_errors() -> None:
    mutate(400, 7)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_ten_thousand_broken_files_give_results_or_typed_errors() -> None:
    mutate(10_000, 1)


def by_trimesh(path: Path) -> Any:
    """Return the triangles that the library reads, (t, 3, 3) float32."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        scene = trimesh.load_scene(str(path), process=False)
    return scene.to_mesh().triangles.astype(np.float32)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_stl_files_from_elsewhere_load_as_the_library_loads_them() -> None:
    equal: dict[str, list[str]] = {"stl_binary": [], "stl_text": []}
    home = fetch()
    for path in sorted(home.rglob("*.stl")):
        if path.name in BROKEN_ON_PURPOSE:
            with pytest.raises(BadFile, match=r"line|offset"):
                load({"path": str(path), "roots": [str(home)]})
            continue
        raw = read_stl(memoryview(path.read_bytes()))
        assert np.array_equal(raw.positions[raw.faces], by_trimesh(path)), path
        equal[raw.format].append(path.name)
    assert len(equal["stl_binary"]) >= 30, equal
    assert len(equal["stl_text"]) >= 10, equal


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_files_from_elsewhere_become_meshes_that_cross_the_bridge() -> None:
    home = fetch()
    paths = [path for path in sorted(home.rglob("*.*")) if path.name not in BROKEN_ON_PURPOSE]
    assert {path.suffix for path in paths} >= {".stl", ".obj"}
    for path in paths:
        result: Any = load({"path": str(path), "roots": [str(home)], "options": {"lods": 2, "collision": "hull"}})
        assert len(encode(result)) < 60 << 20
        facts = result["report"]
        assert facts["triangles"] == len(result["mesh"]["indices"]) // 3, path
        assert not facts["is_watertight"] or facts["volume"] >= 0.0, path
