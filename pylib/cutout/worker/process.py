"""What a worker process does to itself before it does anything else."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from io import TextIOWrapper
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Final

PR_SET_PDEATHSIG: Final = 1
OOM_SCORE: Final = "500"
"""Makes the kernel, short of memory, end a worker and not the game. 1000 is the most a process can offer itself."""


def die_with_parent() -> None:
    """See to it that this process ends when the one that started it does, even by SIGKILL and in the midst of work.

    On Linux the kernel does it, also when a loop in C holds the interpreter's lock; the signal comes when the *thread*
    ends that started this process. Elsewhere a thread watches the parent, which such a loop can hold up.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent.pid:  # It ended before the kernel was asked.
            os._exit(0)
    else:
        Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)


def stand_back(nice: int) -> None:
    """Leave the processor, the memory and the keyboard to the game.

    Parameters
    ----------
    nice : int
        Added to the niceness of this process; a system without niceness ignores it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the game.
    if hasattr(os, "nice"):
        os.nice(nice)
    # One thread a worker: the workers are as many as the cores. Read by numpy's BLAS when numpy is imported.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    score = Path("/proc/self/oom_score_adj")
    if score.exists():
        score.write_text(OOM_SCORE)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # A kind's print shows at once, and is not lost at the end.


def limit_memory(megabytes: int) -> None:
    """Make allocations fail, as MemoryError, once this process has grown by this much from now.

    Parameters
    ----------
    megabytes : int
        In MiB of address space; 0 sets no limit.

    Raises
    ------
    OSError
        The system has no such limit.

    Notes
    -----
    Call it after the imports: numpy and shapely reserve some hundred MiB of addresses that cost no memory.
    """
    if not megabytes:
        return
    if sys.platform != "linux":
        raise OSError(f"memory_limit_mb is {megabytes}, but {sys.platform} cannot limit a process; set it to 0")
    import resource  # noqa: PLC0415 - there is no such module on other systems

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + (megabytes << 20)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
