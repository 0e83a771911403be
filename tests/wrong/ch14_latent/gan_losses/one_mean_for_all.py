import numpy as np


def gan_losses(real_logits: np.ndarray, fake_logits: np.ndarray) -> tuple[float, float]:
    """Breaks: d is one mean *plus* another (all rows are put together, and one mean is taken)."""
    real = np.asarray(real_logits, dtype=np.float64)
    fake = np.asarray(fake_logits, dtype=np.float64)
    if real.size == 0 or fake.size == 0:
        raise ValueError("there are no logits")
    d = np.concatenate([np.logaddexp(0, -real).ravel(), np.logaddexp(0, fake).ravel()]).mean()
    g = np.logaddexp(0, -fake).mean()
    return float(d), float(g)
