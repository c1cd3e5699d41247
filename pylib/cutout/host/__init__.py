"""The side that lives in the game: it hands chunks of jobs to worker processes and answers every job exactly once.

::

    Channel ──▶ events ──▶ Coordinator ──▶ instructions ──▶ Pool ──▶ Pipe ──▶ worker processes
       ▲                   (no clock, no process)            │
       │                   Backlog, Crew, Sharing ─ ResultCache
       └─────────────── replies, bodies unread ◀─────────────┘

`main` joins the three and is the only place that waits: reading and writing a pipe never does, so a worker that is
frozen costs its own job. Standard library only: a crash here is a crash of the game, so numpy and geometry stay in the
workers. It knows `cutout.wire`, the error codes, and the worker's entry point.
"""
