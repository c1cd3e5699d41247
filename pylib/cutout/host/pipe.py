"""The host's end of the pipe to a worker. It never waits: a worker may be frozen in the midst of a message."""

from __future__ import annotations

import socket
import struct
from collections import deque
from multiprocessing.connection import Connection
from typing import Final

from cutout.errors import BadMessage, TooLarge
from cutout.wire import MAX_BYTES

# The framing of multiprocessing's Connection, which is the worker's end: the length, then so many bytes.
_LENGTH: Final = struct.Struct("!i")

READ_BYTES: Final = 1 << 16
"""How much is read at once: most messages are shorter, and memory of this size is still cheap to ask for."""

READS_A_TURN: Final = 16
"""After so many reads the others have their turn; what is left is heard of at once."""

_NO_SIGNAL: Final = getattr(socket, "MSG_NOSIGNAL", 0)  # A game may not ignore SIGPIPE.


class Pipe:
    """Messages to and from one worker.

    What does not fit into the pipe at once waits here, and goes on with `flush` when there is room.
    """

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        ours.settimeout(0.0)
        self._socket = ours
        self.workers_end: Connection[bytes, bytes] = Connection(theirs.detach())
        self._incoming = bytearray()
        self._outgoing: deque[memoryview] = deque()

    def fileno(self) -> int:
        """Return the descriptor to wait for."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close the host's end; an idle worker ends then."""
        self._socket.close()
        self._outgoing.clear()

    def send(self, message: bytes) -> bool:
        """Send a message, or as much of it as there is room for; return whether all is sent.

        If the worker has ended, nothing happens: `receive` tells.
        """
        self._outgoing += (memoryview(_LENGTH.pack(len(message))), memoryview(message))
        return self.flush()

    def flush(self) -> bool:
        """Send what waits, as far as there is room; return whether nothing waits any more."""
        while self._outgoing:
            try:
                sent = self._socket.sendmsg(self._outgoing, (), _NO_SIGNAL)
            except BlockingIOError:
                return False
            except OSError:
                self._outgoing.clear()
                break
            while self._outgoing and sent >= len(self._outgoing[0]):
                sent -= len(self._outgoing.popleft())
            if sent:
                self._outgoing[0] = self._outgoing[0][sent:]
        return True

    def receive(self) -> tuple[list[bytes], bool]:
        """Take what has come.

        Returns
        -------
        messages : list of bytes
            Those that are complete.
        more : bool
            Whether there may be more; false once the worker's end is closed and all has been received.

        Raises
        ------
        BadMessage, TooLarge
            What has come is no message.
        """
        messages: list[bytes] = []
        for _ in range(READS_A_TURN):
            try:
                piece = self._socket.recv(READ_BYTES)
            except BlockingIOError:
                break
            except OSError:
                return messages, False
            if not piece:
                return messages, False
            if self._incoming:
                self._incoming += piece
                del self._incoming[: _take(self._incoming, messages)]
            else:
                self._incoming += piece[_take(piece, messages) :]
            if len(piece) < READ_BYTES:
                break  # Most likely all: if not, the descriptor stays readable.
        return messages, True


def _take(buffer: bytes | bytearray, messages: list[bytes]) -> int:
    """Copy the complete messages at the front of a buffer; return where the rest begins."""
    at, end = 0, len(buffer)
    with memoryview(buffer) as view:
        while end - at >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(buffer, at)
            if length < 0:
                raise BadMessage(f"a message of {length} bytes was announced")
            if length > MAX_BYTES:
                raise TooLarge(f"a message of {length} bytes was announced, over the limit of {MAX_BYTES}")
            after = at + _LENGTH.size + length
            if after > end:
                break
            messages.append(bytes(view[at + _LENGTH.size : after]))
            at = after
    return at
