"""How long workers may take to start, and how often, and how soon, to try again when they do not."""

from __future__ import annotations

START_SECONDS = 60.0
"""How long a worker may take to become ready, unless it is starved of a processor; numpy and shapely take 0.2 s, a cold
disk far more."""

BACK_OFF_SECONDS = (0.1, 0.5, 2.0)
"""How long to wait after the first, second, and every later round of failed starts."""

ENOUGH_ROUNDS = len(BACK_OFF_SECONDS)
"""After so many rounds of failed starts, another try is hopeless."""


class FailedStarts:
    """Rounds of failed starts in a row: workers started together fail together, for one reason.

    A worker notes the number of `rounds` at its start; if it is the same when it fails, its failure ends the round.
    """

    def __init__(self) -> None:
        self.rounds = 0

    def forget(self) -> None:
        """Begin anew: a worker is ready, or something has changed."""
        self.rounds = 0

    def count(self, generation: int) -> bool:
        """Count a failure of a worker started after so many rounds; return whether it is the first of its round."""
        first = generation == self.rounds
        self.rounds += first
        return first

    def pause(self) -> float:
        """Return how long to wait before the next try, in seconds."""
        return BACK_OFF_SECONDS[min(max(self.rounds, 1), len(BACK_OFF_SECONDS)) - 1]

    def enough(self) -> bool:
        """Whether another try is hopeless."""
        return self.rounds >= ENOUGH_ROUNDS
