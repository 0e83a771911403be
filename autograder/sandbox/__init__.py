"""Where a submission runs: the wire format, the worker, and the process that isolates it.

The modules that `stage` lists run on the worker's side too: they import the standard library, NumPy
and each other, and nothing else of this project but `errors`.
"""
