"""Which packages an exported game takes along, and what of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cutout.bundle import packages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def install(site: Path, name: str, requires: Sequence[str] = (), files: Mapping[str, str] | None = None) -> None:
    """Put a package where `importlib.metadata` finds it."""
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {each}" for each in requires)]
    (info / "METADATA").write_text("\n".join(lines) + "\n")
    for path, content in (files or {}).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(content)
    (info / "RECORD").write_text("".join(f"{path},,\n" for path in (files or {})))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


def names(wanted: Sequence[str]) -> list[str]:
    return [each.name for each in packages.find_all(wanted)]


def test_what_packages_require_comes_along(site: Path) -> None:
    install(site, "quarry", ["Stone.Mill>=1", "lamp ; extra == 'night'"])
    install(site, "stone_mill", ["quarry"])
    assert names(["quarry>=1.0"]) == ["quarry", "stone_mill"]


def test_a_package_for_other_systems_may_be_missing(site: Path) -> None:
    install(site, "quarry", ["no_such_package; sys_platform == 'plan9'"])
    assert names(["quarry"]) == ["quarry"]


def test_a_missing_package_is_named_with_who_wants_it(site: Path) -> None:
    install(site, "quarry", ["no_such_package>=2"])
    with pytest.raises(packages.MissingPackageError, match=r"quarry needs the package 'no_such_package'.* pip install"):
        packages.find_all(["quarry"])


def test_own_requirements_are_installed() -> None:
    assert {"numpy", "shapely", "trimesh", "zstandard"} <= set(names(packages.requirements()))


def test_tests_sources_and_scripts_stay_behind(site: Path, tmp_path: Path) -> None:
    kept = ["quarry/__init__.py", "quarry/data.json", "quarry.libs/libstone.so.1"]
    left = ["quarry/tests/test_it.py", "quarry/include/quarry.h", "quarry/fast.pyx", "../bin/quarry"]
    install(site, "quarry", files=dict.fromkeys([*kept, *left], "#"))
    (distribution,) = packages.find_all(["quarry"])
    target = tmp_path / "target" / "site"
    packages.copy_package(distribution, target)
    copied = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    assert copied == sorted(kept)
    assert packages.import_names([distribution]) == ["quarry"]


def test_an_installation_without_a_list_of_files_is_a_sentence(site: Path, tmp_path: Path) -> None:
    install(site, "quarry")
    (site / "quarry-1.0.dist-info" / "RECORD").unlink()
    (distribution,) = packages.find_all(["quarry"])
    with pytest.raises(packages.MissingPackageError, match="quarry"):
        packages.copy_package(distribution, tmp_path)
