"""Run the demo: in a window where there is a display, else on a virtual screen, else without a picture."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from screen import can_draw, has_display, virtual_screen

PROJECT = Path(__file__).resolve().parent.parent
SCENE = "res://demo_scenes/letters/letters.tscn"
PICTURE = PROJECT / "build" / "demo.png"
LIMIT_SEC = 300


def main() -> int:
    """Run the demo to its end and return its exit code."""
    godot = (PROJECT / "build" / "godot-path").read_text().strip()
    command = [godot, "--path", str(PROJECT), "--audio-driver", "Dummy"]
    drawing = ["--rendering-driver", "opengl3", SCENE, "--", f"--picture={PICTURE}"]
    PICTURE.unlink(missing_ok=True)
    if has_display():
        print("demo     in a window; close it to end", flush=True)
        return subprocess.run([*command, *drawing], check=False).returncode
    if can_draw():
        print("demo     on a virtual screen", flush=True)
        with virtual_screen() as environment:
            code = run_once([*command, *drawing], environment)
        print(f"picture  {PICTURE.relative_to(PROJECT)}" if PICTURE.exists() else "picture  none was saved")
        return code if PICTURE.exists() else code or 1
    print("demo     without a picture: there is no display, and no Xvfb", flush=True)
    return run_once([*command, "--headless", SCENE, "--"], None)


def run_once(command: list[str], environment: dict[str, str] | None) -> int:
    """Run the demo so that it ends by itself."""
    try:
        return subprocess.run([*command, "--once"], env=environment, timeout=LIMIT_SEC, check=False).returncode
    except subprocess.TimeoutExpired:
        print(f"demo: did not end within {LIMIT_SEC} s", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
