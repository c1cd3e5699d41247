"""A worker process without a host, for benchmarks. It loads no numpy, so that a worker shares no pages with it."""

from __future__ import annotations

import json
import multiprocessing
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from cutout.wire import Ready, Run, parse_spoken
from cutout.worker.loop import serve

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

IDLE = "S"


class Worker:
    """One worker process, as the pool starts it but at the niceness of this process."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=serve,
            args=(far,),
            kwargs={"modules": (), "path": (), "nice": 0, "memory_limit_mb": 0, "log_level": "warning"},
        )
        start = perf_counter()
        self.process.start()
        far.close()
        assert isinstance(parse_spoken(self.pipe.recv_bytes()), Ready)
        self.ready_ms = (perf_counter() - start) * 1e3
        # Time on a processor, which does not grow when others are busy.
        self.ready_cpu_ms = int(Path(f"/proc/{self.process.pid}/schedstat").read_text().split()[0]) / 1e6

    def run_ms(self, body: bytes) -> float:
        """Return how long a chunk of one fracture takes, there and back."""
        message = Run(kind="fracture", ids=[1], ends=[len(body)], body=body, deadline_msec=0).encode()
        start = perf_counter()
        self.pipe.send_bytes(message)
        self.pipe.recv_bytes()
        return (perf_counter() - start) * 1e3

    def rest(self) -> None:
        """Wait until it has nothing to do any more."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        quiet = 0
        while quiet < 1000:
            quiet = quiet + 1 if stat.read_text().rpartition(")")[2].split()[0] == IDLE else 0

    def weight(self) -> dict[str, float]:
        """Return its sizes in MiB, by their names in ``smaps_rollup``."""
        return sizes(Path(f"/proc/{self.process.pid}/smaps_rollup").read_text())

    def end(self) -> None:
        """Close the pipe, which ends it."""
        self.pipe.close()
        self.process.join()


def sizes(text: str) -> dict[str, float]:
    """Return the sizes in a ``smaps_rollup``, in MiB."""
    rows = (line.split() for line in text.splitlines()[1:] if line)
    found = {row[0].rstrip(":"): int(row[1]) / 1024.0 for row in rows}
    return {**found, "Private": found["Private_Clean"] + found["Private_Dirty"]}


def weigh(count: int) -> dict[str, float]:
    """Return what one of so many workers weighs on average, once all have warmed up."""
    workers = [Worker() for _ in range(count)]
    for worker in workers:
        worker.rest()
    weights = [worker.weight() for worker in workers]
    for worker in workers:
        worker.end()
    return {name: sum(weight[name] for weight in weights) / count for name in weights[0]}


if __name__ == "__main__":
    # For the workers there is no main program, as in a game.
    sys.modules["__main__"].__spec__ = None
    del sys.modules["__main__"].__file__
    print(json.dumps(weigh(int(sys.argv[1]))))
