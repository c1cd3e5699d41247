"""How much processor time another process has had, and whether it is waiting for more.

A worker stands back behind the game, so on a busy machine it may get no processor for seconds. That is no fault of its
job: a deadline is about what the job takes, not about what else the machine does.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

_CPUCLOCK_SCHED = 2


def cpu_seconds(pid: int) -> float | None:
    """Return the processor time of a process since its start; None where the system does not tell.

    Notes
    -----
    A system call of about a microsecond: Linux numbers the clock of a process by its pid (``clock_getcpuclockid`` of
    the C library computes the same).
    """
    if sys.platform != "linux":
        return None
    try:
        return time.clock_gettime((~pid << 3) | _CPUCLOCK_SCHED)
    except OSError:
        return None


def wants_processor(pid: int) -> bool:
    """Tell whether a process is running or would run if it were let: it does not sleep, wait or stand stopped."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except OSError:
        return False
    return after_name.split()[0] == "R"
