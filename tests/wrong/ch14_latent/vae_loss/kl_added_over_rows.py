import numpy as np


def vae_loss(
    x: np.ndarray, logits: np.ndarray, mu: np.ndarray, log_var: np.ndarray
) -> tuple[float, float]:
    """Breaks: each a mean over the rows (KL is added up over them)."""
    x, logits, mu, log_var = (np.asarray(a, dtype=np.float64) for a in (x, logits, mu, log_var))
    if (x < 0).any() or (x > 1).any():
        raise ValueError("x is out of the range from 0 to 1")
    pixels = x * np.logaddexp(0, -logits) + (1 - x) * np.logaddexp(0, logits)
    kl = -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1)
    return float(pixels.sum(axis=1).mean()), float(kl.sum())
