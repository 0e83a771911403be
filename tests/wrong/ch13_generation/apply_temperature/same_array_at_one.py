import numpy as np


def apply_temperature(probs: np.ndarray, temperature: float) -> np.ndarray:
    """Breaks: the answer shares no memory with probs. At T = 1 probs itself comes back."""
    probs = np.asarray(probs)
    if temperature <= 0:
        raise ValueError("temperature must be above 0")
    if (probs < 0).any() or abs(probs.sum(dtype=np.float64) - 1) > 1e-6:
        raise ValueError("probs must be probabilities with the sum 1")
    if not np.issubdtype(probs.dtype, np.floating):
        probs = probs.astype(np.float64)
    if temperature == 1:
        return probs
    with np.errstate(divide="ignore"):
        scores = np.log(probs) / temperature
    powers = np.exp(scores - scores.max())
    return (powers / powers.sum()).astype(probs.dtype)
