"""How fast workers are gone when the game is killed."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
import uuid
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
        project = engine.make_project(Path(folder), SETTINGS)
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
    mark = uuid.uuid4().hex
    process = subprocess.Popen(
        engine.command(engine.RUNNER, "--", "--case=stay", project=project),
        env=engine.marked_environment(mark),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert any("CUTOUT_STAYS" in line for line in process.stdout)
        pids = [pid for pid in engine.survivors(mark) if pid != process.pid]
        start = time.monotonic()
        process.send_signal(signal.SIGKILL)
        while any(_lives(pid) for pid in pids):
            pass
        return (time.monotonic() - start) * 1e3


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
