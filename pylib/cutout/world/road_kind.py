"""The kind ``road_mesh``: what a worker runs for one road. The geometry is loaded by the first request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cutout.worker.registry import kind

if TYPE_CHECKING:
    from collections.abc import Mapping


@kind("road_mesh")
def run(request: Mapping[str, Any]) -> object:
    """Return mesh, collider and diagnostics of a road; see `cutout.world.roads.generating.generate`."""
    from .roads.generating import generate  # noqa: PLC0415 - a game without roads never waits for numpy and shapely

    return generate(request)
