"""Numbers by chance that depend on names and places only: SplitMix64 over integers.

Everything in the world is drawn from hashes of (seed, what it is, where it is), never from the order in which things
are made, so it is the same from whichever chunk, and in whichever process, it is looked at. Python's own ``hash``
differs between processes. Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np

_MASK: Final = (1 << 64) - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB
_UNIT: Final = 2.0**-53


def mixed(number: int) -> int:
    """Return the 64-bit finaliser of SplitMix64 of a number, which may be negative."""
    number &= _MASK
    number = ((number ^ (number >> 30)) * _FIRST) & _MASK
    number = ((number ^ (number >> 27)) * _SECOND) & _MASK
    return number ^ (number >> 31)


@cache
def word(name: str) -> int:
    """Return a 64-bit number for a name."""
    number = len(name)
    for octet in name.encode():
        number = mixed(number * 257 + octet + 1)
    return number


def hashed(seed: int, name: str, *places: int) -> int:
    """Return 64 bits for what is called `name` at `places`.

    Parameters
    ----------
    seed : int
    name : str
        What the number is for: different names give unrelated numbers.
    *places : int
        Such as the coordinates of a cell and the number of a thing in it.
    """
    number = mixed(seed + _GOLDEN) ^ word(name)
    for place in places:
        number = mixed(number * 3 + _GOLDEN) ^ mixed(place + _GOLDEN)
    return mixed(number)


def unit(number: int) -> float:
    """Return a number in [0, 1) of the upper 53 of 64 bits."""
    return (number >> 11) * _UNIT


class Stream:
    """Numbers by chance, one after the other.

    Parameters
    ----------
    state : int
        Where it starts; see `hashed`.
    """

    __slots__ = ("_state",)

    def __init__(self, state: int) -> None:
        self._state = state

    def bits(self) -> int:
        """Return 64 bits."""
        self._state = (self._state + _GOLDEN) & _MASK
        return mixed(self._state)

    def unit(self) -> float:
        """Return a number in [0, 1)."""
        return (self.bits() >> 11) * _UNIT

    def between(self, low: float, high: float) -> float:
        """Return a number in [low, high)."""
        return low + (high - low) * self.unit()

    def below(self, count: int) -> int:
        """Return a whole number in [0, count)."""
        return int(self.unit() * count)

    def chance(self, share: float) -> bool:
        """Return true in this share of the cases."""
        return self.unit() < share


def hashed_units(states: np.ndarray, turn: int) -> np.ndarray:
    """Return a number in [0, 1) for each of many states.

    Parameters
    ----------
    states : (n,) uint64
    turn : int
        Which number of each state's stream: 0 is the first that `Stream` gives.
    """
    import numpy as np  # noqa: PLC0415 - names and hashes are needed where numpy is not loaded

    number = states + np.uint64((turn + 1) * _GOLDEN & _MASK)
    number = (number ^ (number >> np.uint64(30))) * np.uint64(_FIRST)
    number = (number ^ (number >> np.uint64(27))) * np.uint64(_SECOND)
    number ^= number >> np.uint64(31)
    found: np.ndarray = (number >> np.uint64(11)).astype(np.float64) * _UNIT
    return found


def hashed_places(seed: int, name: str, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return 64 bits for each of many pairs of places, as `hashed` gives them one by one.

    Parameters
    ----------
    first, second : (n,) int64
    """
    import numpy as np  # noqa: PLC0415 - the same

    golden = np.uint64(_GOLDEN)

    def mixing(number: np.ndarray) -> np.ndarray:
        number = (number ^ (number >> np.uint64(30))) * np.uint64(_FIRST)
        number = (number ^ (number >> np.uint64(27))) * np.uint64(_SECOND)
        found: np.ndarray = number ^ (number >> np.uint64(31))
        return found

    number = np.full(len(first), mixed(seed + _GOLDEN) ^ word(name), np.uint64)
    for place in (first, second):
        number = mixing(number * np.uint64(3) + golden) ^ mixing(place.astype(np.uint64) + golden)
    return mixing(number)
