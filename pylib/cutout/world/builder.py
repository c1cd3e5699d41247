"""What layers put into a chunk, collected until it crosses the bridge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from cutout.errors import BadParams, TooLarge
from cutout.surfaces import Surface, pack_mesh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.floating[Any]]

MAX_VERTICES: Final = 1_000_000
MAX_INSTANCES: Final = 100_000
MAX_BOXES: Final = 20_000
MAX_TYPES: Final = 64

_TRANSFORM: Final = 12
_COLOUR: Final = 4
_ROW: Final = _TRANSFORM + _COLOUR
_BOX: Final = _TRANSFORM + 3


class Builder:
    """Surfaces, instances and colliders of a chunk, in float32 and metres from its corner."""

    def __init__(self) -> None:
        self._surfaces: list[Surface] = []
        self._instances: dict[str, list[NDArray[np.float32]]] = {}
        self._boxes: list[NDArray[np.float32]] = []
        self._triangles: list[NDArray[np.float32]] = []
        self._roads: set[int] = set()
        self._heights: NDArray[np.float32] = np.zeros(0, np.float32)
        self._height_step = 0.0
        self._counts = [0, 0, 0]
        self._box_count = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many vertices, triangles and instances there are so far."""
        vertices, triangles, instances = self._counts
        return vertices, triangles, instances

    def add_surfaces(self, surfaces: Sequence[Surface]) -> None:
        """Add surfaces; those of one material become one.

        Raises
        ------
        TooLarge
            The chunk has too many vertices.
        """
        for surface in surfaces:
            if len(surface.indices):
                self._surfaces.append(surface)
                self._counts[0] += len(surface.positions)
                self._counts[1] += len(surface.indices) // 3
        if self._counts[0] > MAX_VERTICES:
            raise TooLarge(
                f"the chunk has {self._counts[0]} vertices; at most {MAX_VERTICES} will do: build less in it"
            )

    def add_instances(self, type_: str, transforms: Floats, colours: Floats) -> None:
        """Add things that are repeated.

        Parameters
        ----------
        type_ : str
            The game maps it to a mesh.
        transforms : (n, 3, 4)
            Rows of the basis and the origin, m from the chunk's corner.
        colours : (n, 4)
            Red, green, blue, alpha, 0 to 1.

        Raises
        ------
        BadParams
            Arrays of other shapes.
        TooLarge
            The chunk has too many instances, or types of them.
        """
        count = len(transforms)
        if np.shape(transforms) != (count, 3, 4) or np.shape(colours) != (count, _COLOUR):
            raise BadParams(
                f"instances {type_!r} have transforms of shape {np.shape(transforms)} and colours of shape "
                f"{np.shape(colours)}; give (n, 3, 4) and (n, 4)"
            )
        if not count:
            return
        self._counts[2] += count
        if self._counts[2] > MAX_INSTANCES:
            raise TooLarge(f"the chunk has {self._counts[2]} instances; at most {MAX_INSTANCES} will do: place fewer")
        rows = np.concatenate([np.reshape(transforms, (count, _TRANSFORM)), colours], axis=1).astype(np.float32)
        self._instances.setdefault(type_, []).append(rows)
        if len(self._instances) > MAX_TYPES:
            raise TooLarge(f"the chunk has more than {MAX_TYPES} types of instances; use the colour to tell them apart")

    def add_boxes(self, transforms: Floats, sizes: Floats) -> None:
        """Add boxes to collide with.

        Parameters
        ----------
        transforms : (n, 3, 4)
            Of each box's middle, m from the chunk's corner.
        sizes : (n, 3), m

        Raises
        ------
        BadParams
            Arrays of other shapes.
        TooLarge
            The chunk has too many boxes.
        """
        count = len(transforms)
        if np.shape(transforms) != (count, 3, 4) or np.shape(sizes) != (count, 3):
            raise BadParams(
                f"boxes have transforms of shape {np.shape(transforms)} and sizes of shape {np.shape(sizes)}; give "
                "(n, 3, 4) and (n, 3)"
            )
        self._box_count += count
        if self._box_count > MAX_BOXES:
            raise TooLarge(f"the chunk has {self._box_count} boxes; at most {MAX_BOXES} will do: place fewer")
        self._boxes.append(
            np.concatenate([np.reshape(transforms, (count, _TRANSFORM)), sizes], axis=1).astype(np.float32)
        )

    def add_collider(self, triangles: Floats) -> None:
        """Add triangles to collide with, (m, 3), three corners each, m from the chunk's corner."""
        if np.ndim(triangles) != 2 or np.shape(triangles)[1] != 3 or len(triangles) % 3:  # noqa: PLR2004 - x, y, z
            raise BadParams(f"a collider has the shape {np.shape(triangles)}; give (3 t, 3)")
        self._triangles.append(np.asarray(triangles).astype(np.float32))

    def add_road(self, id_: int) -> None:
        """Tell that a road has a piece in the chunk."""
        self._roads.add(id_)

    def set_heights(self, heights: Floats, step: float) -> None:
        """Set the ground to collide with.

        Parameters
        ----------
        heights : (n, n), m
            Rows along x.
        step : float, m
            From one to the next.
        """
        self._heights = np.ravel(heights).astype(np.float32)
        self._height_step = step

    def result(self) -> dict[str, object]:
        """Return the chunk as it crosses the bridge, but for its statistics.

        Raises
        ------
        BadParams
            A number is not finite in float32.
        """
        buffers = [np.concatenate(rows) for rows in self._instances.values()]
        buffer = np.concatenate(buffers).ravel() if buffers else np.zeros(0, np.float32)
        boxes = np.concatenate(self._boxes).ravel() if self._boxes else np.zeros(0, np.float32)
        collider = np.concatenate(self._triangles) if self._triangles else np.zeros((0, 3), np.float32)
        for name, numbers in (
            ("instances", buffer),
            ("boxes", boxes),
            ("collider", collider),
            ("heights", self._heights),
        ):
            if not np.isfinite(numbers).all():
                raise BadParams(f"{name} of the chunk are not all finite numbers of 32 bits; see what its layers place")
        return {
            "mesh": pack_mesh(self._surfaces),
            "instances": {
                "types": tuple(self._instances),
                "counts": np.array([len(rows) for rows in buffers], np.int32),
                "buffer": buffer,
            },
            "heights": self._heights,
            "height_step": self._height_step,
            "boxes": boxes,
            "collider": collider,
            "road_ids": np.array(sorted(self._roads), np.int64),
        }
