"""Files made to do harm: they open no other file, and none makes a worker work for more than it may load."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import zstandard

from cutout.errors import BadFile, TooLarge
from cutout.meshes import content, raw, text_headers
from python.unit.mesh_shapes import binary, loaded, torus

if TYPE_CHECKING:
    from pathlib import Path

TRIANGLE = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], "<f4").tobytes()
OBJ = b"v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nusemtl red\nf 1/1 2/1 3/1\n"
PLY = (
    b"ply\nformat ascii 1.0\n%selement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
    b"property float s\nproperty float t\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n"
    b"0 0 0 0 0\n1 0 0 0 0\n0 1 0 0 0\n3 0 1 2\n"
)
ELSEWHERE = (
    "../bystander",
    "bystander",
    "/etc/hostname",
    "file:///etc/hostname",
    "http://127.0.0.1:9/a",
    "//server/share/a",
)
SCRIPT = """
import sys
events = []
sys.addaudithook(lambda name, arguments: events.append((name, str(arguments[:1]))))
from cutout.errors import RequestError
from cutout.meshes.loading import load
folder, names = sys.argv[1], sys.argv[2:]
for name in names:
    assert load({"path": f"{folder}/{name}", "roots": [folder]})["report"]["triangles"] == 1, name
for name, argument in events:
    is_open = name in ("open", "os.open") and ("hostname" in argument or "bystander" in argument or "http" in argument)
    if is_open or name.startswith(("socket.connect", "socket.getaddrinfo", "urllib", "subprocess", "os.system")):
        print(name, argument)
