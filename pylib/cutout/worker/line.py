"""A worker's way to the host."""

from __future__ import annotations

import os
from collections import deque
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Line:
    """Sends whole messages, from any thread.

    Parameters
    ----------
    pipe : Connection
        The worker's end of its pipe.
    """

    def __init__(self, pipe: Connection[bytes, bytes]) -> None:
        self._pipe = pipe
        self._lock = RLock()
        self._waiting: deque[bytes] = deque()
        self._sends = False

    def send(self, message: bytes) -> None:
        """Send a message; if the host is gone, end the process."""
        with self._lock:
            self._waiting.append(message)
            if self._sends:
                return  # A finaliser logs in the midst of another message: that one is followed by this.
            self._sends = True
            try:
                while self._waiting:
                    self._pipe.send_bytes(self._waiting.popleft())
            except OSError:
                # The host has closed the pipe. No clean-up: a kind's leftovers may hang it.
                os._exit(0)
            finally:
                self._sends = False
