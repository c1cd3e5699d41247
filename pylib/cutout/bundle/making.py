"""Making a bundle: copy, compile, try it, and only then put it where the game looks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import TYPE_CHECKING, Any, Final

from cutout.locate import find_libpython

from .interpreter import LAUNCHER, copy_interpreter
from .packages import PACKAGE, copy_cutout, copy_package, find_all, import_names, requirements

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.metadata import Distribution

LIST: Final = "bundle.json"
"""The name of the file that says what is in a bundle."""

_FORM: Final = 1
_TRIAL_SECONDS: Final = 300
_OF_EVERY_SYSTEM: Final = ("ld-linux", "libc.", "libm.", "libdl.", "libpthread.", "librt.", "libutil.", "libresolv.")


class BundleError(Exception):
    """What went wrong and what to do, in a sentence or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle that is there.

    Parameters
    ----------
    is_new : bool
        Whether it was made just now; else it was as it should be already.
    bytes : int
        What it takes on disk.
    system_libraries : tuple of str
        What a player's system has to have beside the C library.
    """

    is_new: bool
    bytes: int
    system_libraries: tuple[str, ...]


def make(folder: Path, packages: Sequence[str], modules: Sequence[str], path: Sequence[str]) -> Bundle:
    """Make a bundle, or find that it is there.

    Parameters
    ----------
    folder : Path
        Where to. A folder that is there has to be a bundle, and is replaced.
    packages : sequence of str
        Names of installed packages to take along, beside what Cutout requires.
    modules, path : sequence of str
        The game's own modules, which have to be found in these folders, and to load.

    Raises
    ------
    BundleError
        It cannot be made, or does not run.
    LocateError
        A game cannot embed this interpreter.
    MissingPackageError
        A package is not installed.
    """
    distributions = find_all([*requirements(), *packages])
    content = describe(distributions)
    list_file = folder / LIST
    if folder.exists() and not list_file.exists():
        raise BundleError(f"{folder} is there and is no bundle of Python: move it elsewhere, then export again")
    if folder.exists() and json.loads(list_file.read_text(encoding="utf-8")).get("content") == content:
        outside = _try(folder, distributions, modules, path)
        return Bundle(is_new=False, bytes=_size(folder), system_libraries=outside)
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        copy_interpreter(fresh)
        site = _site_packages(fresh)
        copy_cutout(site)
        for distribution in distributions:
            copy_package(distribution, site)
        # What is unpacked at a player's has other times of change, and may not be writable.
        compile_dir(fresh, maxlevels=32, quiet=2, stripdir=fresh, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
        outside = _try(fresh, distributions, modules, path)
        (fresh / LIST).write_text(json.dumps({"content": content}, indent="\t"), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Bundle(is_new=True, bytes=_size(folder), system_libraries=outside)


def describe(distributions: Sequence[Distribution]) -> dict[str, object]:
    """Return what a bundle of these packages is made from; equal means that there is nothing to do."""
    library = find_libpython().stat()
    files = [file for file in PACKAGE.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    looks = [file.stat() for file in files]
    return {
        "form": _FORM,
        "python": sys.version,
        "libpython": [library.st_size, library.st_mtime_ns],
        "cutout": [len(looks), sum(each.st_size for each in looks), max(each.st_mtime_ns for each in looks)],
        "packages": {each.name: each.version for each in distributions},
    }


def _site_packages(folder: Path) -> Path:
    """Return where the interpreter of a bundle looks for packages: systems differ."""
    answer = _run(folder, "-c", "import site; print(site.getsitepackages()[0])")
    return Path(answer.strip())


def _try(
    folder: Path, distributions: Sequence[Distribution], modules: Sequence[str], path: Sequence[str]
) -> tuple[str, ...]:
    """Run a bundle; return the names of the system's libraries that it takes."""
    order = {"modules": list(modules), "path": list(path), "names": import_names(distributions)}
    answer: dict[str, Any] = json.loads(_run(folder, "-m", "cutout.bundle.trial", json.dumps(order)).splitlines()[-1])
    if Path(answer["prefix"]) != folder.resolve():
        raise BundleError(
            f"the copy of {sys.executable} takes its standard library from {answer['prefix']}: it cannot be moved; use"
            " a Python that is made for that, such as uv's, or one that you have built with --enable-shared"
        )
    own = Path(sys.base_prefix), Path(sys.prefix)
    system = Path("/usr")
    strays = [
        file for file in answer["outside"] if any(Path(file).is_relative_to(each) for each in own if each != system)
    ]
    if strays:
        raise BundleError(f"the copy of {sys.executable} still needs {', '.join(strays)}: it cannot be moved")
    return tuple(
        sorted(Path(file).name for file in answer["outside"] if not Path(file).name.startswith(_OF_EVERY_SYSTEM))
    )


def _run(folder: Path, *arguments: str) -> str:
    """Run the interpreter of a bundle, with nothing of this one's environment."""
    # Not the name through a link: the interpreter says where it is by the one it has.
    command = [str(folder.resolve() / LAUNCHER), "-I", *arguments]
    try:
        answer = subprocess.run(
            command,
            env={"PATH": os.defpath},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_TRIAL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise BundleError(f"the copy of {sys.executable} does not run: {fault}") from fault
    if answer.returncode:
        last = (answer.stderr.strip().splitlines() or ["it said nothing"])[-1]
        advice = "; name its package in the preset's cutout/python_packages" if "No module named" in last else ""
        raise BundleError(f"the copy of {sys.executable} does not run (exit code {answer.returncode}): {last}{advice}")
    return answer.stdout


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
