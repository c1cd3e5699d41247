"""From a request to a chunk: layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .chunk import Chunk
from .request import ChunkRequest

if TYPE_CHECKING:
    from collections.abc import Mapping


def build_chunk(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return a chunk.

    Parameters
    ----------
    request : mapping
        As docs/architecture.md lays down for the kind ``chunk``.

    Returns
    -------
    dict
        As laid down there: a pure function of the request.
    """
    wanted = ChunkRequest.from_mapping(request)
    chunk = Chunk(wanted)
    statistics = {}
    before = chunk.counts
    for layer, options in wanted.layers:
        layer.build(chunk, options)
        counts = chunk.counts
        names = ("vertices", "triangles", "instances")
        statistics[layer.name] = {name: counts[i] - before[i] for i, name in enumerate(names)}
        before = counts
    return chunk.finished(statistics)
