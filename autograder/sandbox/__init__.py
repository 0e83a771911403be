"""Where a submission runs: the wire format, the worker, and the process that isolates it.

`wire`, `values`, `loading`, `calls`, `worker`, `kernel`, `limits` and `zygote` run on the worker's
side too: they import the standard library, NumPy and each other, and nothing else of this project
but `errors`.
"""
