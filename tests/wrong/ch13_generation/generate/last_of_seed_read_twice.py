from collections.abc import Callable

import numpy as np


def generate(
    step: Callable[[int, object], tuple[np.ndarray, object]],
    seed_ids: list[int],
    length: int,
    temperature: float,
    rng: np.random.Generator,
) -> list[int]:
    """Breaks: draw the first new id from what step has said after the last of seed_ids.
    It is read twice."""
    if len(seed_ids) == 0:
        raise ValueError("the seed is empty")
    if length < 1:
        raise ValueError("length must be 1 or more")
    state = None
    for number in seed_ids:
        probs, state = step(number, state)
    new, drawn = [], seed_ids[-1]
    for _ in range(length):
        probs, state = step(drawn, state)
        p = apply_temperature(np.asarray(probs, np.float64), temperature)
        drawn = int(rng.choice(len(p), p=p / p.sum()))
        new.append(drawn)
    return new
