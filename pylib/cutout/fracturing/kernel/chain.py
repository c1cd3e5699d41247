"""Every stage of a batch one after the other, from the columns of `Intake` to messages, without copies in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cython  # noqa: F401  (the declarations name it)

from .batch import Kernel
from .finish import Finish
from .message import Message
from .polygons import Polygons
from .scatter import Scatter

if TYPE_CHECKING:
    from collections.abc import Sequence


class Chain:
    """All stages with their scratch memory. Not for two threads at once.

    Parameters
    ----------
    literals : sequence of bytes
        As `Message` takes them.
    """

    def __init__(self, literals: Sequence[bytes]) -> None:
        self.polygons, self.scatter, self.kernel = Polygons(), Scatter(), Kernel()
        self.finish, self.message = Finish(), Message(literals)

    def run(self, batch: dict[str, Any]) -> list[bytes | None]:
        """Break the polygons of a batch along the cells of points at random.

        Parameters
        ----------
        batch : dict
            As `Intake.take` gives it.

        Returns
        -------
        list of bytes or None
            None for a request that some stage refused.
        """
        points, rings, polygons, measures = self.polygons.run(
            batch["points"], batch["ring_offsets"], batch["polygon_offsets"]
        )
        cuts, cut_offsets = self.scatter.run(
            points, rings, polygons, measures[3:], batch["counts"], batch["paddings"], batch["seeds"]
        )
        requests = len(batch["counts"])
        by_sites = memoryview(bytes(requests))
        self.kernel.work(points, rings, polygons, cuts, cut_offsets, by_sites, True)  # noqa: FBT003  (compiled)
        self.finish.run_package(self.kernel.package, requests, measures)
        bodies = self.message.run(self.kernel.package, self.finish, measures, batch["floors"])
        if self.kernel.is_bloated():
            self.kernel, self.finish = Kernel(), Finish()
        return bodies
