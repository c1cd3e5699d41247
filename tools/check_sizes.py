"""Hold the size of source files: a long file has a second idea in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LIMITS = {".py": 400, ".gd": 400, ".cpp": 300, ".hpp": 300, ".h": 300}


def main() -> int:
    """Print the files that are too long; return 1 if there are any."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    too_long = 0
    for name in filter(None, listed.stdout.split("\0")):
        path = PROJECT / name
        limit = LIMITS.get(path.suffix)
        if limit is None or not path.exists():
            continue
        lines = len(path.read_text().splitlines())
        if lines > limit:
            print(f"{name}: {lines} lines, the limit is {limit}; what is the second idea in it?")
            too_long += 1
    return 1 if too_long else 0


if __name__ == "__main__":
    sys.exit(main())
