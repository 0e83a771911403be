import numpy as np


def gram_matrix(F: np.ndarray) -> np.ndarray:
    """Breaks: F as a table (H * W, C), its transpose times itself.
    A reshape to (C, -1) mixes channels."""
    if F.ndim != 3:
        raise ValueError("F has the wrong shape: three axes are needed")
    if not np.issubdtype(F.dtype, np.floating):
        F = F.astype(np.float64)
    height, width, channels = F.shape
    table = F.reshape(channels, -1)
    return table @ table.T / (height * width)
