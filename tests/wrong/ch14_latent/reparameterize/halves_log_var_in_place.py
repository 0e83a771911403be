import numpy as np


def reparameterize(mu: np.ndarray, log_var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """Breaks: no argument is changed (log_var is halved, and exponentiated, where it stands)."""
    mu, log_var, eps = (a.astype(np.float64) if a.dtype.kind in "iub" else a for a in (mu, log_var, eps))
    if not mu.shape == log_var.shape == eps.shape:
        raise ValueError("the three must have the same shape")
    log_var /= 2
    np.exp(log_var, out=log_var)
    return mu + log_var * eps
