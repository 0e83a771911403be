"""Breaks «if nothing stops it, it stops after the last epoch»: then stop is len(val_losses), which is no index into the list."""


def early_stopping(val_losses: list[float], patience: int) -> tuple[int, int]:
    if len(val_losses) < 1:
        raise ValueError("val_losses is an empty list")
    if patience < 1:
        raise ValueError("patience must be a positive number")
    best = 0
    i = 1
    while i < len(val_losses):
        if val_losses[i] < val_losses[best]:
            best = i
        elif i - best >= patience:
            break
        i += 1
    return i, best
