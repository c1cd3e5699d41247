"""Breaking many polygons on all cores, without the game: the same host and the same workers as in it.

The workers are started for one call and end with it; that takes about 0.2 s, so a few small polygons are sooner done by
`cutout.fracture` itself. As always with multiprocessing, a script that calls these functions has its own top-level work
under ``if __name__ == "__main__":``, because every worker imports the script.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from cutout import errors
from cutout.errors import Code, CutoutError
from cutout.fracturing.wire_form import pack_request, unpack
from cutout.host.local_channel import LocalChannel
from cutout.host.main import Host
from cutout.host.options import Options
from cutout.wire import MAX_JOBS, Reply, Run, decode, encode

if TYPE_CHECKING:
    from cutout.fracturing import Fracture
    from cutout.fracturing.door import Polygon

CHUNK_BYTES: Final = 16 << 20
"""Start a new chunk rather than let one grow beyond this."""

CHUNKS_A_WORKER: Final = 2
"""Chunks under way for each worker: one that it runs, and one so that it need not wait for the next."""

_LEVELS: Final = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_ERRORS: Final = {
    error.code: error
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, CutoutError) and "code" in vars(error)
}


def process_batch_parallel(
    polygons: Sequence[Polygon],
    params: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None,
    *,
    workers: int | None = None,
) -> list[Fracture]:
    """Break polygons in worker processes; return the fractures in the order of the polygons.

    Parameters
    ----------
    polygons : sequence of polygons
        Each an (n, 2) array, px, or a list of rings, as for `cutout.fracture`.
    params : mapping or sequence of mappings, optional
        One for all polygons, or one for each.
    workers : int, optional
        How many processes; by default one for each core.

    Returns
    -------
    list of Fracture
        As many as polygons. Coordinates are rounded to float32, as in the game.

    Raises
    ------
    CutoutError
        The first failure that came in, of the type `cutout.fracture` would raise; its message begins with the number
        of the polygon. The rest of the batch is dropped.
    ValueError
        There are not as many `params` as polygons.

    Examples
    --------
    >>> squares = [[(0, 0), (size, 0), (size, size), (0, size)] for size in (16, 32)]
    >>> [len(fracture) for fracture in process_batch_parallel(squares, {"fragment_count": 4}, workers=1)]
    [4, 4]
    """
    options = _options(workers)
    # A few chunks for each worker, so that one slow chunk does not leave the others idle at the end.
    chunk_size = min(max(1, len(polygons) // (4 * options.workers)), 16)
    fractures = dict(_stream(polygons, params, chunk_size, options))
    return [fractures[index] for index in range(len(polygons))]


def process_batch_streaming(
    polygons: Sequence[Polygon],
    params: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None,
    chunk_size: int = 16,
    *,
    workers: int | None = None,
) -> Iterator[tuple[int, Fracture]]:
    """Break polygons in worker processes; yield each fracture as soon as its chunk is done.

    Parameters
    ----------
    polygons, params, workers
        As for `process_batch_parallel`.
    chunk_size : int
        How many polygons travel together, 1 to 1024: fewer come sooner, more cost less.

    Yields
    ------
    index : int
        Which polygon this is.
    fracture : Fracture
        Coordinates are rounded to float32.

    Raises
    ------
    CutoutError, ValueError
        As for `process_batch_parallel`, and for a `chunk_size` out of range.

    Notes
    -----
    The generator holds the workers: they end when it is exhausted, closed or collected, or with the thread that took
    its first item.
    """
    if not 1 <= chunk_size <= MAX_JOBS:
        raise ValueError(f"chunk_size is {chunk_size}; it must be 1 to {MAX_JOBS}")
    return _stream(polygons, params, chunk_size, _options(workers))


def _options(workers: int | None) -> Options:
    # The caller waits for the results, so the workers need not stand back for anyone.
    return Options(workers=(os.cpu_count() or 1) if workers is None else workers, nice=0)


def _stream(
    polygons: Sequence[Polygon],
    params: Mapping[str, object] | Sequence[Mapping[str, object]] | None,
    chunk_size: int,
    options: Options,
) -> Iterator[tuple[int, Fracture]]:
    each = [params] * len(polygons) if params is None or isinstance(params, Mapping) else params
    if len(each) != len(polygons):
        raise ValueError(f"{len(polygons)} polygons come with {len(each)} params; give one for all, or one for each")
    return _fractures(_runs(polygons, each, chunk_size), options) if len(polygons) else iter(())


def _runs(polygons: Sequence[Polygon], params: Sequence[Mapping[str, object] | None], chunk_size: int) -> Iterator[Run]:
    """Yield the chunks; a job's id is the number of its polygon."""
    first, bodies = 0, list[bytes]()
    for index, (polygon, own) in enumerate(zip(polygons, params, strict=True)):
        try:
            body = encode(pack_request(polygon, own))
        except CutoutError as error:
            raise _at(index, error) from error
        if bodies and (len(bodies) == chunk_size or sum(map(len, bodies)) + len(body) > CHUNK_BYTES):
            yield _run(first, bodies)
            first, bodies = index, []
        bodies.append(body)
    yield _run(first, bodies)


def _run(first: int, bodies: Sequence[bytes]) -> Run:
    return Run(
        kind="fracture",
        ids=range(first, first + len(bodies)),
        ends=list(accumulate(map(len, bodies))),
        body=b"".join(bodies),
        deadline_msec=0,
    )


def _fractures(runs: Iterator[Run], options: Options) -> Iterator[tuple[int, Fracture]]:
    with LocalChannel() as channel, Host(channel, options) as host:
        under_way = 0
        for run in islice(runs, options.workers * CHUNKS_A_WORKER):
            channel.post(run.encode())
            under_way += len(run.ids)
        while under_way:
            host.step()
            for reply in _replies(channel):
                under_way -= len(reply.ids)
                for run in islice(runs, 1):
                    channel.post(run.encode())
                    under_way += len(run.ids)
                yield from _outcomes(reply)


def _replies(channel: LocalChannel) -> Iterator[Reply]:
    while (message := channel.poll()) is not None:
        fields = decode(message)
        if fields["op"] == "reply":
            yield Reply.parse(message)
        elif fields["op"] == "log":
            logging.getLogger("cutout").log(_LEVELS[fields["level"]], "%s", fields["text"])


def _outcomes(reply: Reply) -> Iterator[tuple[int, Fracture]]:
    for position, (index, code) in enumerate(zip(reply.ids, reply.codes, strict=True)):
        result = decode(reply.body_of(position))
        if code != Code.OK:
            raise _at(index, _ERRORS.get(Code(code), CutoutError)(result["message"], result["details"]))
        yield index, unpack(result)


def _at(index: int, error: CutoutError) -> CutoutError:
    return type(error)(f"polygon {index}: {error.message}", error.details)
