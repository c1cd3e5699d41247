"""OBJ, PLY, OFF and GLB: the same mesh as in STL, nothing opened beside the file, nothing repeated without end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import trimesh

from cutout.errors import BadFile, TooLarge
from cutout.meshes import library
from python.unit.mesh_shapes import binary, loaded, torus, triangles_of, volume

if TYPE_CHECKING:
    from pathlib import Path

TWO = b"""mtllib /etc/hostname
v 0 0 0
v 1 0 0
v 0 1 0
v 0 0 1
vt 0 0
vt 1 0
vt 0 1
usemtl red
f 1/1 2/2 3/3
usemtl blue paint
f 1/1 3/3 4/2
"""


def ring() -> Any:
    return trimesh.Trimesh(torus().reshape(-1, 3), np.arange(7200).reshape(-1, 3), process=False)


def exported(kind: str) -> bytes:
    mesh = ring()
    mesh.merge_vertices()
    content = mesh.export(file_type=kind.removesuffix("_text"), **({"encoding": "ascii"} if "_" in kind else {}))
    return content if isinstance(content, bytes) else content.encode()


@pytest.mark.parametrize("kind", ["obj", "ply", "ply_text", "off", "glb"])
def test_the_mesh_is_that_of_an_stl_file(kind: str, tmp_path: Path) -> None:
    result = loaded(tmp_path, exported(kind), f"ring.{kind.removesuffix('_text')}")
    plain = loaded(tmp_path, binary(torus()))
    assert result["report"]["is_watertight"]
    assert result["report"]["triangles"] == 2400
    assert result["report"]["vertices"] == plain["report"]["vertices"]
    assert volume(triangles_of(result["mesh"])) == pytest.approx(volume(torus()), rel=1e-4)


def test_materials_of_obj_are_told_by_name_and_no_other_file_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "two.obj"
    path.write_bytes(TWO)
    script = (
        "import sys, trimesh; from cutout.meshes.loading import load; opened = [];"
        "sys.addaudithook(lambda name, arguments: opened.append(arguments[0]) if name == 'open' else None);"
        f"result = load({{'path': {str(path)!r}, 'roots': [{str(tmp_path)!r}]}}); found = list(map(str, opened));"
        "print([*sorted(result['mesh']['materials']), *[each for each in found if '/etc/' in each], len(found) > 0])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert outputs == {"['blue paint', 'red', True]"}


def test_texture_coordinates_begin_at_the_upper_left(tmp_path: Path) -> None:
    mesh = loaded(tmp_path, TWO.split(b"usemtl")[0] + b"f 1/1 2/2 3/3\n", "one.obj")["mesh"]
    told = {tuple(place): tuple(uv) for place, uv in zip(mesh["positions"].tolist(), mesh["uvs"].tolist(), strict=True)}
    assert told == {(0.0, 0.0, 0.0): (0.0, 1.0), (1.0, 0.0, 0.0): (1.0, 1.0), (0.0, 1.0, 0.0): (0.0, 0.0)}


def glb(change: Any) -> bytes:
    """Return a GLB file whose JSON was changed."""
    content = exported("glb")
    length = int.from_bytes(content[12:16], "little")
    tree = json.loads(content[20 : 20 + length])
    change(tree)
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    rest = content[20 + length :]
    total = (20 + len(text) + len(rest)).to_bytes(4, "little")
    return content[:8] + total + len(text).to_bytes(4, "little") + b"JSON" + text + rest


def doubled(tree: Any) -> None:
    """Let every node have the next one twice: thirty of them are a thousand million meshes."""
    tree["nodes"] = [{"children": [i + 1, i + 1]} for i in range(30)] + [{"mesh": 0}]
    tree["scenes"] = [{"nodes": [0]}]


def circled(tree: Any) -> None:
    tree["nodes"] = [{"children": [1]}, {"children": [0], "mesh": 0}]
    tree["scenes"] = [{"nodes": [0]}]


def repeated(tree: Any) -> None:
    tree["nodes"] = [{"mesh": 0} for _ in range(4000)]
    tree["scenes"] = [{"nodes": list(range(4000))}]


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (doubled, BadFile, r"nodes\[1\] has two parents"),
        (circled, BadFile, r"two parents"),
        (repeated, TooLarge, "the scene has"),
        (lambda tree: tree["accessors"][0].update(count=2**31), BadFile, r"accessors\[0\].*does not fit"),
        (lambda tree: tree["accessors"][0].pop("bufferView"), BadFile, "no bufferView"),
        (lambda tree: tree["bufferViews"][0].update(byteLength=2**31), BadFile, r"bufferViews\[0\] lies outside"),
        (lambda tree: tree.update(extensionsRequired=["KHR_draco_mesh_compression"]), BadFile, "DRACO|draco"),
        (lambda tree: tree.update(nodes=7), BadFile, "JSON of the file is broken"),
    ],
)
def test_a_hostile_glb_is_refused(change: Any, error: type[Exception], message: str, tmp_path: Path) -> None:
    with pytest.raises(error, match=message):
        loaded(tmp_path, glb(change), "bad.glb")


def test_a_glb_that_names_other_files_is_read_without_them(tmp_path: Path) -> None:
    def refer(tree: Any) -> None:
        tree["images"] = [{"uri": "/etc/hostname"}]
        tree["textures"] = [{"source": 0}]
        tree["buffers"][0]["uri"] = "/etc/hostname"

    assert loaded(tmp_path, glb(refer), "other.glb")["report"]["triangles"] == 2400


def test_a_mirrored_node_keeps_its_outside_out(tmp_path: Path) -> None:
    scene: Any = trimesh.Scene()
    scene.add_geometry(ring(), transform=np.diag([-1.0, 1.0, 1.0, 1.0]))
    report = loaded(tmp_path, scene.export(file_type="glb"), "mirrored.glb")["report"]
    assert report["flipped"] == 0
    assert report["volume"] == pytest.approx(volume(torus()), rel=1e-4)


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("a.ply", b"ply\nformat ascii 1.0\nelement vertex 4000000000\nend_header\n", TooLarge, "line 3: 4000000000"),
        ("a.ply", b"ply\nelement vertex 99999\nend_header\n", BadFile, "line 2: 99999 elements in"),
        ("a.ply", b"ply\nelement vertex 1\nproperty O4 x\nend_header\n", BadFile, "line 3"),
        ("a.ply", b"plx", BadFile, "line 1"),
        ("a.off", b"OFF\n# counts\n4000000000 3 0\n", TooLarge, "line 3: 4000000000"),
        ("a.off", b"OFF\nmany\n", BadFile, "line 2"),
        ("a.obj", b"v 0 0 0\nf 1 2 9\n", BadFile, "OBJ file"),
        ("a.obj", b"", BadFile, "OBJ file"),
        ("a.glb", b"glTF", BadFile, "offset 0"),
    ],
)
def test_a_broken_file_is_refused(
    name: str, content: bytes, error: type[Exception], message: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=message):
        loaded(tmp_path, content, name)


def test_a_large_file_is_not_given_to_the_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(library, "MAX_BYTES", 100)
    with pytest.raises(TooLarge, match=r"at most 100 of an OBJ file.*binary STL"):
        loaded(tmp_path, TWO, "two.obj")
