"""The host's loop: the one place that waits, and the entry point of the game's bridge thread."""

from __future__ import annotations

from collections import deque
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Self, assert_never

from cutout.errors import BadMessage, Code, CutoutError, TooLarge
from cutout.host.coordinator import Coordinator
from cutout.host.events import Event, Posted, TimePassed, WorkerFailedToStart
from cutout.host.instructions import Assign, Forward, GiveUp, Instruction, Kill, Send, Spawn
from cutout.host.options import Options
from cutout.host.pool import Pool, Source
from cutout.host.replies import last_line
from cutout.wire import Log, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutout.host.channel import Channel


class BackendDown(CutoutError):
    """No worker can be started; the details hold what the last one said."""

    code: ClassVar[Code] = Code.BACKEND_DOWN

    def __str__(self) -> str:
        return f"{self.message}\n{self.details}"


def main(channel: Channel, options: str) -> None:
    """Run jobs from a channel until it is closed.

    Parameters
    ----------
    channel : Channel
        Where messages come from and replies go to.
    options : str
        JSON, see `Options`.

    Raises
    ------
    BadParams
        The options are wrong.
    BackendDown
        No worker can be started. Every job posted so far has been answered.
    """
    with Host(channel, Options.parse(options)) as host:
        while host.step():
            pass


class Host:
    """A channel, a coordinator and a pool, joined. Use it as a context manager: on leaving, the workers end.

    Parameters
    ----------
    channel : Channel
        Where messages come from and replies go to.
    options : Options
        How many workers, and what they are like.
    """

    def __init__(self, channel: Channel, options: Options) -> None:
        self._channel = channel
        self._coordinator = Coordinator(options.workers, options.recycle_after, options.cache_mb << 20)
        # One for the host's life: to register every descriptor for every wait costs more than the wait.
        self._selector = DefaultSelector()
        self._selector.register(channel, EVENT_READ)
        self._pool = Pool(options, self._selector)
        self._hopeless: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()
        self._selector.close()

    def step(self) -> bool:
        """Wait until something happens, and act on it; return False once the channel is closed and drained.

        Raises
        ------
        BackendDown
            No worker can be started.
        """
        deadline = self._coordinator.next_deadline()
        timeout = None if deadline is None else max(0.0, deadline - monotonic())
        signalled = self._selector.select(timeout)
        now = monotonic()
        events = deque[Event]()
        is_open = True
        for key, mask in signalled:
            if isinstance(key.data, Source):
                events.extend(self._pool.collect(key.data, mask, now))
            else:
                is_open = self._receive(events, now)
        if deadline is not None and deadline <= now:
            events.append(TimePassed(now, self._pool.starved()))
        while events:
            self._perform(self._coordinator.handle(events.popleft()), events)
        if self._hopeless is not None:
            raise BackendDown(f"no worker can be started: {last_line(self._hopeless)}", self._hopeless)
        return is_open

    def _receive(self, events: deque[Event], now: float) -> bool:
        try:
            while (message := self._channel.receive()) is not None:
                try:
                    events.append(Posted(now, parse(message), message))
                except (BadMessage, TooLarge) as error:
                    # Whose jobs these were cannot be known, so there is nobody to answer.
                    self._channel.send(Log(level="error", text=f"a message was ignored: {error}").encode())
        except EOFError:
            return False
        return True

    def _perform(self, instructions: Sequence[Instruction], events: deque[Event]) -> None:
        for instruction in instructions:
            match instruction:
                case Spawn(worker):
                    try:
                        self._pool.spawn(worker)
                    except OSError as error:
                        events.append(WorkerFailedToStart(monotonic(), worker, f"the system refused: {error!r}"))
                case Assign(worker, chunk):
                    self._pool.assign(worker, chunk)
                case Kill(worker):
                    self._pool.kill(worker)
                case Send(message):
                    self._channel.send(message.encode())
                case Forward(_, data):
                    self._channel.send(data)
                case GiveUp(details):
                    self._hopeless = details
                case _:
                    assert_never(instruction)
