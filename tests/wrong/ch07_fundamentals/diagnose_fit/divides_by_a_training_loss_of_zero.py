"""Breaks «each of the three may be 0» (and «compared exactly so»): val_loss / train_loss ends in a ZeroDivisionError for a training loss of 0."""


def diagnose_fit(train_loss: float, val_loss: float, baseline: float) -> str:
    for number in (train_loss, val_loss, baseline):
        if number < 0:
            raise ValueError(f"a loss cannot be {number}")
    if train_loss > 0.9 * baseline:
        return "underfitting"
    ratio = val_loss / train_loss
    if ratio > 1.3:
        return "overfitting"
    return "good"
