"""What the bridge costs the main thread."""

from __future__ import annotations

from figure import Figure
from support import engine

COMMAND = ".venv/bin/python tests/bench/run.py bridge"
# Of the same calls in the throwaway that proved the design, on a machine of this class, in microseconds.
PROVEN_POST_USEC = 8.0
PROVEN_POLL_USEC = 0.11


def measure() -> list[Figure]:
    """Measure ``post`` and an empty ``poll`` in a real engine, with real workers up."""
    verdict = engine.run_case("bench_bridge", project=engine.PROJECT)
    verdict.assert_passed()
    facts = verdict.values["facts"]
    assert isinstance(facts, dict)

    def row(name: str, value: float, baseline: float, against: str) -> Figure:
        return Figure(name=name, value=value, baseline=baseline, unit="us", against=against, command=COMMAND)

    return [
        row("bridge.post", facts["post_usec"], PROVEN_POST_USEC, "the throwaway's median, 1 KB"),
        row("bridge.poll_empty", facts["poll_empty_usec"], PROVEN_POLL_USEC, "the throwaway's, same loop"),
        row(
            "bridge.post_over_copy", facts["post_usec"], facts["copy_usec"], "var_to_bytes of the same bytes, same run"
        ),
        row("bridge.poll_over_call", facts["poll_empty_usec"], facts["empty_call_usec"], "a native getter, same run"),
    ]
