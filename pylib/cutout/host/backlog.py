"""The chunks that wait for a worker."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cutout.host.chunk import Chunk


class Backlog:
    """Two queues of chunks, first in, first out, with an index from job to chunk: those in front go before the others.

    Taking a job out costs as much as its chunk is long, wherever the chunk stands.
    """

    def __init__(self) -> None:
        self._front: OrderedDict[int, Chunk] = OrderedDict()
        self._others: OrderedDict[int, Chunk] = OrderedDict()
        self._ticket_of: dict[int, int] = {}
        self._next_ticket = 0

    def __bool__(self) -> bool:
        return bool(self._ticket_of)

    def jobs(self) -> list[int]:
        """Every waiting job, in the order in which they will run."""
        return [job for chunk in self._chunks() for job in chunk.ids]

    def holds(self, jobs: Sequence[int]) -> set[int]:
        """Return those of these jobs that wait."""
        return self._ticket_of.keys() & jobs

    def append(self, chunk: Chunk) -> None:
        """Put a chunk at the end of its queue."""
        ticket = self._next_ticket
        self._next_ticket += 1
        self._queue_of(chunk)[ticket] = chunk
        self._ticket_of.update(dict.fromkeys(chunk.ids, ticket))

    def put_back(self, chunks: Sequence[Chunk]) -> None:
        """Put chunks at the head of their queues, in this order: they have waited once already."""
        for chunk in reversed(chunks):
            self.append(chunk)
            self._queue_of(chunk).move_to_end(self._next_ticket - 1, last=False)

    def bring_to_front(self, jobs: Sequence[int]) -> None:
        """Let those of these jobs that wait among the others go in front, each as a chunk of its own."""
        for job in jobs:
            chunk = self._others.get(self._ticket_of.get(job, -1))
            if chunk is not None:
                self.remove([job])
                self.append(replace(chunk.pick(chunk.ids.index(job)), front=True))

    def pop(self) -> Chunk:
        """Take the first chunk out."""
        _, chunk = (self._front or self._others).popitem(last=False)
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
            queue = self._front if ticket in self._front else self._others
            rest = queue[ticket].without(gone)
            if rest is None:
                del queue[ticket]
            else:
                queue[ticket] = rest
        taken = set().union(*found.values())
        return [job for job in dict.fromkeys(jobs) if job in taken]

    def check(self) -> None:
        """Raise AssertionError if the index and the chunks disagree, or a chunk is in the wrong queue."""
        index = {job: ticket for queue in (self._front, self._others) for ticket, c in queue.items() for job in c.ids}
        if index != self._ticket_of or len(index) != len(self.jobs()):
            raise AssertionError(f"the index {self._ticket_of} does not match the chunks {index}")
        if not all(chunk.front for chunk in self._front.values()) or any(c.front for c in self._others.values()):
            raise AssertionError(f"a chunk is in the wrong queue: in front are {self._front}")

    def _queue_of(self, chunk: Chunk) -> OrderedDict[int, Chunk]:
        return self._front if chunk.front else self._others

    def _chunks(self) -> Iterator[Chunk]:
        yield from self._front.values()
        yield from self._others.values()
