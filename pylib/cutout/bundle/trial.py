"""The first run of a bundle, in its own interpreter: imports all that a game may, and tells what came from elsewhere.

Started as ``FOLDER/bin/python -I -m cutout.bundle.trial`` with one argument, JSON with ``modules`` (those of the game),
``path`` (folders that are looked in for these) and ``names`` (of packages). Prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from cutout.worker.registry import BUILT_IN, warm_up_while


def main() -> int:
    """Import everything, print a line, and return 0; what cannot be imported raises."""
    order = json.loads(sys.argv[1])
    for name in (*BUILT_IN, *order["names"]):
        import_module(name)
    sys.path[:0] = order["path"]
    sys.dont_write_bytecode = True  # beside the game's files
    for name in order["modules"]:
        import_module(name)
    warm_up_while(lambda: True)
    home = Path(sys.executable).parents[1]
    outside = sorted(file for file in _mapped() if not Path(file).is_relative_to(home))
    sys.stdout.write(json.dumps({"prefix": sys.prefix, "outside": outside}) + "\n")
    return 0


def _mapped() -> set[str]:
    """Return the shared libraries of this process."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    fields = [line.split(maxsplit=5) for line in lines]
    return {each[5] for each in fields if len(each) > 5 and ".so" in Path(each[5]).name}  # noqa: PLR2004


if __name__ == "__main__":
    sys.exit(main())
