"""The command ``mesh``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cutout.__main__ import main
from python.unit.mesh_shapes import binary, cube

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_mesh_is_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole, torn = tmp_path / "whole.stl", tmp_path / "torn.stl"
    whole.write_bytes(binary(np.concatenate([cube(), cube()[:1]])) + b"pad")
    torn.write_bytes(binary(cube()[1:] * np.array([1, 2, 3], np.float32)))
    assert main(["mesh", "--up", "z", "--scale", "0.5", str(whole), str(torn)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{whole}: stl_binary, 12 triangles, 24 vertices, 1 surface",
        "    1 x 1 x 1 m, closed, 1 m3",
        "    mended: 1 duplicate",
        "    3 bytes after the last triangle are ignored",
        f"{torn}: stl_binary, 11 triangles, 23 vertices, 1 surface",
        "    1 x 3 x 2 m, open",
    ]


def test_what_cannot_be_loaded_is_told_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.stl", tmp_path / "bad.stl"
    good.write_bytes(binary(cube()))
    bad.write_bytes(binary(cube())[:-1])
    assert main(["mesh", str(bad), str(tmp_path / "none.stl"), str(good)]) == 1
    told = capsys.readouterr()
    assert [line.split(": ")[1] for line in told.err.splitlines()] == [str(bad), str(tmp_path / "none.stl")]
    assert "ends at offset 683" in told.err
    assert "closed" in told.out
    assert main(["mesh", "--scale", "0", str(good)]) == 1
