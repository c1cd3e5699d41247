"""Draw the picture of docs/guide_roads.md: each type of road, by the real engine on a virtual screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pictures import shrink
from screen import virtual_screen

PROJECT = Path(__file__).resolve().parent.parent
PICTURE = PROJECT / "docs" / "images" / "roads.png"
LIMIT_SEC = 300


def main() -> int:
    """Draw the picture, and return the exit code of the engine."""
    godot = (PROJECT / "build" / "godot-path").read_text().strip()
    command = [godot, "--path", str(PROJECT), "--audio-driver", "Dummy", "--rendering-driver", "opengl3"]
    command += ["res://tests/godot/runner.tscn", "--", "--case=roads_picture", f"--file={PICTURE}"]
    with virtual_screen(1600, 900) as environment:
        code = subprocess.run(command, env=environment, timeout=LIMIT_SEC, check=False).returncode
    if code == 0:
        shrink(PICTURE, PICTURE)
    print(f"picture  {PICTURE.relative_to(PROJECT)}" if code == 0 else "picture  failed")
    return code


if __name__ == "__main__":
    sys.exit(main())
