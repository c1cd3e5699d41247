"""The doctor: what is wrong with the machine is said in a sentence with a next step."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from support import engine

pytestmark = pytest.mark.godot

PYLIB = engine.PROJECT / "pylib"
OWN_PYTHON = str(engine.PROJECT / ".venv" / "bin" / "python")


def make_python(folder: Path, *paths: Path) -> Path:
    """Make an environment that finds packages in these folders, and nowhere else; return its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "test.pth").write_text("".join(f"{path}\n" for path in paths))
    return folder / "bin" / "python"


def make_package(folder: Path, name: str, text: str) -> Path:
    """Make a package with this text, and return the folder it is in."""
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text(text)
    return folder


def diagnosis(python: str | Path, bad: str, project: Path | None = None, expect: str = "") -> str:
    """Run the doctor and return the sentence on what is wrong."""
    arguments = [f"--python={python}", f"--bad={bad}"] + ([f"--expect={expect}"] if expect else [])
    verdict = engine.run_case("editor_doctor", *arguments, project=project)
    verdict.assert_passed(expected="Traceback" if "Traceback" in verdict.log else "")
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)
    return str(facts["sentence"])


def test_all_is_well() -> None:
    assert diagnosis(OWN_PYTHON, "") == ""


def test_no_python() -> None:
    sentence = diagnosis("/nowhere/python", "Python")
    assert "There is no Python at '/nowhere/python'" in sentence
    assert "cutout/python/executable" in sentence


def test_something_that_is_no_python() -> None:
    sentence = diagnosis("/bin/false", "Python")
    assert "'/bin/false' is no Python that works (exit code 1, it printed nothing)" in sentence
    assert "press Make Environment" in sentence


def test_python_without_the_package(tmp_path: Path) -> None:
    python = make_python(tmp_path)
    sentence = diagnosis(python, "Packages")
    assert f"{python} has no package 'cutout': press Make Environment" in sentence


def test_python_without_numpy(tmp_path: Path) -> None:
    python = make_python(tmp_path, PYLIB)
    assert f"has no package 'numpy': run '{python} -m pip install numpy'" in diagnosis(python, "Packages")


def test_package_that_cannot_be_imported(tmp_path: Path) -> None:
    broken = make_package(tmp_path / "broken", "numpy", "raise ImportError('libopenblas.so is gone')")
    sentence = diagnosis(make_python(tmp_path / "venv", PYLIB, broken), "Packages")
    assert "cannot be imported (libopenblas.so is gone)" in sentence
    assert "pip install --force-reinstall numpy" in sentence


def test_package_without_its_host_library(tmp_path: Path) -> None:
    shutil.copytree(PYLIB / "cutout", tmp_path / "package" / "cutout", ignore=shutil.ignore_patterns("_native"))
    packages = Path(sysconfig.get_path("platlib"))
    python = make_python(tmp_path / "venv", tmp_path / "package", packages)
    sentence = diagnosis(python, "Host library")
    assert "is missing: run 'make setup' in Cutout's source tree, or reinstall the package" in sentence


def test_native_library_is_missing(tmp_path: Path) -> None:
    addon = tmp_path / "addons" / "cutout"
    addon.mkdir(parents=True)
    for entry in (engine.PROJECT / "addons" / "cutout").iterdir():
        if entry.name != "bin":
            (addon / entry.name).symlink_to(entry)
    (tmp_path / "tests").symlink_to(engine.PROJECT / "tests")
    (tmp_path / ".godot").mkdir()
    shutil.copy(engine.PROJECT / ".godot" / "global_script_class_cache.cfg", tmp_path / ".godot")
    shutil.copy(engine.PROJECT / "project.godot", tmp_path)
    sentence = diagnosis(OWN_PYTHON, "Native library", tmp_path)
    assert sentence.startswith("Cutout's native library is not loaded; run 'make setup'")


def test_kinds_that_cannot_be_imported(tmp_path: Path) -> None:
    project = engine.make_project(tmp_path, {"cutout/python/modules": ["no_such_module"]})
    sentence = diagnosis(OWN_PYTHON, "Workers", project, "no_such_module")
    assert "no_such_module" in sentence
