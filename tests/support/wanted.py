"""What the kinds of tests that read files share: a file of JSON says what a worker is to do with it."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cutout
from cutout.errors import BadFile, FileMissing
from cutout.worker.progress import PAUSE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable


def carry_out(place: str) -> dict[str, Any]:
    """Do what every such kind can do, and return what the file says.

    That is ``work_msec``, how long to keep the processor busy; ``steps``, what to report as progress; ``log``, a file
    that gets a line.
    """
    path = Path(place)
    if not path.exists():
        raise FileMissing(f"there is no file {path}")
    wanted: dict[str, Any] = json.loads(path.read_text())
    if "log" in wanted:
        with Path(wanted["log"]).open("a") as log:
            log.write(f"{path.name}\n")
    end = time.process_time() + wanted.get("work_msec", 0) / 1000
    while time.process_time() < end:
        pass
    for step in wanted.get("steps", ()):
        cutout.report_progress(step)
        _pause()
    return wanted


def reject(_: object) -> None:
    """Be a file that is broken."""
    raise BadFile("line 3: told to")


def kill(_: object) -> None:
    """Be a file that ends the worker."""
    os.kill(os.getpid(), signal.SIGKILL)


def replaced(value: object, *path: str | int) -> Callable[[dict[str, Any]], object]:
    """Return a function that puts a value into a result, at the end of a path of keys."""

    def swap(result: dict[str, Any]) -> object:
        holder: Any = result
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = value
        return result

    return swap


def _pause() -> None:
    end = time.monotonic() + PAUSE_SECONDS
    while time.monotonic() < end:
        pass
