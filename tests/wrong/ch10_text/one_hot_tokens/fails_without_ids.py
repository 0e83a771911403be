"""Breaks "of no ids it makes an array (0, vocab_size)": min() of an empty array raises a ValueError."""

import numpy as np


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    if ids.min() < 0 or ids.max() >= vocab_size:
        raise ValueError(f"ids must be from 0 to {vocab_size - 1}")
    return (ids[:, np.newaxis] == np.arange(vocab_size)).astype(np.float32)
