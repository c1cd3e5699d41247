"""How fast workers are gone when the game is killed."""

from __future__ import annotations

import signal
import tempfile
import time
from pathlib import Path

from figure import Figure
from support import engine

COMMAND = ".venv/bin/python tests/bench/run.py shutdown"
PROMISE_MS = 100.0
SETTINGS = {
    "cutout/python/modules": ["tests.support.kinds"],
    "cutout/workers/count": 2,
    "cutout/jobs/deadline_sec": 60.0,
}


def measure() -> list[Figure]:
    """Kill an engine whose workers loop in C, holding the GIL; time until no process of the run is left."""
    with tempfile.TemporaryDirectory() as folder:
        project = engine.make_project(Path(folder), SETTINGS, nice=None)
        took_ms = max(_one_kill(project) for _ in range(5))
    return [
        Figure(
            name="shutdown.killed_to_gone_worst_of_5",
            value=took_ms,
            baseline=PROMISE_MS,
            unit="ms",
            against="the promise",
            command=COMMAND,
        )
    ]


def _one_kill(project: Path) -> float:
    with engine.staying(project) as (process, mark):
        pids = [pid for pid in engine.survivors(mark) if pid != process.pid]
        assert pids, "there is nothing to wait for"
        start = time.monotonic()
        process.send_signal(signal.SIGKILL)
        while any(engine.state_of(pid) not in engine.DEAD for pid in pids):
            pass
        return (time.monotonic() - start) * 1e3
