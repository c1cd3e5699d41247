"""A bundle of the interpreter that runs the tests: made, moved, found current, refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.process, pytest.mark.timeout(1200)]


def bundle(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-m", "cutout", "bundle", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_bundle(tmp_path: Path) -> None:
    """The whole in one test: a bundle is a hundred megabytes."""
    folder = tmp_path / "a folder" / "python"
    made = bundle(folder)
    assert "Python copied: " in made.stdout, made.stderr
    moved = tmp_path / "elsewhere"
    folder.rename(moved)
    script = "import sys, cutout, numpy; print(sys.prefix, numpy.__file__, cutout.__file__, sys.flags.isolated)"
    told = subprocess.run(
        [moved / "bin" / "python", "-I", "-c", script], capture_output=True, text=True, check=True, env={}
    ).stdout.split()
    assert told[0] == str(moved)
    assert all(path.startswith(f"{moved}/") for path in told[1:3])
    assert "Python up to date: " in bundle(moved).stdout
    (tmp_path / "gone.py").write_text("import no_such_package\n")
    bad = bundle(moved, "--module", "gone", "--path", tmp_path)
    assert bad.returncode == 1
    assert "No module named 'no_such_package'; name its package" in bad.stderr
    shutil.rmtree(moved)  # pytest would keep it


def test_a_folder_that_is_no_bundle_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("mine")
    refused = bundle(tmp_path)
    assert refused.returncode == 1
    assert "is no bundle" in refused.stderr
    assert (tmp_path / "novel.txt").read_text() == "mine"
