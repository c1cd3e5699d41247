"""The host with real workers: its messages, cancelling, and how it ends."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest

from cutout.errors import BadParams, Code
from cutout.host.local_channel import LocalChannel
from cutout.host.main import main
from cutout.wire import decode, encode
from support.game import KINDS, TESTS, Game, chunk_message

pytestmark = pytest.mark.process

LIMIT_SEC = 600.0
"""Far more than anything here takes: reached only if it never happens."""


def test_chunks_are_answered_in_full() -> None:
    with Game() as game:
        jobs = [job for first in range(0, 64, 16) for job in game.run("echo", *({"x": x} for x in range(16)))]
        game.until_answered()
        assert game.codes(jobs) == [0] * 64
        assert [game.answers[job][1]["x"] for job in jobs] == [*range(16)] * 4


def test_a_large_request_and_a_large_result_pass() -> None:
    blob = bytes(range(256)) * (1 << 16)  # 16 MiB, far more than a pipe holds
    with Game(workers=1) as game:
        (job,) = game.run("echo", {"blob": blob})
        game.until_answered()
        assert game.answers[job][1]["blob"] == blob


def test_a_stray_print_disturbs_nothing() -> None:
    with Game(workers=1) as game:
        (job,) = game.act("chatter")
        game.until_answered()
        assert game.answers[job] == (0, "chatted")


@pytest.mark.parametrize("message", [b"", b"nonsense", encode(7), encode({"op": "dance"}), encode({"op": "run"})])
def test_a_malformed_message_is_logged_and_the_next_one_works(message: bytes) -> None:
    with Game(workers=1) as game:
        game.channel.post(message)
        jobs = game.run("echo", {})
        game.until_answered()
        assert game.codes(jobs) == [0]
        assert "a message was ignored" in game.logs[0]


@pytest.mark.parametrize("deed", ["spin", "spin in c", "sleep"])
def test_a_cancelled_job_that_runs_on_is_killed(deed: str) -> None:
    with Game(workers=1) as game:
        game.until_ready()
        (job,) = game.act(deed)
        game.host.step()
        game.cancel(job)
        other = game.run("echo", {})
        game.until_answered()
        assert game.codes([job, *other]) == [Code.CANCELLED, 0]


def test_workers_get_the_niceness_asked_for() -> None:
    with Game(workers=1, nice=7) as game:
        (job,) = game.act("nice")
        game.until_answered()
        assert game.answers[job][1] == min(os.nice(0) + 7, 19)


def test_a_recycled_worker_is_another_process_and_no_restart() -> None:
    with Game(workers=1, recycle_after=1) as game:
        game.until_ready()
        (first,) = game.pids
        game.run("echo", {})
        game.run("echo", {})
        game.until_answered()
        assert first not in game.pids
        assert game.restarts == 0


def test_after_a_memory_error_the_worker_goes_on() -> None:
    with Game(workers=1, memory_limit_mb=256) as game:
        jobs = game.act("hog", "good")
        game.until_answered()
        assert game.codes(jobs) == [Code.OUT_OF_MEMORY, 0]
        assert game.restarts == 0


def test_wrong_options_are_refused_before_anything_starts() -> None:
    with LocalChannel() as channel, pytest.raises(BadParams, match="'wrokers'"):
        main(channel, '{"wrokers": 2}')


@pytest.mark.parametrize("deed", ["good", "spin", "spin in c", "sleep"])
def test_closing_the_channel_ends_main_and_its_workers_in_the_midst_of_work(deed: str) -> None:
    options = json.dumps({"workers": 2, "nice": 0, "modules": [KINDS], "path": [TESTS]})
    with HeardChannel() as channel:
        thread = Thread(target=main, args=(channel, options))
        thread.start()
        try:
            pids = channel.pids_of_ready_workers(2)
            channel.post(chunk_message("act", [1], [{"do": deed}]))
            channel.post(chunk_message("act", [2], [{"do": deed}]))
        finally:
            channel.close()
            thread.join(LIMIT_SEC)
        assert not thread.is_alive()
        assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


class HeardChannel(LocalChannel):
    """A channel whose game's end can wait for a message."""

    def __init__(self) -> None:
        super().__init__()
        self._heard: SimpleQueue[bytes] = SimpleQueue()

    def send(self, message: bytes | bytearray | memoryview, /) -> None:
        """Hand a message to whoever waits for it."""
        self._heard.put(bytes(message))

    def pids_of_ready_workers(self, count: int) -> list[int]:
        """Wait until that many workers are ready."""
        while True:
            fields = decode(self._heard.get(timeout=LIMIT_SEC))
            if fields["op"] == "workers" and fields["ready"] == count:
                return list(fields["pids"])


@pytest.mark.parametrize("deed", ["good", "spin", "spin in c", "sleep"])
def test_killing_the_hosts_process_leaves_no_worker(deed: str) -> None:
    script = str(Path(TESTS) / "support" / "host_process.py")
    with subprocess.Popen(
        [sys.executable, script, deed],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": TESTS},
    ) as host:
        assert host.stdout is not None
        workers = [os.pidfd_open(int(pid)) for pid in host.stdout.readline().split()]
        assert len(workers) == 2
        host.kill()
    for worker in workers:
        try:
            assert select.select([worker], [], [], LIMIT_SEC)[0], "a worker outlives its host"
        finally:
            os.close(worker)
