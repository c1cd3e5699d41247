"""The walls of docs/architecture.md: what each room of the Python package may import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cutout

PACKAGE = Path(cutout.__file__).parent
ROOMS = ("wire", "host", "worker", "fracturing", "world", "meshes", "prefabs", "bundle")

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "wire": {"cutout.errors", "cutout.wire"},
    # Of the worker the host knows the function to start, no more.
    "host": {"cutout.errors", "cutout.wire", "cutout.host", "cutout.worker.loop"},
    "worker": {"cutout.errors", "cutout.wire", "cutout.worker"},
    "fracturing": {"cutout.errors", "cutout.rules", "cutout.fracturing"},
    "world": {"cutout.errors", "cutout.rules", "cutout.surfaces", "cutout.world"},
    "meshes": {"cutout.errors", "cutout.files", "cutout.surfaces", "cutout.meshes"},
    "prefabs": {"cutout.errors", "cutout.files", "cutout.wire", "cutout.prefabs"},
    # It copies and tries what is there, and knows none of it.
    "bundle": {"cutout.locate", "cutout.worker.registry", "cutout.bundle"},
    "files": {"cutout.errors"},
    "surfaces": {"cutout.errors"},
    "rules": set(),
}
"""What modules of a room may import of the package; a name stands for itself and all within."""

EXCEPTIONS: dict[str, set[str]] = {
    # The modules that tell the workers about the geometry; the first gives results the form that crosses the bridge.
    "fracturing/kind.py": {"cutout.worker.registry", "cutout.wire"},
    "fracturing/warm_up.py": {"cutout.worker.registry"},
    "world/road_kind.py": {"cutout.worker.registry"},
    "world/chunk_kind.py": {"cutout.worker.registry"},
    "meshes/kind.py": {"cutout.worker.registry"},
    "prefabs/kind.py": {"cutout.worker.registry"},
}

THIRD_PARTY: dict[str, set[str]] = {
    "fracturing": {"numpy", "shapely", "PIL", "cython", "Cython"},
    "world": {"numpy", "shapely", "pyfastnoiselite", "PIL"},
    "meshes": {"numpy", "trimesh", "fast_simplification", "zstandard"},
    "prefabs": {"lark", "fastjsonschema", "zstandard"},
    "surfaces": {"numpy"},
}

STANDARD = sys.stdlib_module_names | {"_typeshed"}  # which only a type checker imports

SHELL = {"__init__", "channel", "cpu_time", "local_channel", "main", "options", "pipe", "pool"}
"""The modules of the host that touch the world; all others are pure."""

PURE = sorted(f"host/{path.name}" for path in (PACKAGE / "host").glob("*.py") if path.stem not in SHELL)
IMPURE_MODULES = {"multiprocessing", "time", "os", "socket", "threading", "subprocess", "select", "signal", "datetime"}


def imported_by(path: Path) -> set[str]:
    """Return the full name of every module a file imports, under conditions and within functions too."""
    package = ("cutout", *path.relative_to(PACKAGE).parent.parts)
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            # "from cutout import errors" imports a module, "from cutout.errors import Code" a name.
            names.update(f"{module}.{alias.name}" if is_package(module) else module for alias in node.names)
    return names


def is_package(module: str) -> bool:
    first, *rest = module.split(".")
    return first == "cutout" and not rest


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def within(name: str, allowed: set[str]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in allowed)


def files() -> list[Path]:
    single = [PACKAGE / f"{name}.py" for name in ("errors", "files", "surfaces")]
    return sorted([*(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")), *single])


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    allowed = ALLOWED[room] | EXCEPTIONS.get(path.relative_to(PACKAGE).as_posix(), set())
    for name in imported_by(path):
        top = name.partition(".")[0]
        if top == "cutout":
            assert within(name, allowed), f"{path.name} imports {name}"
        else:
            assert top in STANDARD | THIRD_PARTY.get(room, set()), f"{path.name} imports {name}"


@pytest.mark.parametrize("file", PURE)
def test_the_coordinator_reads_no_clock_and_knows_no_process(file: str) -> None:
    tops = {name.partition(".")[0] for name in imported_by(PACKAGE / file)}
    assert not tops & IMPURE_MODULES


@pytest.mark.parametrize(
    "file", ["host/main.py", "host/pool.py", "host/pipe.py", "worker/registry.py", "fracturing/kind.py"]
)
def test_the_imports_are_seen(file: str) -> None:
    """The walls would hold for an empty set too."""
    assert any(name.startswith("cutout.") for name in imported_by(PACKAGE / file))


@pytest.mark.parametrize(
    "module",
    [
        "cutout",
        "cutout.host.main",
        "cutout.worker.loop",
        "cutout.worker.registry",
        "cutout.world.road_kind",
        "cutout.world.chunk_kind",
        "cutout.meshes.kind",
        "cutout.prefabs.kind",
    ],
)
def test_a_module_loads_without_numpy(module: str) -> None:
    script = f"import sys, {module}; sys.exit('numpy' in sys.modules or 'shapely' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_locate_loads_no_geometry() -> None:
    script = (
        "import sys, cutout.__main__; cutout.__main__.main(['locate']);"
        "sys.exit(any(name.startswith(('numpy', 'shapely', 'cutout.fracturing')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "libcutout_host" in done.stdout + done.stderr  # It did run, whether the library is built or not.
