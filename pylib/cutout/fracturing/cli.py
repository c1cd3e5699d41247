"""The commands ``fracture`` and ``preview`` of ``python -m cutout``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cutout.errors import BadParams, BadPolygon, CutoutError

from .fracture import Fracture, fracture
from .params import PATTERNS

if TYPE_CHECKING:
    from .door import Polygon

MAX_FILE_BYTES = 16 * 1024 * 1024

_INPUT = """\
FILE holds JSON: a list of points [[x, y], ...], or an object {"rings": [[[x, y], ...], ...], "params": {...}}.
A dash reads standard input.
"""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the command line.

    Each sets ``run``, a function of the parsed arguments that returns an exit code.
    """
    for name, summary, run in (
        ("fracture", "break a polygon and print the fragments as JSON", print_fracture),
        ("preview", "break a polygon and draw the fragments", write_preview),
    ):
        parser = subparsers.add_parser(
            name, help=summary, description=summary, epilog=_INPUT, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        gallery = name == "preview"
        parser.add_argument(
            "file", metavar="FILE", nargs="?" if gallery else None, help="polygon and parameters, as JSON"
        )
        parser.add_argument(
            "--set",
            metavar="NAME=VALUE",
            action="append",
            default=[],
            help="a parameter, over those in FILE: pattern, and what that pattern has",
        )
        if gallery:
            parser.add_argument("--png", metavar="OUT", type=Path, help="where the picture of FILE goes")
            parser.add_argument("--gallery", metavar="OUT", type=Path, help="draw all patterns instead, into this PNG")
        parser.set_defaults(run=_reporting_failure(run))


def print_fracture(arguments: argparse.Namespace) -> None:
    """Print the fragments, what is known of them, and the report."""
    broken = _fracture_of(arguments)
    result: dict[str, object] = {
        "fragments": [ring.tolist() for ring in broken.fragments],
        "areas": broken.areas.tolist(),
        "centroids": broken.centroids.tolist(),
        "triangles": [triangles.tolist() for triangles in broken.triangles],
        "convex_parts": [[part.tolist() for part in parts] for parts in broken.convex_parts],
        "neighbours": [[one, two, length] for (one, two), length in broken.neighbours.items()],
        "report": broken.report.to_dict(),
    }
    if broken.solids:
        result["solids"] = [
            {
                side: {array.name: getattr(surface, array.name).tolist() for array in fields(surface)}
                for side, surface in solid.items()
            }
            for solid in broken.solids
        ]
    json.dump(result, sys.stdout)
    sys.stdout.write("\n")


def write_preview(arguments: argparse.Namespace) -> None:
    """Draw the fragments, or all patterns, into a PNG file."""
    if (arguments.gallery is None) == (arguments.png is None) or (arguments.png is None) != (arguments.file is None):
        raise BadParams("preview takes FILE --png OUT, or --gallery OUT")
    try:
        from .gallery import TILES, draw_gallery  # noqa: PLC0415 - Pillow is an extra
        from .preview import draw  # noqa: PLC0415 - the same
    except ModuleNotFoundError as missing:
        if missing.name != "PIL":
            raise
        raise CutoutError("preview needs Pillow; install it with: pip install 'cutout[preview]'") from None
    if arguments.gallery is not None:
        draw_gallery().save(arguments.gallery, format="PNG")
        sys.stdout.write(f"{arguments.gallery}: {len(TILES)} pictures of {len(PATTERNS)} patterns\n")
        return
    broken = _fracture_of(arguments)
    draw(broken).save(arguments.png, format="PNG")
    sys.stdout.write(f"{arguments.png}: {len(broken)} fragments by {broken.report.path}\n")


def read_request(text: str) -> tuple[Polygon, dict[str, object]]:
    """Return the polygon and the parameters in a JSON text.

    Raises
    ------
    BadPolygon, BadParams
        The text is not JSON or not of a known shape.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise BadPolygon(f"the file is not JSON: {wrong}") from None
    if isinstance(content, list):
        return content, {}
    if not isinstance(content, Mapping) or "rings" not in content:
        raise BadPolygon('the file must hold a list of points, or an object with "rings"')
    unknown = content.keys() - {"rings", "params"}
    if unknown:
        raise BadParams('the file may hold "rings" and "params", not ' + ", ".join(map(repr, sorted(unknown))))
    params = content.get("params", {})
    if not isinstance(params, dict):
        raise BadParams(f"params must be an object, not {type(params).__name__}")
    return content["rings"], params


def _fracture_of(arguments: argparse.Namespace) -> Fracture:
    polygon, params = read_request(_read(arguments.file))
    for setting in arguments.set:
        name, equals, value = setting.partition("=")
        if not equals:
            raise BadParams(f"--set takes NAME=VALUE, not {setting!r}")
        params[name] = _value(value)
    return fracture(polygon, params)


def _read(file: str) -> str:
    """Return the text of a file or of standard input, within a limit."""
    try:
        if file == "-":
            text = sys.stdin.read(MAX_FILE_BYTES + 1)
        else:
            with Path(file).open(encoding="utf-8") as opened:
                text = opened.read(MAX_FILE_BYTES + 1)
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadPolygon(f"cannot read {file}: {wrong}") from None
    if len(text) > MAX_FILE_BYTES:
        raise BadPolygon(f"{file} is longer than {MAX_FILE_BYTES} bytes")
    return text


def _value(text: str) -> object:
    """Return a value of the command line: JSON where it is that, else the text itself."""
    try:
        return cast("object", json.loads(text))
    except ValueError:
        return text


def _reporting_failure(run: Callable[[argparse.Namespace], None]) -> Callable[[argparse.Namespace], int]:
    """Return a command that prints what is wrong in one line and returns its exit code."""

    def command(arguments: argparse.Namespace) -> int:
        try:
            run(arguments)
        except (CutoutError, OSError) as failure:
            sys.stderr.write(f"cutout: {failure}\n")
            return 1
        return 0

    return command
