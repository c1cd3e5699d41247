"""Connected components of a graph, a whole round of edges at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .raw import Ints


def components(count: int, first: Ints, second: Ints) -> Ints:
    """Label each node by the least node it is connected with.

    Parameters
    ----------
    count : int
        Nodes.
    first, second : (m,) int
        The ends of each edge.

    Returns
    -------
    (count,) int64

    Notes
    -----
    Labels are hooked to lesser ones and shortened until none changes (after Zhang, Azad and Hu, FastSV, 2020): O(log n)
    rounds of O(n + m).
    """
    labels = np.arange(count)
    while True:
        ends, others = labels[first], labels[second]
        low = np.minimum(ends, others)
        hooked = labels.copy()
        np.minimum.at(hooked, ends, low)
        np.minimum.at(hooked, others, low)
        while not np.array_equal(shorter := hooked[hooked], hooked):
            hooked = shorter
        if np.array_equal(hooked, labels):
            return labels
        labels = hooked
