import numpy as np


def reparameterize(mu: np.ndarray, log_var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """Breaks: float32 stays float32 (everything is made float64)."""
    mu, log_var, eps = (np.asarray(a, dtype=float) for a in (mu, log_var, eps))
    if not mu.shape == log_var.shape == eps.shape:
        raise ValueError("the three must have the same shape")
    return mu + np.exp(log_var / 2) * eps
