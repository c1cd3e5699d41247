"""The chunks that wait for a worker."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutout.host.chunk import Chunk


class Backlog:
    """A queue of chunks, first in, first out, with an index from job to chunk.

    Taking a job out costs as much as its chunk is long, wherever the chunk stands.
    """

    def __init__(self) -> None:
        self._chunks: OrderedDict[int, Chunk] = OrderedDict()
        self._ticket_of: dict[int, int] = {}
        self._next_ticket = 0

    def __bool__(self) -> bool:
        return bool(self._chunks)

    def __contains__(self, job: int) -> bool:
        return job in self._ticket_of

    def jobs(self) -> list[int]:
        """Every waiting job, in the order in which they will run."""
        return [job for chunk in self._chunks.values() for job in chunk.ids]

    def append(self, chunk: Chunk) -> None:
        """Put a chunk at the end."""
        ticket = self._next_ticket
        self._next_ticket += 1
        self._chunks[ticket] = chunk
        self._ticket_of.update(dict.fromkeys(chunk.ids, ticket))

    def put_back(self, chunks: Sequence[Chunk]) -> None:
        """Put chunks at the front, in this order: they have waited once already."""
        for chunk in reversed(chunks):
            self.append(chunk)
            self._chunks.move_to_end(self._next_ticket - 1, last=False)

    def pop(self) -> Chunk:
        """Take the first chunk out."""
        _, chunk = self._chunks.popitem(last=False)
        for job in chunk.ids:
            del self._ticket_of[job]
        return chunk

    def remove(self, jobs: Sequence[int]) -> list[int]:
        """Take these jobs out of their chunks; return those that were waiting."""
        found: dict[int, set[int]] = {}
        for job in jobs:
            ticket = self._ticket_of.pop(job, None)
            if ticket is not None:
                found.setdefault(ticket, set()).add(job)
        for ticket, gone in found.items():
            rest = self._chunks[ticket].without(gone)
            if rest is None:
                del self._chunks[ticket]
            else:
                self._chunks[ticket] = rest
        taken = set().union(*found.values())
        return [job for job in dict.fromkeys(jobs) if job in taken]

    def check(self) -> None:
        """Raise AssertionError if the index and the chunks disagree."""
        index = {job: ticket for ticket, chunk in self._chunks.items() for job in chunk.ids}
        if index != self._ticket_of or len(index) != len(self.jobs()):
            raise AssertionError(f"the index {self._ticket_of} does not match the chunks {index}")
