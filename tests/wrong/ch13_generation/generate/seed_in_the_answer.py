from collections.abc import Callable

import numpy as np


def generate(
    step: Callable[[int, object], tuple[np.ndarray, object]],
    seed_ids: list[int],
    length: int,
    temperature: float,
    rng: np.random.Generator,
) -> list[int]:
    """Breaks: returns the new ids alone. Here the seed stands in front of them."""
    if len(seed_ids) == 0:
        raise ValueError("the seed is empty")
    if length < 1:
        raise ValueError("length must be 1 or more")
    state = None
    for number in seed_ids:
        probs, state = step(number, state)
    new = []
    while True:
        p = apply_temperature(np.asarray(probs, np.float64), temperature)
        drawn = int(rng.choice(len(p), p=p / p.sum()))
        new.append(drawn)
        if len(new) == length:
            return list(seed_ids) + new
        probs, state = step(drawn, state)
