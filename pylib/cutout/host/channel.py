"""The way to the game, as this room sees it."""

from __future__ import annotations

from typing import Protocol


class Channel(Protocol):
    """A pair of message queues. In the game it is native; `LocalChannel` is one within a Python process."""

    def receive(self) -> bytes | None:
        """Return the oldest message from the game, None if there is none; never waits.

        Raises
        ------
        EOFError
            The game has closed the channel, and every message has been received.
        """
        ...

    def send(self, message: bytes | bytearray | memoryview, /) -> None:
        """Queue a message for the game."""
        ...

    def fileno(self) -> int:
        """Return a descriptor that is readable while a message, or the end, waits to be received."""
        ...