print(sum(f"{folder}/{name}" in argument for event, argument in events for name in names if event == "open"), "seen")
"""


def glb(tree: dict[str, Any] | bytes, body: bytes = TRIANGLE) -> bytes:
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    parts = (text, b"JSON"), (body, b"BIN\0")
    chunks = b"".join(len(part).to_bytes(4, "little") + name + part for part, name in parts)
    return b"glTF" + (2).to_bytes(4, "little") + (12 + len(chunks)).to_bytes(4, "little") + chunks


def scene(**entries: object) -> dict[str, Any]:
    """Return the JSON of a triangle, with other entries."""
    return {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "material": 0}]}],
        "materials": [{"name": "red", "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        "accessors": [{"bufferView": 0, "type": "VEC3", "componentType": 5126, "count": 3}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "buffers": [{"byteLength": 36}],
    } | entries


def test_no_file_names_another_that_is_opened(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for other in (tmp_path / "bystander", root / "bystander"):
        other.write_bytes(b"newmtl red\nmap_Kd bystander\n")
    for number, elsewhere in enumerate(ELSEWHERE):
        name = elsewhere.encode()
        files = {
            "lib.obj": b"mtllib " + name + b"\n" + OBJ,
            "indented.obj": b"\t mtllib\t" + name + b"\n" + OBJ,
            "comment.obj": b"# mtllib " + name + b"\n" + OBJ,
            "joined.obj": b"mtl\\\nlib " + name + b"\n" + OBJ,
            "call.obj": b"call " + name + b"\ncsh " + name + b"\nmaplib " + name + b"\n" + OBJ,
            "material.obj": OBJ.replace(b"red", name),
            "texture.ply": PLY % (b"comment TextureFile " + name + b"\n"),
            "other.ply": PLY % (b"material TextureFile " + name + b"\n"),
            "buffer.glb": glb(scene(buffers=[{"byteLength": 36, "uri": elsewhere}])),
            "image.glb": glb(scene(images=[{"uri": elsewhere}], textures=[{"source": 0}])),
        }
        for file, written in files.items():
            (root / f"{number}_{file}").write_bytes(written)
    names = [path.name for path in root.iterdir() if path.suffix]
    done = subprocess.run([sys.executable, "-c", SCRIPT, root, *names], check=True, capture_output=True, text=True)
    assert done.stdout == f"{len(names)} seen\n"
    assert not done.stderr


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (b"[" * 1_000_000, "RecursionError"),
        (b'{"nodes":' + b"9" * 1_000_000 + b"}", "ValueError"),
        (scene(accessors=[{"bufferView": 0, "type": "VEC3", "componentType": 5126, "count": 4}]), "4 entries"),
        (scene(bufferViews=[{"buffer": 1, "byteLength": 36}]), r"bufferViews\[0\] lies outside"),
        (scene(extensionsRequired=["EXT_meshopt_compression"]), "meshopt.*without compression"),
    ],
)
def test_a_hostile_scene_is_refused(tree: dict[str, Any] | bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=message):
        loaded(tmp_path, glb(tree), "bad.glb")


def test_what_triangles_do_not_use_is_not_looked_at(tmp_path: Path) -> None:
    """Animations and shapes to blend with may be sparse; thousands of entries cost nothing."""
    tree = scene(extensionsRequired=["KHR_materials_unlit"])
    tree["accessors"] += [{"sparse": {}, "count": 2**40}] * 50_000
    tree["bufferViews"] += [{"buffer": 7, "byteLength": 2**40}] * 50_000
    result = loaded(tmp_path, glb(tree), "rich.glb")
    assert result["mesh"]["positions"].tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 0]]
    assert result["mesh"]["materials"] == ("red",)


def test_many_triangles_are_refused_before_the_library_reads_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(text_headers, "MAX_LIBRARY_TRIANGLES", 100)
    corners = OBJ + b"f" + b" 1" * 103
    for faces in (corners, OBJ + b"f 1 2 3\n" * 100, corners.replace(b" 1 1", b" 1\\\n 1"), corners + b"\r\n"):
        with pytest.raises(TooLarge, match="over 100 triangles"):
            loaded(tmp_path, faces, "many.obj")
    assert loaded(tmp_path, OBJ + b"f 1 2 3\n" * 99, "few.obj")["report"]["duplicate"] == 99


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ((b"face 1\n", b"face 800001\n"), TooLarge, "800001 elements; at most 800000"),
        ((b"vertex 3\n", b"vertex 2400001\n"), TooLarge, "2400001 elements; at most 2400000"),
        ((b"element face", b"xelement face"), BadFile, "PLY file"),
        ((b"3 0 1 2", b"1000000000 0 1"), BadFile, "PLY file"),
        ((b"3 0 1 2", b"3 0 1 7"), BadFile, "corner 7 of 3 vertices|PLY file"),
    ],
)
def test_a_header_that_lies_is_refused(
    changed: tuple[bytes, bytes], error: type[Exception], message: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=message):
        loaded(tmp_path, (PLY % b"").replace(*changed), "bad.ply")


def test_a_long_text_of_numbers_is_not_given_to_the_library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(text_headers, "MAX_PLY_TEXT", 100)
    for spelled in (PLY % b"", (PLY % b"").replace(b"format ascii", b"comment a\nformat xASCII")):
        with pytest.raises(TooLarge, match=r"at most 100 of such a PLY file.*binary"):
            loaded(tmp_path, spelled, "long.ply")


def test_a_packed_file_of_many_members_is_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="over 65536 members"):
        loaded(tmp_path, gzip.compress(b"") * 65_537, "many.stl.gz")
    whole = gzip.compress(binary(torus()))
    assert loaded(tmp_path, whole + gzip.compress(b"") * 1000, "some.stl.gz")["report"]["triangles"] == 2400


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_an_error_in_a_mapped_file_is_told_as_it_is(pack: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The mapping cannot be closed while the traceback of an error refers to it."""
    monkeypatch.setattr(content, "MAP_FROM", 1)
    packed = pack(np.random.default_rng(1).bytes(1 << 19) + bytes(1 << 20))
    with pytest.raises(TooLarge, match="packed file"):
        loaded(tmp_path, packed, "large.stl", max_bytes=1 << 20)
    with pytest.raises(BadFile):
        loaded(tmp_path, packed[:-3], "short.stl")
    monkeypatch.setattr(raw, "MAX_TRIANGLES", 10)
    with pytest.raises(TooLarge, match="2400 triangles"):
        loaded(tmp_path, binary(torus()), "many.stl")
