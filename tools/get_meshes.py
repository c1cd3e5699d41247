"""Fetch files of meshes that nobody here made, and print the folder that they are in.

Debian's packages of programs for 3D printing hold them; they are unpacked into ``build/meshes`` without touching the
system, with the machine's own list of mirrors and a private list of packages. They are for tests only, and under the
licences of their packages (cura: LGPL-3; openscad-testing-data: GPL-2; admesh: GPL-2).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "build" / "meshes"
PACKAGES = ("cura", "openscad-testing-data", "admesh")
SUFFIXES = (".stl", ".obj", ".ply", ".off", ".glb")


def fetch() -> Path:
    """Return the folder with the files, fetched if they are not there.

    Raises
    ------
    SystemExit
        There is no apt, or the packages cannot be had; the message says what to do.
    """
    if (HOME / "complete").exists():
        return HOME
    shutil.rmtree(HOME, ignore_errors=True)
    state, unpacked = HOME / "apt", HOME / "unpacked"
    for folder in (state / "lists" / "partial", state / "archives" / "partial", unpacked):
        folder.mkdir(parents=True)
    options = [
        *("-o", f"Dir::State::lists={state / 'lists'}", "-o", f"Dir::Cache={state}"),
        *("-o", "APT::Sandbox::User=", "-o", "Acquire::Languages=none", "-qq"),
    ]
    _run(["apt-get", *options, "update"])
    _run(["apt-get", *options, "download", *PACKAGES], state / "archives")
    for package in sorted((state / "archives").glob("*.deb")):
        _run(["dpkg-deb", "-x", str(package), str(unpacked)])
    for path in sorted(unpacked.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink():
            target = HOME / path.relative_to(unpacked)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
    shutil.rmtree(unpacked)
    shutil.rmtree(state)
    (HOME / "complete").touch()
    return HOME


def _run(command: list[str], folder: Path | None = None) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
    except FileNotFoundError:
        raise SystemExit(
            f"{command[0]} is missing: these files come from packages of Debian, so use such a machine"
        ) from None
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed; is the package mirror there?\n{done.stderr[-1000:]}")


if __name__ == "__main__":
    print(fetch())
    sys.exit(0)
