"""A process with a host whose workers never end: for tests that kill it. Prints the workers' pids, then waits."""

from __future__ import annotations

import sys

from support.game import Game


def main(deed: str) -> None:
    """Keep two workers busy with a deed of `support.kinds`."""
    with Game() as game:
        game.until(lambda: game.ready == 2)
        game.act(deed)
        game.act(deed)
        sys.stdout.write(" ".join(map(str, game.pids)) + "\n")
        sys.stdout.flush()
        game.until(lambda: False)


if __name__ == "__main__":
    main(sys.argv[1])
