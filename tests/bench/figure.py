"""One measured figure: a value beside a baseline, and the command that reproduces both."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row of the table that ``make bench`` prints.

    Parameters
    ----------
    name : str
        ``area.what``.
    value, baseline : float
        In `unit`. The baseline is measured in the same run, or a documented constant.
    unit : str
        Of both.
    against : str
        What the baseline is.
    command : str
        What reproduces the figure.
    """

    name: str
    value: float
    baseline: float
    unit: str
    against: str
    command: str

    @property
    def ratio(self) -> float:
        """The value as a multiple of the baseline."""
        return self.value / self.baseline

    def as_json(self) -> dict[str, object]:
        """Return the row for ``build/bench.json``."""
        return {**asdict(self), "ratio": self.ratio}

    def as_line(self) -> str:
        """Return the row for the table."""
        numbers = f"{self.value:10.2f} {self.baseline:10.2f} {self.unit:6} {self.ratio:7.2f}x"
        return f"{self.name:34} {numbers}  {self.against}"
