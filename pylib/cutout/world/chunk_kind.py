"""The kind ``chunk``: one square of an endless world.

What it needs is imported with the first request: a game without a world does not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cutout.worker.registry import kind

if TYPE_CHECKING:
    from collections.abc import Mapping


@kind("chunk")
def run(request: Mapping[str, Any]) -> object:
    """Build a chunk.

    Parameters
    ----------
    request : mapping
        As docs/architecture.md lays down for the kind ``chunk``.

    Raises
    ------
    BadParams
        An unknown name, a wrong type or a value out of range.
    TooLarge
        A layer puts too much into a chunk.
    """
    from .building import build_chunk  # noqa: PLC0415 - loads numpy, shapely and the noise library

    return build_chunk(request)
