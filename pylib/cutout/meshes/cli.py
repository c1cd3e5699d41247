"""The command ``mesh`` of ``python -m cutout``: what is in files of meshes, before a game loads them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cutout.errors import CutoutError

from .options import CHOICES

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line.

    It sets ``run``, a function of the parsed arguments that returns an exit code.
    """
    summary = "check files of meshes: STL, OBJ, PLY, OFF, GLB, also packed"
    parser = subparsers.add_parser(
        "mesh", help=summary, description=summary, epilog="The exit code is 1 if a file cannot be loaded."
    )
    parser.add_argument("files", metavar="FILE", nargs="+")
    parser.add_argument("--up", choices=CHOICES["up"], default="y", help="which axis of the file points up")
    parser.add_argument("--scale", type=float, default=1.0, help="metres a unit of the file")
    parser.set_defaults(run=_run)


def describe(path: Path, options: dict[str, object]) -> str:
    """Return what a file holds and what was mended, in words.

    Raises
    ------
    CutoutError
        It cannot be loaded, or an option is out of range.
    """
    from .loading import load  # noqa: PLC0415 - other commands do not wait for numpy

    file = path.resolve()
    result: Any = load({"path": str(file), "roots": (str(file.parent),), "options": options})
    report = result["report"]
    least, greatest = report["bounds"].tolist()
    size = " x ".join(f"{high - low:.6g}" for low, high in zip(least, greatest, strict=True))
    surfaces = len(result["mesh"]["materials"])
    counts = (report["triangles"], "triangle"), (report["vertices"], "vertex"), (surfaces, "surface")
    lines = [
        ", ".join([report["format"], *(_count(number, name) for number, name in counts)]),
        f"{size} m, " + (f"closed, {report['volume']:.6g} m3" if report["is_watertight"] else "open"),
    ]
    mended = [f"{report[name]} {name}" for name in ("degenerate", "duplicate", "not_finite", "flipped") if report[name]]
    if mended:
        lines.append(f"mended: {', '.join(mended).replace('_', ' ')}")
    return "\n    ".join([*lines, *report["notes"]])


def _count(number: int, name: str) -> str:
    many = "vertices" if name == "vertex" else f"{name}s"
    return f"{number} {name if number == 1 else many}"


def _run(arguments: argparse.Namespace) -> int:
    code = 0
    for file in arguments.files:
        try:
            sys.stdout.write(f"{file}: {describe(Path(file), {'up': arguments.up, 'scale': arguments.scale})}\n")
        except CutoutError as failure:
            sys.stderr.write(f"cutout: {file}: {failure}\n")
            code = 1
    return code
