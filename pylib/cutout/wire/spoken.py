"""The messages from a worker to the host: `Reply`, `Progress` and `Log`, and the two with which its life begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

from cutout.errors import BadMessage
from cutout.wire.encoding import encode
from cutout.wire.fields import field, open_message
from cutout.wire.messages import Log, Progress, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import ReadableBuffer


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded its kinds and waits for chunks."""

    def encode(self) -> bytes:
        """Write the message."""
        return encode({"op": "ready"})

    @classmethod
    def from_fields(cls, _fields: dict[Any, Any]) -> Self:
        """Take a decoded message; there is nothing to check."""
        return cls()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFailed:
    """The worker cannot get ready, and ends.

    Parameters
    ----------
    details : str
        The traceback of what kept it.
    """

    details: str

    def encode(self) -> bytes:
        """Write the message."""
        return encode({"op": "start_failed", "details": self.details})

    @classmethod
    def from_fields(cls, fields: dict[Any, Any]) -> Self:
        """Check a decoded message.

        Raises
        ------
        BadMessage
            `details` is missing or of another type.
        """
        return cls(details=field("start_failed", fields, "details", str))


Spoken: TypeAlias = Reply | Progress | Log | Ready | StartFailed

_READERS: Final[dict[str, Callable[[dict[Any, Any]], Spoken]]] = {
    "reply": Reply.from_fields,
    "progress": Progress.from_fields,
    "log": Log.from_fields,
    "ready": Ready.from_fields,
    "start_failed": StartFailed.from_fields,
}


def parse_spoken(buffer: ReadableBuffer) -> Spoken:
    """Read what a worker sent.

    Parameters
    ----------
    buffer : bytes-like
        One message; the arrays of the result are views into it.

    Raises
    ------
    BadMessage
        The bytes are no message of a worker, or a field is missing, of another type, or inconsistent with another.
    TooLarge
        The message is over `cutout.wire.MAX_BYTES`.
    """
    op, fields = open_message(buffer)
    read = _READERS.get(op)
    if read is None:
        raise BadMessage(f"No message of a worker has the 'op' {op[:40]!r}.")
    return read(fields)
