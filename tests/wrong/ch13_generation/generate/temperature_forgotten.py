from collections.abc import Callable

import numpy as np


def generate(
    step: Callable[[int, object], tuple[np.ndarray, object]],
    seed_ids: list[int],
    length: int,
    temperature: float,
    rng: np.random.Generator,
) -> list[int]:
    """Breaks: id k with the probability apply_temperature(probs, temperature)[k].
    Drawn from probs."""
    if len(seed_ids) == 0:
        raise ValueError("the seed is empty")
    if length < 1:
        raise ValueError("length must be 1 or more")
    state = None
    for number in seed_ids:
        probs, state = step(number, state)
    new = []
    while True:
        p = np.asarray(probs, np.float64)
        drawn = int(rng.choice(len(p), p=p / p.sum()))
        new.append(drawn)
        if len(new) == length:
            return new
        probs, state = step(drawn, state)
