"""One module for each command: `SUMMARY`, `add_arguments(parser)` and `run(args)`; found by `cli.main`.

A module imports only what its arguments need; the layers that do the work are imported inside `run`, so
that `howcome --help` stays quick.
"""
