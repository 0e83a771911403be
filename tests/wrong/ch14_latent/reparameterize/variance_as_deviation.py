import numpy as np


def reparameterize(mu: np.ndarray, log_var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """Breaks: mean + standard deviation * eps (the variance is taken in its place)."""
    mu, log_var, eps = (a.astype(np.float64) if a.dtype.kind in "iub" else a for a in (mu, log_var, eps))
    if not mu.shape == log_var.shape == eps.shape:
        raise ValueError("the three must have the same shape")
    return mu + np.exp(log_var) * eps
