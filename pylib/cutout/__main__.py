"""The command line: ``python -m cutout``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; by default those of the process.

    Returns
    -------
    int
        The exit code.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["locate"]:
        # The game asks this while it starts, and of an interpreter whose numpy may be missing or broken.
        from cutout import locate  # noqa: PLC0415

        return locate.main()
    from cutout.bundle import cli as bundle_cli  # noqa: PLC0415
    from cutout.fracturing import cli  # noqa: PLC0415
    from cutout.meshes import cli as mesh_cli  # noqa: PLC0415
    from cutout.prefabs import cli as prefab_cli  # noqa: PLC0415
    from cutout.world import cli as world_cli  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="cutout",
        description="Break polygons, draw maps, check meshes and prefabs, and tell the game where Python is.",
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    subparsers.add_parser("locate", help="print where the interpreter's libraries are; takes no arguments")
    cli.register(subparsers)
    world_cli.register(subparsers)
    mesh_cli.register(subparsers)
    prefab_cli.register(subparsers)
    bundle_cli.register(subparsers)
    options = parser.parse_args(given)
    run = cast("Callable[[argparse.Namespace], int]", options.run)
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
