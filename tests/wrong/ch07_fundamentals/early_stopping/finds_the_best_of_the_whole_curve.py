"""Breaks «what follows is never seen»: best is the smallest loss of the whole list, also of epochs after the stop."""


def early_stopping(val_losses: list[float], patience: int) -> tuple[int, int]:
    if len(val_losses) == 0:
        raise ValueError("val_losses is empty")
    if patience < 1:
        raise ValueError("patience must be at least 1")
    lowest = val_losses[0]
    waited = 0
    stop = len(val_losses) - 1
    for i in range(1, len(val_losses)):
        if val_losses[i] < lowest:
            lowest = val_losses[i]
            waited = 0
        else:
            waited += 1
            if waited >= patience:
                stop = i
                break
    best = val_losses.index(min(val_losses))
    return stop, best
