"""The kind ``mesh_load``: what a worker runs for one file. The geometry is loaded by the first request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cutout.worker.registry import kind

if TYPE_CHECKING:
    from collections.abc import Mapping


@kind("mesh_load")
def run(request: Mapping[str, Any]) -> object:
    """Return mesh, levels of detail, collision and report of a file; see `cutout.meshes.loading.load`."""
    from .loading import load  # noqa: PLC0415 - a game without files of meshes never waits for numpy

    return load(request)
