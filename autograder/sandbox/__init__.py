"""Where a submission runs: the worker beside it, the walls around it, the client that asks it.

All of `worker` goes into the sandbox: it imports the standard library, NumPy and itself, and
nothing else of this project but `errors`. `walls` and `client` stay outside.
"""
