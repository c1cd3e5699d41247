"""How many lines the workers may write to the game's log."""

from __future__ import annotations

from typing import Final

LINES: Final = 20
"""How many lines a period may have."""

PERIOD_SECONDS: Final = 1.0


class LogLimit:
    """Lets the first lines of a period pass and counts the rest.

    A period begins with the first line after the last period's end.
    """

    def __init__(self) -> None:
        self._end = 0.0
        self._passed = 0
        self._held_back = 0

    def admits(self, now: float) -> bool:
        """Whether a line may pass at that time, in seconds; not before `summary` has ended a period that is over."""
        if now >= self._end and not self._held_back:
            self._end = now + PERIOD_SECONDS
            self._passed = 0
        if self._passed < LINES:
            self._passed += 1
            return True
        self._held_back += 1
        return False

    def next_deadline(self) -> float | None:
        """When `summary` has something to say, in seconds; None if no line is held back."""
        return self._end if self._held_back else None

    def summary(self, now: float) -> str | None:
        """Say how many lines were held back, once their period is over."""
        if not self._held_back or now < self._end:
            return None
        held_back, self._held_back = self._held_back, 0
        return f"{held_back} more lines of the workers' logs were held back: at most {LINES} a second are shown"
