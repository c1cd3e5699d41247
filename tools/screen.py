"""A screen to draw on: the machine's own, or a virtual one."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def has_display() -> bool:
    """Tell whether a person can see a window on this machine."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def can_draw() -> bool:
    """Tell whether a window can be opened, on a display or a virtual screen."""
    return has_display() or shutil.which("Xvfb") is not None


@contextmanager
def virtual_screen(width: int = 1280, height: int = 720) -> Iterator[dict[str, str]]:
    """Run an X server without a screen; yield the environment that draws on it.

    The server picks its own free number and tells it through a pipe, so that several can run at once.
    """
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start; run 'Xvfb -displayfd 1' to see why.")
        yield {**os.environ, "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()
