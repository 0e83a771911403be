"""What the launcher tells the warm process once, and what it asks of it for each worker."""

from __future__ import annotations

import json
from dataclasses import dataclass

from autograder.sandbox.worker.limits import Limits

ENVIRONMENT = {
    "PATH": "/usr/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",  # one thread after the import, or the fork is not clean
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",  # quicker for small networks, and two slots share two cores
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "HDF5_USE_FILE_LOCKING": "FALSE",  # locks are refused; Keras saves weights to such files
}


@dataclass(frozen=True)
class Spec:
    """What the launcher tells the zygote once."""

    control: int  # the control socket's descriptor
    packages: tuple[str, ...]  # imported before the first fork
    namespaces: bool  # whether workers get namespaces of their own
    change_uid: bool  # whether workers run as another user: needs root
    proc: bool  # whether workers get a /proc: TensorFlow does not start without
    boot: str  # the folder of this code; the filter lies in it
    scratch: str  # sandbox: where the private folder is mounted; process: where it is made
    readable: tuple[str, ...]  # process: all that workers may read


@dataclass(frozen=True)
class Pipes:
    """The descriptors of one worker."""

    requests: int
    replies: int
    lifeline: int
    status: int


@dataclass(frozen=True)
class Order:
    """One worker, as the launcher asks for it."""

    limits: Limits
    uid: int  # the user that it runs as, where workers run as another one

    @classmethod
    def read(cls, text: bytes) -> Order:
        """Return the order in a request of the control socket."""
        data = json.loads(text)
        return cls(Limits(**data["limits"]), data["uid"])
