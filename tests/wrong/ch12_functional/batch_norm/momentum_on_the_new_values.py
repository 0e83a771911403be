import numpy as np


def batch_norm(
    X: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    mean: np.ndarray,
    var: np.ndarray,
    momentum: float,
    training: bool,
    eps: float = 1e-3,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Breaks: "new_mean = momentum * mean + (1 - momentum) * mu" and the same for new_var."""
    if X.ndim != 2 or any(a.shape != (X.shape[1],) for a in (gamma, beta, mean, var)):
        raise ValueError("shape: X must be (N, D), the others (D,)")
    X, gamma, beta, mean, var = [
        a if a.dtype.kind == "f" else a.astype(np.float64) for a in (X, gamma, beta, mean, var)
    ]
    momentum, eps = float(momentum), float(eps)
    if training:
        mu, s2 = X.mean(axis=0), X.var(axis=0)
        new_mean = (1 - momentum) * mean + momentum * mu
        new_var = (1 - momentum) * var + momentum * s2
    else:
        mu, s2 = mean, var
        new_mean, new_var = mean.copy(), var.copy()
    Y = gamma * (X - mu) / np.sqrt(s2 + eps) + beta
    return Y, new_mean, new_var
