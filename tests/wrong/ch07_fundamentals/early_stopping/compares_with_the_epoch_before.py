"""Breaks «if its loss is below that of best»: each loss is compared with the one of the epoch before, so a small dip on a high level starts the patience anew and becomes best."""


def early_stopping(val_losses: list[float], patience: int) -> tuple[int, int]:
    if not val_losses:
        raise ValueError("val_losses must not be empty")
    if patience < 1:
        raise ValueError("patience below 1")
    best = 0
    for i in range(1, len(val_losses)):
        if val_losses[i] < val_losses[i - 1]:
            best = i
        elif i - best >= patience:
            return i, best
    return len(val_losses) - 1, best
