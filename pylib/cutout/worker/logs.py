"""From Python's logging, and its warnings, to the game's log.

What a kind prints is not a log: it goes to the standard output of the game, line by line, and nowhere else.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Final

from cutout.wire import Level, Log
from cutout.worker.text import plain

if TYPE_CHECKING:
    from cutout.worker.line import Line

TEXT_CHARACTERS: Final = 4_000
"""How much of a line travels: a message may hold the repr of a whole array."""

_NUMBERS: Final[dict[Level, int]] = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


class _ToHost(logging.Handler):
    """Sends each record as a `Log` that begins with the worker's pid and the kind it runs."""

    kind = ""

    def __init__(self, line: Line, level: int) -> None:
        super().__init__(level)
        self._line = line

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record."""
        try:
            text = self.format(record)
        except Exception:  # noqa: BLE001 - a user's message may not fit its arguments
            self.handleError(record)
            return
        level: Level = "info"
        if record.levelno >= logging.WARNING:
            level = "error" if record.levelno >= logging.ERROR else "warning"
        source = f"worker {os.getpid()}, {_ToHost.kind}" if _ToHost.kind else f"worker {os.getpid()}"
        self._line.send(Log(level=level, text=f"{source}: {plain(text)[:TEXT_CHARACTERS]}").encode())


def forward_logs(line: Line, level: Level) -> None:
    """Send what is logged from now on at this level and above, and every warning of Python's, to the host."""
    handler = _ToHost(line, _NUMBERS[level])
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(_NUMBERS[level])
    logging.captureWarnings(True)  # noqa: FBT003 - its only parameter


def set_kind(kind: str) -> None:
    """Let lines name this kind from now on."""
    _ToHost.kind = kind
