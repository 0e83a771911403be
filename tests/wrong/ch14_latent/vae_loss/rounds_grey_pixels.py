import numpy as np


def vae_loss(
    x: np.ndarray, logits: np.ndarray, mu: np.ndarray, log_var: np.ndarray
) -> tuple[float, float]:
    """Breaks: pixels from 0 to 1, any numbers between them too (each is made 0 or 1 first)."""
    x, logits, mu, log_var = (np.asarray(a, dtype=np.float64) for a in (x, logits, mu, log_var))
    if (x < 0).any() or (x > 1).any():
        raise ValueError("x is out of the range from 0 to 1")
    x = (x > 0.5).astype(float)
    pixels = x * np.logaddexp(0, -logits) + (1 - x) * np.logaddexp(0, logits)
    kl = -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1)
    return float(pixels.sum(axis=1).mean()), float(kl.mean())
