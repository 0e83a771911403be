import numpy as np


def kl_divergence(mu: np.ndarray, log_var: np.ndarray) -> np.ndarray:
    """Breaks: row by row, -> (N,) (it is summed over the rows, and L numbers come back)."""
    if mu.ndim != 2 or mu.shape != log_var.shape:
        raise ValueError(f"shape: mu has {mu.shape}, log_var {log_var.shape}")
    if mu.dtype.kind in "iub":
        mu = mu.astype(np.float64)
    if log_var.dtype.kind in "iub":
        log_var = log_var.astype(np.float64)
    return -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=0)
