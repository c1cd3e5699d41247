"""A Dictionary that is in the form of a message already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cutout.wire.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator


class Encoded(Mapping[str, Any]):
    """What `encode` takes as it is, and anybody else reads as the mapping that `decode` makes of it.

    Nothing is decoded before the first look.

    Parameters
    ----------
    body : bytes
        A whole Dictionary in Godot's binary Variant format.
    """

    __slots__ = ("_read", "body")

    def __init__(self, body: bytes) -> None:
        self.body = body
        self._read: dict[str, Any] | None = None

    def __getitem__(self, key: str) -> Any:
        return self._mapping()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._mapping())

    def __len__(self) -> int:
        return len(self._mapping())

    def __repr__(self) -> str:
        return f"Encoded({self._mapping()!r})"

    def _mapping(self) -> dict[str, Any]:
        if self._read is None:
            self._read = decode(self.body)
        return self._read
