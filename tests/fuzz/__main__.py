"""Gives strange bytes to all that reads what strangers have written.

    python -m tests.fuzz [--runs 1000000] [--seed N]

Each reader gets its share. An input that breaks one is kept in `tests/fuzz/found/`, where the
suite tries it from then on; the process ends with 1.
"""

import argparse
import hashlib
import os
import random
import resource
import time
import traceback
from multiprocessing import Pool
from operator import add

from tests.fuzz.targets import KEPT, TARGETS, Target, mutated

PART = 2_000  # inputs that a process tries at a time
SHARES = {"message": 0.8}  # the others read files, and are slower: together they have the rest


def tried(work: tuple[str, int, int]) -> tuple[str, int, int, list[bytes], int]:
    """Try inputs of one target; return its name, how many were tried and taken, what broke it.

    Last comes how much memory this process has held at most, in KiB.
    """
    name, seed, runs = work
    target = next(target for target in TARGETS if target.name == name)
    chance, taken, broken = random.Random(seed), 0, []
    pool = [*target.seeds, *target.kept()]
    for _ in range(runs):
        data = mutated(chance.choice(pool), chance)
        try:
            taken += target.try_one(data)
        except Exception:
            traceback.print_exc()
            broken.append(data)
    return name, runs, taken, broken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def parts(runs: int, seed: int) -> list[tuple[str, int, int]]:
    """Return the work in parts, each with a seed of its own."""
    rest = (1 - sum(SHARES.values())) / (len(TARGETS) - len(SHARES))
    counts = {target.name: int(runs * SHARES.get(target.name, rest)) for target in TARGETS}
    return [
        (name, seed + number, min(PART, count - number))
        for name, count in counts.items()
        for number in range(0, count, PART)
    ]


def keep(target: Target, data: bytes) -> None:
    """Write an input that broke a reader to where the suite finds it."""
    path = KEPT / target.name / hashlib.sha256(data).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def main() -> int:
    """Run the parts side by side and say what they found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    options = parser.parse_args()
    print(f"{options.runs:,} inputs with the seed {options.seed}", flush=True)
    counts = {target.name: [0, 0, 0] for target in TARGETS}
    most = 0
    with Pool(os.cpu_count()) as pool:
        for name, runs, taken, broken, memory in pool.imap_unordered(
            tried, parts(options.runs, options.seed)
        ):
            target = next(target for target in TARGETS if target.name == name)
            for data in broken:
                keep(target, data)
            counts[name] = list(map(add, counts[name], (runs, taken, len(broken))))
            most = max(most, memory)
    for name, (runs, taken, broken) in counts.items():
        print(f"{name:10} {runs:9,} tried  {taken:9,} taken  {broken:5,} broke it")
    print(f"A process held {most >> 10} MiB at most.")
    return int(any(broken for _, _, broken in counts.values()))


if __name__ == "__main__":
    raise SystemExit(main())
