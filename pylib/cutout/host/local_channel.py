"""A channel whose two ends are in one process: for batch work without the game, and for tests."""

from __future__ import annotations

import socket
from collections import deque
from threading import Lock
from typing import Self


class LocalChannel:
    """Two queues and a socket pair; the two ends may be used from two threads.

    `receive`, `send` and `fileno` are the host's end, `post`, `poll` and `close` the game's, like those of the native
    class. Use it as a context manager, so that its sockets are closed.
    """

    def __init__(self) -> None:
        self._to_host: deque[bytes] = deque()
        self._to_game: deque[bytes] = deque()
        self._closed = False
        self._lock = Lock()
        # One byte lies in the socket exactly while something waits for the host.
        self._bell, self._button = socket.socketpair()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._bell.close()
        self._button.close()

    def receive(self) -> bytes | None:
        """Return the oldest message for the host, None if there is none; EOFError after the last."""
        with self._lock:
            if not self._to_host:
                if self._closed:
                    raise EOFError
                return None
            message = self._to_host.popleft()
            if not self._to_host and not self._closed:
                self._bell.recv(1)
            return message

    def send(self, message: bytes | bytearray | memoryview, /) -> None:
        """Queue a message for the game's end."""
        self._to_game.append(bytes(message))

    def fileno(self) -> int:
        """Return a descriptor that is readable while a message, or the end, waits for the host."""
        return self._bell.fileno()

    def post(self, message: bytes) -> None:
        """Queue a message for the host."""
        with self._lock:
            if not self._to_host and not self._closed:
                self._button.send(b"!")
            self._to_host.append(message)

    def poll(self) -> bytes | None:
        """Return the oldest message from the host, None if there is none; never waits."""
        return self._to_game.popleft() if self._to_game else None

    def close(self) -> None:
        """Tell the host that nothing more will come."""
        with self._lock:
            if not self._to_host and not self._closed:
                self._button.send(b"!")
            self._closed = True
