"""The command ``world`` of ``python -m cutout``: a map of some chunks, for those who work on the generators."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cutout.errors import CutoutError

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDEST: Final = 20


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to a command line."""
    parser = subparsers.add_parser("world", help="draw a map of the chunks around a place (needs pillow)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--center", type=_coordinate, default=(0, 0), metavar="X,Z", help="the chunk in the middle")
    parser.add_argument("--radius", type=_whole(0, _WIDEST), default=3, help="chunks on each side of it")
    parser.add_argument("--lod", type=_whole(0, 7), default=0, help="level of detail, 0 the finest")
    parser.add_argument("--scale", type=float, default=1.0, help="pixels a metre")
    parser.add_argument("--png", type=Path, required=True, help="where the picture goes")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # Only this command needs pillow, which is an extra.
    from .map_picture import draw_map  # noqa: PLC0415

    try:
        picture = draw_map(options.seed, options.center, options.radius, options.scale, options.lod)
        picture.save(options.png)
    except (CutoutError, OSError) as failure:
        sys.stderr.write(f"cutout: {failure}\n")
        return 1
    sys.stdout.write(f"{options.png}: {picture.width} x {picture.height} px\n")
    return 0


def _coordinate(text: str) -> tuple[int, int]:
    x, z = (int(part) for part in text.split(","))
    return x, z


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"must be from {low} to {high}")
        return number

    return read
