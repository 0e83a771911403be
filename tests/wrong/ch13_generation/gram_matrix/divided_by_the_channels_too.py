import numpy as np


def gram_matrix(F: np.ndarray) -> np.ndarray:
    """Breaks: divided by H * W. Here by H * W * C."""
    if F.ndim != 3:
        raise ValueError("F has the wrong shape: three axes are needed")
    if not np.issubdtype(F.dtype, np.floating):
        F = F.astype(np.float64)
    height, width, channels = F.shape
    table = F.reshape(-1, channels)
    return table.T @ table / (height * width * channels)
