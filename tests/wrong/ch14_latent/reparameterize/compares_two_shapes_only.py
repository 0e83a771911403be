import numpy as np


def reparameterize(mu: np.ndarray, log_var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """Breaks: ValueError if the three shapes are not equal (log_var is not looked at, and is
    broadcast)."""
    mu, log_var, eps = (a.astype(np.float64) if a.dtype.kind in "iub" else a for a in (mu, log_var, eps))
    if mu.shape != eps.shape:
        raise ValueError("the three must have the same shape")
    return mu + np.exp(log_var / 2) * eps
