"""Make a fresh checkout ready: environment, Godot, native libraries, import step.

Each step looks first and works only if something it depends on has changed, so a second run takes a second or two.
Run it through ``make setup``, which picks the Python. With ``--checked`` it builds the bounds-checked kernel only, in
an environment that is ready: ``make test-checked``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
BUILD = PROJECT / "build"
REQUIREMENTS = PROJECT / "tools" / "requirements.txt"
# What Godot imports or lists in its class cache: a change of any of these asks for the import step.
IMPORTED = ("*.gd", "*.tscn", "*.tres", "*.svg", "*.png", "*.gdshader", "*.gdextension", "project.godot")
IMPORT_ROOTS = ("addons", "demo_scenes", "tests/godot")
EXTENSION = "res://addons/cutout/bin/cutout.gdextension"
CHECKED = BUILD / "checked"
# What the checked variant of the package is made of.
SOURCES = ("*.py", "*.pxd", "*.pyi", "py.typed", "CMakeLists.txt")


class SetupError(Exception):
    """What went wrong and what to do, in a sentence or two."""


def say(step: str, text: str) -> None:
    """Print one line of progress."""
    print(f"{step:<8} {text}", flush=True)


def run(command: list[str | Path], purpose: str, log: str, **environment: str) -> str:
    """Run a command with its output in a log; raise with the end of it on failure; return it."""
    BUILD.mkdir(exist_ok=True)
    answer = subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    (BUILD / log).write_text(answer.stdout)
    if answer.returncode:
        tail = "\n".join(answer.stdout.strip().splitlines()[-25:])
        raise SetupError(f"could not {purpose} (all of it is in build/{log}):\n{tail}")
    return answer.stdout


def digest(paths: list[Path], *extra: str) -> str:
    """Return a hash of the files' names and contents."""
    total = hashlib.sha256("\0".join(extra).encode())
    for path in sorted(paths):
        total.update(str(path.relative_to(PROJECT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Tell whether the step that writes this stamp last ran for the same input."""
    return stamp.exists() and stamp.read_text() == value


def make_environment() -> None:
    """Create ``.venv`` with the locked packages, and put ``pylib`` on its path."""
    stamp = VENV / "cutout-stamp"
    owner = f"{sys.version}\n{VENV}\n"
    wanted = owner + digest([REQUIREMENTS])
    if is_current(stamp, wanted):
        return
    say("python", f"{sys.executable} ({sys.version.split()[0]}): the locked packages into .venv …")
    # Scripts of an environment name its folder, so one that was moved is of no use.
    if not (stamp.exists() and stamp.read_text().startswith(owner)):
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            run([sys.executable, "-m", "venv", VENV], "make .venv", "venv.log")
        except SetupError as error:
            raise SetupError(f"{error}\nOn Debian, 'apt-get install python3-venv' adds what is missing.") from None
    pip: list[str | Path] = [VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--no-deps"]
    run([*pip, "-r", REQUIREMENTS], "install the locked packages", "pip.log")
    site = run([VENV_PYTHON, "-c", "import site; print(site.getsitepackages()[0])"], "find site-packages", "site.log")
    (Path(site.strip()) / "cutout-development.pth").write_text(f"{PROJECT / 'pylib'}\n")
    stamp.write_text(wanted)


def get_godot() -> Path:
    """Return the path of Godot, fetched into ``.godot-bin`` where the machine has none."""
    answer = subprocess.run(
        [VENV_PYTHON, PROJECT / "tools" / "get_godot.py"], stdout=subprocess.PIPE, text=True, check=False
    )
    if answer.returncode:
        raise SetupError("no Godot; see the line above.")
    return Path(answer.stdout.strip())


def build_native(godot: Path) -> None:
    """Build the bridge, the host library and the kernel; only what changed is compiled."""
    if not any(shutil.which(compiler) for compiler in (os.environ.get("CXX", "c++"), "g++", "clang++")):
        raise SetupError("no C++ compiler; on Debian: apt-get install g++.")
    build("addons/cutout/native", "native", f"-DGODOT={godot}")
    build("pylib", "pylib", f"-DPython_EXECUTABLE={VENV_PYTHON}")


def build_checked() -> None:
    """Build the kernel again, with every index checked, into a copy of the package in ``build/checked/package``."""
    package = CHECKED / "package"
    wanted = {path.relative_to(PROJECT / "pylib"): path for name in SOURCES for path in (PROJECT / "pylib").rglob(name)}
    for old in {path.relative_to(package) for name in SOURCES for path in package.rglob(name)} - set(wanted):
        (package / old).unlink()
    for place, source in wanted.items():
        copy = package / place
        if not copy.exists() or copy.read_bytes() != source.read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
    options = f"-DPython_EXECUTABLE={VENV_PYTHON}", "-DCUTOUT_KERNEL_CHECKED=ON"
    build(str(package.relative_to(PROJECT)), "checked/cmake", *options)


def build(source: str, name: str, *options: str) -> None:
    """Configure one CMake project if that was not done yet, and build what changed."""
    cmake = VENV / "bin" / "cmake"
    folder = BUILD / name
    tools = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    if not (folder / "build.ninja").exists():
        say("build", f"{source} …")
        command: list[str | Path] = [cmake, "-S", source, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release"]
        run([*command, *options], f"configure {source}", f"{name}-configure.log", PATH=tools)
    run([cmake, "--build", folder], f"build {source}", f"{name}-build.log", PATH=tools)


def import_project(godot: Path) -> None:
    """Let Godot import the project, so that the extension and the classes load in a fresh checkout."""
    (BUILD / ".gdignore").touch()  # nothing in there is the game's
    files = [PROJECT / "project.godot"]
    for root in IMPORT_ROOTS:
        files += [path for pattern in IMPORTED for path in (PROJECT / root).rglob(pattern)]
    stamp = PROJECT / ".godot" / "cutout-stamp"
    wanted = digest(files, str(godot))
    if is_current(stamp, wanted):
        return
    say("godot", "import the project …")
    # An engine that finds an extension in mid-import crashes when it ends: let it know beforehand.
    extensions = PROJECT / ".godot" / "extension_list.cfg"
    if not extensions.exists():
        extensions.parent.mkdir(exist_ok=True)
        extensions.write_text(f"{EXTENSION}\n")
    output = run([godot, "--headless", "--path", PROJECT, "--import"], "import the project", "import.log")
    broken = [line for line in output.splitlines() if "SCRIPT ERROR" in line or "Parse Error" in line]
    if broken:
        raise SetupError("a script does not load (all of it is in build/import.log):\n" + "\n".join(broken))
    stamp.write_text(wanted)


def main() -> int:
    """Run every step in order."""
    try:
        if sys.argv[1:] == ["--checked"]:
            build_checked()
            return 0
        make_environment()
        godot = get_godot()
        build_native(godot)
        import_project(godot)
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    say("ready", f"Python {sys.version.split()[0]} in .venv, Godot at {godot}")
    (BUILD / "godot-path").write_text(f"{godot}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
