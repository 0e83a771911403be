import numpy as np


def gram_matrix(F: np.ndarray) -> np.ndarray:
    """Breaks: integers of any kind count as float64. The product is made before the division."""
    if F.ndim != 3:
        raise ValueError("F has the wrong shape: three axes are needed")
    height, width, channels = F.shape
    table = F.reshape(-1, channels)
    return table.T @ table / (height * width)
