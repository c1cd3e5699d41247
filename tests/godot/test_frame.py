"""The frame budget: the clock, the limit it leads to, and the steps that are done within it."""

from __future__ import annotations

import pytest

from support import engine

pytestmark = pytest.mark.godot


@pytest.mark.parametrize("case", ["frame_applier", "frame_costs", "frame_clock", "frame_overhead"])
def test_case(case: str) -> None:
    engine.run_case(case).assert_passed()


@pytest.mark.parametrize("place", ["before", "after", "physics"])
def test_budget_makes_way_for_other_work(place: str) -> None:
    engine.run_case("frame_budget", f"--place={place}").assert_passed()
