"""A chunk: the jobs that travel to a worker together."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Jobs of one kind, run by one worker, one after the other.

    Parameters
    ----------
    kind : str
        The name the kind is registered under.
    ids : tuple of int
        One id per job, without repeats, never empty.
    bodies : tuple of bytes or memoryview
        One encoded request per job; nobody in this room decodes them.
    seconds : float or None
        How long a worker may take over the chunk; None sets no deadline.
    lone_deaths : int
        How many workers died of this chunk while it held one job only.
    """

    kind: str
    ids: tuple[int, ...]
    bodies: tuple[bytes | memoryview, ...]
    seconds: float | None
    lone_deaths: int = 0

    def split(self) -> list[Chunk]:
        """One chunk per job, in order, each with the whole deadline for itself."""
        return [replace(self, ids=(job,), bodies=(body,)) for job, body in zip(self.ids, self.bodies, strict=True)]

    def without(self, jobs: set[int]) -> Chunk | None:
        """Return the chunk with these jobs taken out, None if nothing is left."""
        kept = [(job, body) for job, body in zip(self.ids, self.bodies, strict=True) if job not in jobs]
        if not kept:
            return None
        return replace(self, ids=tuple(job for job, _ in kept), bodies=tuple(body for _, body in kept))
