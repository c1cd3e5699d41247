"""Copying the interpreter that runs this: launcher, libpython, standard library."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cutout.locate import LocateError, check_interpreter, find_libpython

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LAUNCHER: Final = Path("bin") / "python"
"""Where a bundle has its interpreter."""

_LEFT_OUT: Final = (
    "__pycache__",
    "test",
    "tests",
    "idle_test",
    "site-packages",
    "dist-packages",
    "config-*",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "pydoc_data",
    "tkinter",
    "turtle*",
    "_tkinter.*",
    "_test*",
    "_ctypes_test.*",
    "_xx*",
    "xx*",
)
"""What a game does not need of the standard library: tests, tools to develop with, and windows."""


def leaving_out(patterns: Iterable[str]) -> Callable[[str, list[str]], set[str]]:
    """Return what `shutil.copytree` asks which names to ignore."""
    known = tuple(patterns)
    return lambda _, names: {name for name in names if any(fnmatch(name, pattern) for pattern in known)}


def copy_interpreter(target: Path) -> None:
    """Copy the running interpreter into a folder that is empty, or not there yet.

    Raises
    ------
    LocateError
        A game cannot embed this interpreter, or a part of it is missing.
    """
    check_interpreter()
    library = find_libpython()
    launcher = find_launcher()
    standard = Path(sysconfig.get_path("stdlib"))
    home = target / sys.platlibdir / standard.name
    ignore = leaving_out(_LEFT_OUT)
    shutil.copytree(standard, home, ignore=ignore, ignore_dangling_symlinks=True)
    # Some systems keep the compiled modules apart.
    compiled = Path(sys.base_exec_prefix) / sys.platlibdir / standard.name / "lib-dynload"
    if compiled.is_dir() and not (home / compiled.name).exists():
        shutil.copytree(compiled, home / compiled.name, ignore=ignore)
    (target / "lib").mkdir(exist_ok=True)
    shutil.copyfile(library, target / "lib" / library.name)
    _strip([target / "lib" / library.name, *(home / compiled.name).glob("*.so")])
    program = target / LAUNCHER
    program.parent.mkdir()
    shutil.copyfile(launcher, program)
    program.chmod(0o755)


def _strip(libraries: list[Path]) -> None:
    """Take out what only a debugger reads, where there is the tool for it: a fifth of a Python built from source."""
    strip = shutil.which("strip")
    if strip is not None:
        subprocess.run([strip, "--strip-unneeded", *libraries], capture_output=True, check=False)


def find_launcher() -> Path:
    """Return the launcher that was built for this interpreter.

    Raises
    ------
    LocateError
        There is none.
    """
    path = Path(__file__).resolve().parents[1] / "_native" / f"python-{sysconfig.get_config_var('SOABI')}"
    if not path.is_file():
        raise LocateError(
            f"{path} is missing: run 'make setup' in Cutout's source tree, or reinstall the package 'cutout' with"
            f" {sys.executable}."
        )
    return path
