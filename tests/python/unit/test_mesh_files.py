"""Files of meshes: how formats are told apart, what is wrong with a file, packed files, fallbacks."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import zstandard

from cutout.errors import BadFile, BadParams, BadPath, FileMissing, TooLarge
from cutout.meshes import content, raw, stl_text
from cutout.meshes.loading import load
from cutout.meshes.stl import read_stl
from python.unit.mesh_shapes import binary, cube, loaded, text, torus

if TYPE_CHECKING:
    from pathlib import Path


def read(content: bytes) -> raw.RawMesh:
    return read_stl(memoryview(content))


@pytest.mark.parametrize("header", [b"", b"solid thing", b"  SOLID facet normal 0 0 0"])
def test_a_binary_file_is_told_by_its_size_whatever_it_begins_with(header: bytes) -> None:
    mesh = read(binary(cube(), header))
    assert mesh.format == "stl_binary"
    assert np.array_equal(mesh.positions[mesh.faces], cube())


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_text_is_read_in_any_spelling(ending: str) -> None:
    content = text(torus(5, 4), "a solid name", ending)
    for spelled in (content, content.upper(), b"\xef\xbb\xbf" + content, content.replace(b"   ", b"\t \t")):
        mesh = read(spelled)
        assert mesh.format == "stl_text"
        assert np.array_equal(mesh.positions[mesh.faces], torus(5, 4))


def test_several_solids_in_a_file_are_one_mesh() -> None:
    assert len(read(text(cube()) + text(torus(5, 4))).faces) == 12 + 40


def test_text_is_the_same_in_blocks_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    content = text(torus(6, 5))
    whole = read(content).positions
    for size in (101, 1000, 4096):
        monkeypatch.setattr(stl_text, "BLOCK", size)
        assert np.array_equal(read(content).positions, whole)


def test_a_wrong_word_is_named_by_its_line_in_any_block(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = text(torus(6, 5)).split(b"\n")
    for line, word, message in ((9, b"facet normal 0 0 zero", "'zero' is no number"), (100, b"vortex", "'vortex'")):
        broken = b"\n".join([*lines[: line - 1], word, *lines[line:]])
        for size in (1 << 20, 700):
            monkeypatch.setattr(stl_text, "BLOCK", size)
            with pytest.raises(BadFile, match=f"line {line}: .*{message}"):
                read(broken)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "ends at offset 0"),
        (b"\1" * 83, "ends at offset 83"),
        (b"\0" * 84, "offset 80.*no triangles"),
        (binary(cube())[:-1], "offset 80.*12 triangles, which take 684 bytes; it ends at offset 683"),
        (binary(cube(), count=2**32 - 1), "offset 80.*4294967295 triangles"),
        (b"solid nothing\nendsolid nothing\n", "no facet up to its end in line 3"),
        (text(cube())[:-40], "the file ends in line 85|line 8"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(content: bytes, message: str) -> None:
    with pytest.raises(BadFile, match=message):
        read(content)


def test_bytes_after_the_last_triangle_are_noted() -> None:
    assert "7 bytes" in read(binary(cube()) + b"padding").notes[0]


@pytest.mark.parametrize("content", [binary(torus()), text(torus())])
def test_too_many_triangles_are_refused(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MAX_TRIANGLES", 2399)
    with pytest.raises(TooLarge, match=r"2400 triangles and at most 2399.*simplify"):
        read(content)


def packed(content: bytes) -> dict[str, bytes]:
    half = len(content) // 2
    return {
        "thing.stl.gz": gzip.compress(content),
        "members.stl.gz": gzip.compress(content[:half]) + gzip.compress(content[half:]) + b"\0" * 10,
        "thing.stl.zst": zstandard.compress(content),
        "frames.stl.zst": zstandard.compress(content[:half]) + zstandard.compress(content[half:]),
    }


@pytest.mark.parametrize("name", packed(b""))
def test_a_packed_file_is_the_same_mesh(name: str, tmp_path: Path) -> None:
    content = binary(torus())
    plain = loaded(tmp_path, content)
    unpacked = loaded(tmp_path, packed(content)[name], name)
    assert np.array_equal(unpacked["mesh"]["positions"], plain["mesh"]["positions"])


@pytest.mark.parametrize("name", packed(b""))
def test_a_packed_file_that_ends_early_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        loaded(tmp_path, packed(binary(torus()))[name].rstrip(b"\0")[:-9], name)


@pytest.mark.parametrize("level", [1, 9])
def test_a_bomb_is_not_unpacked(level: int, tmp_path: Path) -> None:
    packer = zlib.compressobj(level, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()
    with pytest.raises(TooLarge, match="packed file"):
        loaded(tmp_path, bomb, "bomb.stl.gz")
    with pytest.raises(TooLarge, match="packed file"):
        loaded(tmp_path, zstandard.compress(bytes(300 << 20)), "bomb.stl.zst")


def test_a_mapped_file_is_the_same_mesh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = loaded(tmp_path, binary(torus()))
    monkeypatch.setattr(content, "MAP_FROM", 1)
    mapped = loaded(tmp_path, binary(torus()))
    assert np.array_equal(mapped["mesh"]["positions"], plain["mesh"]["positions"])


def test_a_mapped_file_of_too_many_triangles_is_refused_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "thing.stl"
    path.write_bytes(binary(cube(), count=2_500_001)[:84])
    # The rest is a hole: nobody reads it.
    with path.open("r+b") as file:
        file.truncate(84 + 50 * 2_500_001)
    with pytest.raises(TooLarge, match=r"2500001 triangles and at most 2500000"):
        load({"path": str(path), "roots": (str(tmp_path),)})


def test_a_file_larger_than_asked_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="at most 600"):
        loaded(tmp_path, binary(cube()), max_bytes=600)


def test_a_fallback_takes_the_place_of_what_cannot_be_read(tmp_path: Path) -> None:
    result = loaded(tmp_path, b"nonsense", fallback=True, collision="hull")
    assert result["report"]["format"] == "fallback"
    assert "ends at offset 8" in result["report"]["notes"][0]
    assert result["report"]["is_watertight"]
    assert result["report"]["volume"] == pytest.approx(1.0)
    assert len(result["collision"]) == 8


def test_a_fallback_hides_no_path_that_may_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadPath):
        load({"path": "/etc/passwd", "roots": (str(tmp_path),), "options": {"fallback": True}})
    with pytest.raises(FileMissing):
        load({"path": str(tmp_path / "none.stl"), "roots": (str(tmp_path),)})


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"'\.step' is no format.*\.stl.*\.glb"):
        loaded(tmp_path, b"", "thing.step")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"upp": "z"}, "did you mean 'up'"),
        ({"up": "x"}, "up must be one of y, z"),
        ({"scale": 0.0}, "scale must be a number from 1e-06"),
        ({"scale": float("nan")}, "scale"),
        ({"lods": 1.5}, "lods must be an int"),
        ({"lods": True}, "lods"),
        ({"weld": 1}, "weld must be true or false"),
        ({"smooth_angle": 181}, "smooth_angle"),
    ],
)
def test_a_wrong_option_is_refused(options: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(BadParams, match=message):
        loaded(tmp_path, binary(cube()), **options)


@pytest.mark.parametrize("request_", [{}, {"path": 1}, {"path": "a", "roots": "b"}, {"path": "a", "hints": 1}])
def test_a_wrong_request_is_refused(request_: dict[str, object]) -> None:
    with pytest.raises(BadParams):
        load(request_)
