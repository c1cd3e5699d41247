"""The side that computes: a process that runs chunks of jobs, and the registry of the kinds it can run.

`loop` is started by the pool in a fresh process; `registry` is what a module of kinds imports, and `progress` what a
kind may report with. `line` is the one way to the host, for replies, progress and logs. Geometry is known by the name
of its module only: the host imports `loop` to name the function it starts, and must not load numpy by that.
"""
