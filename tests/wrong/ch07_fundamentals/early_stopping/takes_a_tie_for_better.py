"""Breaks «below that of best, strictly»: an equal loss counts as a new best, so a flat curve never stops."""


def early_stopping(val_losses: list[float], patience: int) -> tuple[int, int]:
    if not len(val_losses):
        raise ValueError("val_losses holds nothing")
    if patience < 1:
        raise ValueError("patience is too small")
    best, lowest = 0, float("inf")
    for i, loss in enumerate(val_losses):
        if loss <= lowest:
            best, lowest = i, loss
        elif i - best >= patience:
            return i, best
    return len(val_losses) - 1, best
