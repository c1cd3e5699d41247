"""What shows how the jobs are doing: monitors, the overlay, the trace."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from screen import virtual_screen
from support import engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.godot

PHASES = {"queue wait", "worker", "frame wait", "apply"}
GOOD_JOBS = 40

Event = dict[str, Any]


def parse_trace(path: Path) -> tuple[list[Event], dict[str, Any]]:
    """Read a trace file; return its events, and what it says of itself."""
    trace = json.loads(path.read_text())
    assert set(trace) == {"displayTimeUnit", "traceEvents", "otherData"}
    return trace["traceEvents"], trace["otherData"]


def tracks_of(events: list[Event]) -> dict[tuple[int, int], list[Event]]:
    """Return the slices of each track in the order of the file."""
    tracks = defaultdict(list)
    for event in events:
        if event["ph"] == "X":
            tracks[event["pid"], event["tid"]].append(event)
    return tracks


def assert_nested(slices: list[Event]) -> None:
    """Check that of two slices of a track, one is inside the other or they are apart."""
    open_ends: list[int] = []
    for event in sorted(slices, key=lambda event: (event["ts"], -event["dur"])):
        while open_ends and open_ends[-1] <= event["ts"]:
            open_ends.pop()
        end = event["ts"] + event["dur"]
        assert not open_ends or end <= open_ends[-1], f"{event} reaches out of the slice around it"
        open_ends.append(end)


def phases_by_job(slices: list[Event]) -> list[tuple[Event, list[Event]]]:
    """Return each job of a track, and the slices that follow it up to the next; the track of frames has no job."""
    jobs: list[tuple[Event, list[Event]]] = []
    for event in slices:
        if event["cat"] == "frame":
            continue
        if event["cat"] == "job":
            jobs.append((event, []))
        else:
            jobs[-1][1].append(event)
    return jobs


@pytest.mark.parametrize("case", ["debug_meter", "debug_monitors", "debug_monitors_by_themselves", "debug_overlay"])
def test_case(case: str) -> None:
    engine.run_case(case).assert_passed()


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a trace of every way to end, and one that had more jobs than it keeps."""
    folder = tmp_path_factory.mktemp("trace")
    files = folder / "trace.json", folder / "full.json"
    engine.run_case("debug_trace", f"--file={files[0]}", f"--full={files[1]}").assert_passed()
    return files


def test_trace_has_every_job_with_its_phases(traces: tuple[Path, Path]) -> None:
    events, facts = parse_trace(traces[0])
    assert facts["dropped_jobs"] == 0
    jobs = [job for slices in tracks_of(events).values() for job in phases_by_job(slices)]
    outcomes = sorted(job["args"]["state"] for job, _ in jobs)
    assert outcomes == ["CANCELLED", *["COMPLETED"] * GOOD_JOBS, "FAILED"]
    assert len({job["args"]["id"] for job, _ in jobs}) == len(jobs)
    for job, slices in jobs:
        names = [event["name"] for event in slices if event["cat"] == "phase"]
        assert job["name"] == "fracture"
        assert set(names) <= PHASES
        if job["args"]["state"] == "COMPLETED":
            assert set(names) == PHASES
            assert any(event["name"] == "run" and event["dur"] > 0 for event in slices)
        else:
            assert job["args"]["error"] in {"CANCELLED", "BAD_PARAMS"}


@pytest.mark.parametrize("which", [0, 1], ids=["whole", "full"])
def test_trace_slices_are_nested_and_in_time(traces: tuple[Path, Path], which: int) -> None:
    events, _ = parse_trace(traces[which])
    for slices in tracks_of(events).values():
        assert all(event["dur"] >= 0 and event["ts"] > 0 for event in slices)
        assert all(event["ts"] == int(event["ts"]) for event in slices)
        assert_nested(slices)
        for job, phases in phases_by_job(slices):
            inner = [event for event in phases if event["cat"] == "phase"]
            assert inner[0]["ts"] == job["ts"]
            assert inner[-1]["ts"] + inner[-1]["dur"] == job["ts"] + job["dur"]
            assert sum(event["dur"] for event in inner) == job["dur"], "the phases fill the job"


def test_trace_names_its_tracks_and_counts(traces: tuple[Path, Path]) -> None:
    events, _ = parse_trace(traces[0])
    names = {(event["pid"], event.get("tid")) for event in events if event["name"] == "thread_name"}
    assert names == set(tracks_of(events))
    counters = [event for event in events if event["ph"] == "C"]
    assert {event["name"] for event in counters} == {"jobs", "apply"}
    assert any(event["args"].get("in flight", 0) > 0 for event in counters)
    assert any(event["args"].get("usec", 0) > 0 for event in counters)
    assert {event["ph"] for event in events} == {"X", "C", "M"}


def test_full_trace_drops_the_oldest_and_says_so(traces: tuple[Path, Path]) -> None:
    events, facts = parse_trace(traces[1])
    ids = sorted(event["args"]["id"] for event in events if event.get("cat") == "job")
    assert facts["dropped_jobs"] == 10
    assert len(ids) == 64
    assert ids[-1] - ids[0] == 63, "the newest are kept"


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb, which stands for a display, is not installed")
def test_overlay_is_drawn(tmp_path: Path) -> None:
    with virtual_screen() as environment:
        verdict = engine.run_case(
            "debug_overlay_picture", f"--folder={tmp_path}", environment=environment, headless=False
        )
    verdict.assert_passed()
    assert {path.name for path in tmp_path.iterdir()} == {"large.png", "small.png"}
