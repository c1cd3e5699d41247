"""The shortest way: plain requests of the pattern ``random``, from their arrays to the bytes of their results.

It is that of `cutout.fracturing.express` without anything that most requests do not ask for: no other pattern, no
thickness, nothing that was broken before. What is asked for is in columns for the whole batch, and nothing in Python is
done for one request that can be done for all.
"""

from __future__ import annotations

import itertools
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from . import compiled
from .params import FractureParams
from .patterns.random import Random

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_local = threading.local()


def _terms(params: dict[str, Any]) -> tuple[int, float, float] | None:
    """Return what the stages are to know of parameters; None if they are not plain, or wrong."""
    return _read(*itertools.chain.from_iterable(params.items()))


@lru_cache(maxsize=256, typed=True)
def _read(*params: Any) -> tuple[int, float, float] | None:
    """Read parameters, given as name, value, name, value; by type, since 1, 1.0 and True are equal."""
    try:
        read = FractureParams.from_mapping(dict(zip(params[::2], params[1::2], strict=True)))
    except Exception:  # noqa: BLE001 - found again, and told, on the careful way
        return None
    if not isinstance(read, Random) or read.extrude_depth or read.refracture_depth:
        return None
    return read.fragment_count, read.edge_padding, 0.0 if read.small_fragments == "keep" else read.min_fragment_area


def answer(requests: Sequence[Mapping[str, object]], literals: tuple[bytes, ...]) -> list[bytes | None]:
    """Break the polygons of plain requests.

    Parameters
    ----------
    requests : sequence of mappings
        Of the kind ``fracture``; any of them may be malformed.
    literals : tuple of bytes
        What is around the arrays and numbers of a result: see `cutout.fracturing.kernel.message.Message`.

    Returns
    -------
    list of bytes or None
        None for a request that must go another way.
    """
    answers: list[bytes | None] = [None] * len(requests)
    if not compiled.AVAILABLE:
        return answers
    # Out of the way: after an exception they are not used again.
    intake, chain = vars(_local).pop("stages", None) or (compiled.Intake(_terms), compiled.Chain(literals))
    intake.start(len(requests))
    for place, request in enumerate(requests):
        intake.add(place, request)
    places = intake.places
    if places:
        for place, body in zip(places, chain.run(intake.take()), strict=True):
            answers[place] = body
    _local.stages = intake, chain
    return answers
