"""The command ``world``: a map of what chunks hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from cutout.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


def test_a_map_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "map.png"
    assert main(["world", "--seed", "1", "--center", "9,3", "--radius", "0", "--scale", "0.5", "--png", str(file)]) == 0
    assert "100 x 100 px" in capsys.readouterr().out
    colours = np.asarray(Image.open(file)).reshape(-1, 3).astype(int)
    grey = (np.abs(colours - (84, 86, 92)).sum(axis=1) < 30).mean()
    green = ((colours[:, 1] > colours[:, 0]) & (colours[:, 1] > colours[:, 2] + 20)).mean()
    assert 0.05 < grey < 0.6
    assert 0.2 < green < 0.9


def test_a_map_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["world", "--radius", "0", "--scale", "0.2", "--png", str(tmp_path / "none" / "map.png")]) == 1
    assert "cutout:" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--radius", "50"], ["--center", "4"], ["--lod", "9"]])
def test_arguments_are_checked(arguments: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["world", "--png", str(tmp_path / "map.png"), *arguments])
