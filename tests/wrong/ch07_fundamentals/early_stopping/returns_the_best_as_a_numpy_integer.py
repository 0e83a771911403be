"""Breaks «of type `int`»: best comes out of np.argmin and is an np.int64."""

import numpy as np


def early_stopping(val_losses: list[float], patience: int) -> tuple[int, int]:
    if len(val_losses) == 0:
        raise ValueError("no val_losses")
    if patience < 1:
        raise ValueError("patience has to be 1 or more")
    stop = len(val_losses) - 1
    for i in range(1, len(val_losses)):
        if i - np.argmin(val_losses[: i + 1]) >= patience:
            stop = i
            break
    return stop, np.argmin(val_losses[: stop + 1])
