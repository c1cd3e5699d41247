"""Copying installed packages: this one, and all that it requires."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
import tomllib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .interpreter import leaving_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PACKAGE: Final = Path(__file__).resolve().parents[1]
"""The folder of this package."""

_NAME: Final = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_LEFT_OUT: Final = frozenset(["__pycache__", "tests"])
_SOURCES: Final = frozenset([".pyi", ".pyx", ".pxd", ".h", ".hpp", ".c", ".cpp", ".a", ".pc"])
"""Endings of what is only needed to build against a package, or to check its types."""


class MissingPackageError(Exception):
    """A package is not installed; the text says which, who wants it and what to do."""


def requirements() -> list[str]:
    """Return what this package requires: as its installation says, in a source tree as ``pyproject.toml`` does."""
    try:
        return list(metadata.requires("cutout") or ())
    except metadata.PackageNotFoundError:
        project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
        return list(project["project"]["dependencies"])


def find_all(wanted: Iterable[str]) -> list[metadata.Distribution]:
    """Return installed packages, and what they require in turn, by name.

    Parameters
    ----------
    wanted : iterable of str
        As in the metadata of packages: a name, perhaps versions, perhaps a condition.

    Raises
    ------
    MissingPackageError
        One that is required without a condition is not installed.
    """
    found: dict[str, metadata.Distribution] = {}
    waiting = [(requirement, "the game") for requirement in wanted]
    while waiting:
        requirement, owner = waiting.pop()
        text, _, condition = requirement.partition(";")
        match = _NAME.match(text)
        if match is None or re.search(r"\bextra\b", condition):
            continue
        name = _normal(match[1])
        if name in found or name == "cutout":
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            if condition:  # It is for another system, or another Python.
                continue
            raise MissingPackageError(
                f"{owner} needs the package {match[1]!r}, which {sys.executable} does not have: run '{sys.executable}"
                f" -m pip install {match[1]}'"
            ) from None
        found[name] = distribution
        waiting += [(each, name) for each in distribution.requires or ()]
    return [found[name] for name in sorted(found)]


def copy_package(distribution: metadata.Distribution, target: Path) -> None:
    """Copy what an installed package has put into ``site-packages``, without tests, caches and headers.

    Raises
    ------
    MissingPackageError
        Its installation does not tell its files.
    """
    if distribution.files is None:
        raise MissingPackageError(
            f"the installation of {distribution.name!r} does not tell its files: install it again with pip"
        )
    for file in distribution.files:
        source = Path(str(distribution.locate_file(file)))
        # Scripts and manuals lie elsewhere.
        if ".." in file.parts or _LEFT_OUT.intersection(file.parts) or file.suffix in _SOURCES or not source.is_file():
            continue
        place = target.joinpath(*file.parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)


def copy_cutout(target: Path) -> None:
    """Copy this package, with the compiled parts of this interpreter."""
    shutil.copytree(PACKAGE, target / PACKAGE.name, ignore=_foreign)


def import_names(distributions: Sequence[metadata.Distribution]) -> list[str]:
    """Return what is imported of packages."""
    mine = {_normal(distribution.name) for distribution in distributions}
    owners = metadata.packages_distributions()
    return sorted(
        name for name, homes in owners.items() if name.isidentifier() and mine.intersection(map(_normal, homes))
    )


def _foreign(folder: str, names: list[str]) -> set[str]:
    """Return the names in a folder of the package that no game of this interpreter needs."""
    left_out = leaving_out(["__pycache__", "CMakeLists.txt", "python-*", *(f"*{ending}" for ending in _SOURCES)])
    abi = str(sysconfig.get_config_var("SOABI"))
    return left_out(folder, names) | {name for name in names if name.endswith(".so") and f"{abi}.so" not in name}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
