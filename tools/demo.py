"""Run the demos: their menu where there is a display; else the main one, on a virtual screen or without a picture."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path

from screen import can_draw, has_display, virtual_screen

PROJECT = Path(__file__).resolve().parent.parent
MAIN = "letters"
PICTURE = PROJECT / "build" / "demo.png"
LIMIT_SEC = 300
ERROR = re.compile("(SCRIPT |USER )?ERROR:")
"""What a line of the log begins with after an error, in a script or in the engine; the exit code is 0 all the same."""


def main() -> int:
    """Run the menu, or the main demo to its end, and return its exit code."""
    if has_display():
        print("demo     in a window; close it to end", flush=True)
        return subprocess.run([*engine(), *drawing()], check=False).returncode
    if can_draw():
        print("demo     on a virtual screen", flush=True)
        PICTURE.unlink(missing_ok=True)
        with virtual_screen() as environment:
            code = play(MAIN, *drawing(), picture=PICTURE, environment=environment)
        print(f"picture  {PICTURE.relative_to(PROJECT)}" if PICTURE.exists() else "picture  none was saved")
        return code if PICTURE.exists() else code or 1
    print("demo     without a picture: there is no display, and no Xvfb", flush=True)
    return play(MAIN, "--headless")


def demos() -> list[str]:
    """Return the names of the demos: each is a folder with a scene of that name. The menu is one, the stage none."""
    folders = (PROJECT / "demo_scenes").iterdir()
    return sorted(folder.name for folder in folders if scene_of(folder.name).exists() and folder.name != "stage")


def scene_of(name: str) -> Path:
    """Return the scene of a demo."""
    return PROJECT / "demo_scenes" / name / f"{name}.tscn"


def engine() -> list[str]:
    """Return the command that starts the Godot that ``make setup`` found, on this project."""
    godot = (PROJECT / "build" / "godot-path").read_text().strip()
    return [godot, "--path", str(PROJECT), "--audio-driver", "Dummy"]


def drawing() -> list[str]:
    """Return the arguments that make it draw, whatever the graphics card."""
    return ["--rendering-driver", "opengl3"]


def play(name: str, *arguments: str, picture: Path | None = None, environment: dict[str, str] | None = None) -> int:
    """Let a demo play by itself, save a picture if one is wanted, and return its exit code: 1 after an error, too."""
    wanted = "--once" if picture is None else f"--picture={picture}"
    command = [*engine(), *arguments, f"res://demo_scenes/{name}/{name}.tscn", "--", wanted]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        watchdog = threading.Timer(LIMIT_SEC, process.kill)
        watchdog.start()
        has_error = False
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if ERROR.match(line) and not has_error:
                # It may come again in every frame, for good.
                has_error = True
                process.terminate()
        code = process.wait()
        watchdog.cancel()
    return code or int(has_error)


if __name__ == "__main__":
    sys.exit(main())
