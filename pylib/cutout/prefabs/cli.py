"""The commands ``prefab`` and ``prefab-world`` of ``python -m cutout``: check files before a game loads them."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cutout.errors import CutoutError
from cutout.files import open_file
from cutout.wire import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable

_PROJECT: Final = "project.godot"
_LARGEST_SCENE: Final = 1 << 30

_EPILOG: Final = """\
res:// is the nearest folder above FILE that holds a project.godot, or FILE's own.
The exit code is 1 if something is wrong.
"""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the command line.

    Each sets ``run``, a function of the parsed arguments that returns an exit code.
    """
    for name, summary, describe in (
        ("prefab", "check prefabs and all that they need", describe_prefab),
        ("prefab-world", "check worlds of prefabs, and the prefabs that they place", describe_world),
    ):
        parser = subparsers.add_parser(
            name,
            help=summary,
            description=summary,
            epilog=_EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        parser.add_argument("files", metavar="FILE", nargs="+", help="JSON or RON")
        parser.add_argument("--root", metavar="FOLDER", type=Path, help="what res:// stands for instead")
        parser.add_argument("--user", metavar="FOLDER", type=Path, help="what user:// stands for; nothing by default")
        parser.add_argument(
            "--allow",
            metavar="PATTERN",
            action="append",
            default=[],
            help="scripts and scenes that are let in, as allow_scripts: res://scripts/*.gd",
        )
        parser.set_defaults(run=_describing_each(describe))


def describe_prefab(request: dict[str, Any]) -> str:
    """Return what a prefab holds, in words."""
    prefab = _prefab(request)
    return (
        f"{_count(len(prefab['names']), 'node')}, {_count(len(prefab['resources']), 'resource')}, "
        f"made from {_count(len(prefab['sources']), 'file')}"
    )


def describe_world(request: dict[str, Any]) -> str:
    """Return what a world holds, in words, once every prefab that it places has compiled."""
    from .request import PrefabRequest  # noqa: PLC0415 - as in `_prefab`
    from .world_loading import load  # noqa: PLC0415 - the same
    from .world_prefabs import SCENES  # noqa: PLC0415 - the same

    world = load(request)
    places = PrefabRequest.from_mapping(request).places
    nodes = []
    for path in world["prefabs"]:
        if Path(path).suffix.lower() in SCENES:
            # Only the game can look into a scene.
            open_file(places.absolute(path), places.roots, _LARGEST_SCENE).close()
            nodes.append("a scene")
        else:
            nodes.append(_count(len(_prefab({**request, "path": path})["names"]), "node"))
    times = Counter(world["kinds"])
    counts = (len(world["kinds"]), "point"), (len(nodes), "prefab"), (len(world["regions"]), "region")
    lines = [", ".join(_count(number, name) for number, name in counts)]
    lines += [f"{times[kind]:8} {path} ({nodes[kind]})" for kind, path in enumerate(world["prefabs"])]
    return "\n".join(lines)


def _prefab(request: dict[str, Any]) -> dict[str, Any]:
    from .loading import load  # noqa: PLC0415 - other commands do not wait for its parsers

    prefab: dict[str, Any] = decode(encode(load(request)))
    return prefab


def _describing_each(describe: Callable[[dict[str, Any]], str]) -> Callable[[argparse.Namespace], int]:
    """Return a command that prints what each file holds, or what is wrong with it, and returns an exit code."""

    def command(arguments: argparse.Namespace) -> int:
        code = 0
        for file in arguments.files:
            try:
                sys.stdout.write(f"{file}: {describe(_request(Path(file), arguments))}\n")
            except CutoutError as failure:
                sys.stderr.write(f"cutout: {failure}\n")
                code = 1
        return code

    return command


def _request(file: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    path = file.absolute()
    root = arguments.root or next((folder for folder in path.parents if (folder / _PROJECT).exists()), path.parent)
    schemes = {"res://": str(root.absolute())}
    if arguments.user is not None:
        schemes["user://"] = str(arguments.user.absolute())
    return {
        "path": str(path),
        "roots": tuple(schemes.values()),
        "schemes": schemes,
        "allow_scripts": tuple(arguments.allow),
    }


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
