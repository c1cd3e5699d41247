"""Files of meshes from elsewhere, and files broken at random."""

from __future__ import annotations

import json
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
from python.unit.mesh_shapes import binary, torus

BENCH = Path(__file__).parents[2] / "bench"
MUTATIONS = BENCH / "mesh_mutations.py"
LOOP = BENCH / "mesh_loop.py"
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
def test_files_from_elsewhere_are_closed_if_the_library_says_so_once_their_lines_are_gone() -> None:
    home = fetch()
    closed = 0
    for path in sorted(home.rglob("*.stl")):
        if path.name in BROKEN_ON_PURPOSE:
            continue
        result: Any = load({"path": str(path), "roots": [str(home)]})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mesh: Any = trimesh.load_mesh(str(path))
        a, b, c = np.asarray(mesh.faces).T
        mesh.update_faces((a != b) & (b != c) & (c != a) & mesh.unique_faces())
        facts = result["report"]
        assert facts["is_watertight"] == mesh.is_watertight, path
        if mesh.is_watertight and mesh.is_winding_consistent:
            assert facts["volume"] == pytest.approx(abs(mesh.volume), rel=1e-5), path
        closed += facts["is_watertight"]
    assert closed >= 30


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_largest_file_takes_less_memory_than_in_the_library(tmp_path: Path) -> None:
    (tmp_path / "0.stl").write_bytes(binary(torus()))
    (tmp_path / "large.stl").write_bytes(binary(torus(632, 632)))
    growth = {}
    for what in ("cutout", "trimesh"):
        answer = subprocess.run(
            [sys.executable, LOOP, what, str(tmp_path), "1"], capture_output=True, text=True, check=True
        )
        growth[what] = json.loads(answer.stdout)["growth_bytes"]
    assert growth["cutout"] < 512 << 20
    assert growth["cutout"] < growth["trimesh"]


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
