"""Breaks «ValueError if one of the three is below 0»: a negative baseline is not refused but called "underfitting"."""


def diagnose_fit(train_loss: float, val_loss: float, baseline: float) -> str:
    if train_loss < 0 or val_loss < 0:
        raise ValueError("a loss must not be negative")
    if train_loss > 0.9 * baseline:
        return "underfitting"
    elif val_loss > 1.3 * train_loss:
        return "overfitting"
    else:
        return "good"
