"""Breaks «the first line that holds decides»: where both hold, the answer is "overfitting" instead of "underfitting"."""


def diagnose_fit(train_loss: float, val_loss: float, baseline: float) -> str:
    if train_loss < 0 or val_loss < 0 or baseline < 0:
        raise ValueError("a loss is below 0")
    if val_loss > 1.3 * train_loss:
        return "overfitting"
    if train_loss > 0.9 * baseline:
        return "underfitting"
    return "good"
