"""Find a Godot editor binary, or fetch one into the project, and print its path.

Order: ``$GODOT``, ``godot`` on PATH, ``.godot-bin/godot`` from an earlier run, and last the package of Debian's
testing suite, unpacked into ``.godot-bin/`` without touching the system: private apt lists, ``dpkg -x``, and
``patchelf`` so that the binary finds its own loader and libraries wherever the project lies.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HOME = PROJECT / ".godot-bin"
MINIMUM = (4, 5)
# Libraries whose own RUNPATH would hide the search path given to the binary.
OWN_RUNPATH = ("libpulse*.so.*", "pulseaudio/libpulsecommon-*.so", "libLLVM*.so.*")


class SetupError(Exception):
    """What is missing and how to get it, in one sentence."""


def version_of(godot: Path) -> tuple[int, int] | None:
    """Return (major, minor) of a Godot binary, or None where it does not run."""
    try:
        answer = subprocess.run([godot, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.match(r"(\d+)\.(\d+)", answer.stdout.strip())
    return (int(match[1]), int(match[2])) if match and answer.returncode == 0 else None


def find() -> Path | None:
    """Return a Godot that is new enough, or None."""
    given = os.environ.get("GODOT")
    if given:
        path = shutil.which(given)
        version = version_of(Path(path)) if path else None
        if path is None or version is None:
            raise SetupError(f"GODOT={given} does not run; point GODOT at a Godot editor binary or unset it.")
        if version < MINIMUM:
            raise SetupError(
                f"GODOT={given} is Godot {version[0]}.{version[1]}; Cutout needs {MINIMUM[0]}.{MINIMUM[1]} or newer."
            )
        return Path(path)
    for candidate in (shutil.which("godot"), HOME / "godot"):
        version = version_of(Path(candidate)) if candidate and Path(candidate).exists() else None
        if candidate and version and version >= MINIMUM:
            return Path(candidate)
    return None


def cache_folder() -> Path:
    """Return the folder for downloads, outside the project so that every clone shares them."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "cutout" / "apt"


def debian_source() -> str:
    """Return this machine's own Debian archive, as apt knows it."""
    if not all(shutil.which(tool) for tool in ("apt-get", "dpkg", "dpkg-deb")):
        raise SetupError("No Godot found; install Godot 4.6 and put it on PATH as 'godot', or set GODOT to its path.")
    targets = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(CREATED_BY)|$(ORIGIN)|$(LABEL)|$(REPO_URI)|$(SITE)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for line in targets.stdout.splitlines():
        created_by, origin, label, uri, _ = line.split("|")
        if created_by == "Packages" and origin == label == "Debian":
            return uri
    raise SetupError(
        "No Godot found, and apt lists no Debian archive to fetch it from (run 'apt-get update' once); "
        "or install Godot 4.6 and set GODOT to its path."
    )


def download(cache: Path) -> list[Path]:
    """Fetch Godot and everything it links to; return the package files."""
    for folder in ("lists/partial", "archives/partial"):
        (cache / folder).mkdir(parents=True, exist_ok=True)
    (cache / "status").touch()
    source = cache / "testing.list"
    source.write_text(f"deb {debian_source()} testing main\n")
    options = {
        "Dir::Etc::sourcelist": source,
        "Dir::Etc::sourceparts": "-",
        "Dir::State::lists": cache / "lists",
        "Dir::State::status": cache / "status",
        "Dir::Cache": cache,
        "Debug::NoLocking": "1",
        "APT::Sandbox::User": "root",
        "Acquire::Retries": "3",
        "Acquire::Languages": "none",
    }
    apt = ["apt-get", "-q", "-y", *(f"-o{key}={value}" for key, value in options.items())]
    install = [*apt, "install", "--no-install-recommends"]
    run([*apt, "update"], "read the package lists of Debian's testing suite")
    run([*install, "--download-only", "godot"], "download Godot")
    listed = subprocess.run(
        [*install, "--print-uris", "--reinstall", "godot"], capture_output=True, text=True, check=True
    )
    wanted = {line.split()[1] for line in listed.stdout.splitlines() if line.startswith("'")}
    files = sorted((cache / "archives").glob("*.deb"))
    return [file for file in files if file.name in wanted] or files


def run(command: list[str], purpose: str) -> None:
    """Run one step quietly; on failure say which step and show the end of what it printed."""
    print(f"godot: {purpose} …", file=sys.stderr, flush=True)
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        tail = "\n".join((answer.stdout + answer.stderr).strip().splitlines()[-8:])
        raise SetupError(f"Could not {purpose}; check the network, or set GODOT to a Godot 4.6 binary.\n{tail}")


def unpack(packages: list[Path], patchelf: Path) -> Path:
    """Lay the packages out in a folder of the project and make the binary run from there."""
    fresh = HOME.with_name(".godot-bin.new")
    shutil.rmtree(fresh, ignore_errors=True)
    root = fresh / "root"
    root.mkdir(parents=True)
    print(f"godot: unpack {len(packages)} packages …", file=sys.stderr, flush=True)
    for package in packages:
        subprocess.run(["dpkg-deb", "--extract", package, root], check=True)
    loader = next(path for path in sorted(root.glob("**/ld-linux-*.so.*")) if path.is_file())
    libraries = next(path for path in sorted(root.glob("usr/lib/*-linux-gnu*")) if path.is_dir())
    for pattern in OWN_RUNPATH:
        for library in libraries.glob(pattern):
            if library.is_file() and not library.is_symlink():
                subprocess.run([patchelf, "--remove-rpath", library], check=True)
    for common in libraries.glob("pulseaudio/libpulsecommon-*.so"):
        (libraries / common.name).symlink_to(common)
    binary = fresh / "godot"
    shutil.copy2((root / "usr/bin/godot").resolve(), binary)
    final_libraries = HOME / libraries.relative_to(fresh)
    final_loader = HOME / loader.relative_to(fresh)
    subprocess.run(
        [patchelf, "--set-interpreter", final_loader, "--force-rpath", "--set-rpath", final_libraries, binary],
        check=True,
    )
    for link in libraries.glob("libpulsecommon-*.so"):
        link.unlink()
        link.symlink_to(final_libraries / "pulseaudio" / link.name)
    shutil.rmtree(HOME, ignore_errors=True)
    fresh.rename(HOME)
    return HOME / "godot"


def obtain() -> Path:
    """Return a Godot that runs, fetching one first where there is none."""
    godot = find()
    if godot is not None:
        return godot
    patchelf = PROJECT / ".venv/bin/patchelf"
    if not patchelf.exists():
        raise SetupError("patchelf is not installed yet; run 'make setup', which does both in order.")
    godot = unpack(download(cache_folder()), patchelf)
    if version_of(godot) is None:
        raise SetupError(f"{godot} was fetched but does not run here; set GODOT to a Godot 4.6 binary.")
    return godot


def main() -> int:
    """Print the path of Godot."""
    try:
        print(obtain())
    except (SetupError, subprocess.CalledProcessError) as error:
        print(f"godot: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
