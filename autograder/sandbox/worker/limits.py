"""What one submission may use. Measured: chapters run in a fraction of each.

TensorFlow reserves 2.7 GB of addresses and starts some twenty threads before it computes anything.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Limits:
    """The limits of one worker; times in seconds, sizes in MiB."""

    call_seconds: float = 3.0  # one call, or one batch of calls
    load_seconds: float = 5.0  # running the file's top level
    total_seconds: float = 60.0  # all calls of one submission together
    memory: int = 600  # all processes of the worker together
    processes: int = 16  # threads count
    scratch: int = 64  # its private, empty working folder
    file_size: int = 32
    open_files: int = 64
    answers: int = 256  # what all that it answers may take together: graders keep it to compare

    def changed(self, **changes: Any) -> Limits:
        """Return these with other values; where a call may take longer, all calls together may."""
        found = replace(self, **changes)
        if "total_seconds" in changes:
            return found
        longer = max(1.0, found.call_seconds / self.call_seconds)
        return replace(found, total_seconds=longer * self.total_seconds)

    @property
    def cpu_seconds(self) -> int:
        """The processor time after which the kernel ends the worker: the last resort."""
        return int(self.total_seconds + self.load_seconds) + 5

    def to_json(self) -> dict[str, Any]:
        """Return the limits as plain data for the zygote."""
        return asdict(self)


NUMPY = ("numpy",)
HEAVY = frozenset({"tensorflow", "keras"})  # imported by those who need them alone
KERAS = ("numpy", "tensorflow", "keras")
_LIMITS = {
    NUMPY: Limits(),
    KERAS: Limits(
        call_seconds=15.0, load_seconds=15.0, total_seconds=300.0, memory=2000, processes=64
    ),
}


def limits_for(packages: tuple[str, ...]) -> Limits:
    """Return the limits of a worker that has these packages."""
    return _LIMITS[packages]
