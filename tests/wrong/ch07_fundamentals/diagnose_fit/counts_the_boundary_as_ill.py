"""Breaks «compared exactly so» on the very boundary: train_loss equal to 0.9 * baseline or val_loss equal to 1.3 * train_loss should not hold, but >= lets them."""


def diagnose_fit(train_loss: float, val_loss: float, baseline: float) -> str:
    if min(train_loss, val_loss, baseline) < 0:
        raise ValueError("no loss may be below 0")
    if train_loss >= 0.9 * baseline:
        return "underfitting"
    if val_loss >= 1.3 * train_loss:
        return "overfitting"
    return "good"
