"""Results that may be asked for again."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import ReadableBuffer

DIGEST_BYTES: Final = 16
"""Short for a digest, long enough: among 2^40 different requests two are taken for one once in 2^49 times."""

ENTRY_BYTES: Final = 256
"""What an entry takes besides the result's bytes: its digest, its place in the table, two objects' headers."""


def digests(kind: str, bodies: Iterable[ReadableBuffer], epoch: int = 0) -> list[bytes]:
    """Return what stands for each request: equal for equal kinds and bodies, else different.

    Parameters
    ----------
    kind : str
        The kind of all of them.
    bodies : iterable of bytes-like
        The encoded requests.
    epoch : int
        Digests of two epochs differ: results of code that has been reloaded are not those of the code before.
    """
    start = blake2b(f"{epoch} {kind}\0".encode(), digest_size=DIGEST_BYTES)
    found: list[bytes] = []
    for body in bodies:
        digest = start.copy()
        digest.update(body)
        found.append(digest.digest())
    return found


class ResultCache:
    """Encoded results by digest; beyond a limit of bytes, the one not asked for longest goes first.

    Parameters
    ----------
    limit : int
        How many bytes it may take, `ENTRY_BYTES` a result included.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._results: OrderedDict[bytes, bytes] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return len(self._results)

    def get(self, digest: bytes) -> bytes | None:
        """Return the result, None if there is none."""
        result = self._results.get(digest)
        if result is not None:
            self._results.move_to_end(digest)
        return result

    def put(self, digest: bytes, result: bytes) -> None:
        """Keep a result; one that is larger than the limit is not kept."""
        if digest in self._results:
            self._drop(digest)
        size = len(result) + ENTRY_BYTES
        if size > self._limit:
            return
        self._results[digest] = result
        self._size += size
        while self._size > self._limit:
            self._drop(next(iter(self._results)))

    def clear(self) -> None:
        """Forget all results."""
        self._results.clear()
        self._size = 0

    def check(self) -> None:
        """Raise AssertionError if the size is counted wrong or over the limit."""
        size = sum(len(result) + ENTRY_BYTES for result in self._results.values())
        if size != self._size or size > self._limit:
            raise AssertionError(f"the results take {size} bytes; counted are {self._size}, allowed {self._limit}")

    def _drop(self, digest: bytes) -> None:
        self._size -= len(self._results.pop(digest)) + ENTRY_BYTES
