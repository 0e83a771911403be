from collections.abc import Callable

import numpy as np


def generate(
    step: Callable[[int, object], tuple[np.ndarray, object]],
    seed_ids: list[int],
    length: int,
    temperature: float,
    rng: np.random.Generator,
) -> list[int]:
    """Breaks: draw the second from what it then says.
    All are drawn from what was said after the seed."""
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
            return new
        _, state = step(drawn, state)
