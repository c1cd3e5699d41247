"""The command ``bundle`` of ``python -m cutout``: this interpreter, to take along with a game."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cutout.locate import LocateError

from .making import BundleError, make
from .packages import MissingPackageError

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line.

    It sets ``run``, a function of the parsed arguments that returns an exit code.
    """
    summary = "copy this Python, with Cutout and all that it requires, into a folder that runs anywhere"
    parser = subparsers.add_parser("bundle", help=summary, description=summary)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--package", action="append", default=[], help="an installed package to copy too")
    parser.add_argument("--module", action="append", default=[], help="a module of the game that has to load there")
    parser.add_argument("--path", action="append", default=[], help="a folder to look for these modules in")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    try:
        bundle = make(arguments.folder, arguments.package, arguments.module, arguments.path)
    except (BundleError, LocateError, MissingPackageError, OSError) as failure:
        sys.stderr.write(f"cutout: {failure}\n")
        return 1
    libraries = ", ".join(bundle.system_libraries) or "none"
    what = "copied" if bundle.is_new else "up to date"
    sys.stdout.write(
        f"Python {what}: {bundle.bytes / 1e6:.0f} MB; libraries of the system that it needs: {libraries}\n"
    )
    return 0
