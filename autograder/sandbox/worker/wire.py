"""Messages between grader and worker: frame length | header length | JSON header | raw buffers.

Only plain data crosses: None, bool, int, float, str, list, tuple, dict with str keys, NumPy arrays
and NumPy scalars. Whatever else the worker holds crosses as a `Handle`, and what the grader wants
the worker to make crosses as a `Recipe`. Nothing is ever unpickled. The bytes of a worker belong
to the student who wrote its code: `decode` is the only part that is trusted, and it raises
`WireError`, and nothing else, on whatever it is given.

JSON carries null, true, finite numbers, strings and lists as themselves, and the rest as an object
with one key: "f" a non-finite float, "t" a tuple, "d" a dict, "a" an array, "n" a NumPy scalar,
"h" a handle, "r" a recipe. The buffers of arrays and scalars follow the header in the order in
which the header names them.
"""

from autograder.sandbox.worker.decoding import decode
from autograder.sandbox.worker.encoding import encode
from autograder.sandbox.worker.message import (
    DTYPES,
    FRAME_HEAD,
    MAX_DEPTH,
    MAX_FRAME,
    MAX_HEADER,
    Handle,
    Recipe,
)

__all__ = [
    "DTYPES",
    "FRAME_HEAD",
    "MAX_DEPTH",
    "MAX_FRAME",
    "MAX_HEADER",
    "Handle",
    "Recipe",
    "decode",
    "encode",
]
