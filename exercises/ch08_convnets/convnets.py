"""Chapter 8: Convolutional networks.

A convolution slides small tables of weights, its *kernels*, over a picture. Pictures are
(N, H, W, C): N pictures of H rows and W columns, and C numbers, the *channels*, for each pixel.
8.1 to 8.3 and 8.6 are to be written with NumPy alone, or plain Python and what comes with it.
`import keras` up here may stay, but Keras is not there when they are graded: use nothing of it in
them. np.float64 counts as a `float`.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np


def conv2d(
    X: np.ndarray, K: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Return what kernels see at every place of every picture: a convolution as networks have it.

    X (N, H, W, C) pictures; K (k, k, C, F), F kernels of k rows and k columns; b (F,) biases, one
    for each kernel -> (N, H', W', F), with H' = (H + 2 padding - k) // stride + 1, W' alike.
    First put `padding` (0 or more) rows and columns of zeros on each of the four sides of every
    picture: P.
    Then, as plain loops, for every picture n, row i and column j of the answer, and kernel f:

        Y[n, i, j, f] = b[f] + sum over u, v, c of
                        P[n, i * stride + u, j * stride + v, c] * K[u, v, c, f]

    The kernel is not flipped: its first entry meets the window's first pixel.
    Graded: NumPy alone; no Python loop over the pictures or over the F kernels (loops over rows,
    columns and channels are fine); float32 stays float32, and integers of any kind count as
    float64, in each of the three (uint8 pictures and float32 kernels give float64); X, K and b are
    not changed.

    >>> X = np.arange(16.0).reshape(1, 4, 4, 1)
    >>> K = np.array([[0.0, 1.0], [2.0, 3.0]]).reshape(2, 2, 1, 1)
    >>> conv2d(X, K, np.zeros(1))[0, :, :, 0]
    array([[24., 30., 36.],
           [48., 54., 60.],
           [72., 78., 84.]])
    >>> conv2d(X, K, np.zeros(1), stride=2, padding=1).shape
    (1, 3, 3, 1)

    ValueError (say "channel") if X and K have different numbers of channels.
    ValueError (say "kernel") if k is larger than a padded picture, in height or in width.
    ValueError (say "stride") if stride is below 1.
    """
    raise NotImplementedError("8.1 conv2d")


def conv_output_size(n: int, k: int, stride: int = 1, padding: int = 0) -> int:
    """Return at how many places along one side a kernel fits, as an `int`.

    (n + 2 padding - k) / stride, rounded down, plus 1: n pixels with `padding` zeros at each end,
    a kernel of k, and steps of `stride`. Pixels behind the last place of the kernel do not count.

    >>> conv_output_size(28, 3), conv_output_size(28, 3, padding=1), conv_output_size(28, 5, 2)
    (26, 28, 12)

    ValueError (say "kernel") if k is larger than n + 2 padding.
    ValueError (say "stride") if stride is below 1.
    """
    raise NotImplementedError("8.2 conv_output_size")


def max_pool2d(X: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Return the largest entry of every window of every picture, channel by channel.

    X (N, H, W, C) -> (N, H', W', C), of X's dtype: the windows are size x size, and begin at every
    `stride`-th row and column (1 or more); a stride of None stands for size. A window that would
    reach over the edge is left out: H' = (H - size) // stride + 1, W' alike.
    Loop form: for every i below H' and j below W', Y[n, i, j, c] = the largest of
    X[n, i * stride + u, j * stride + v, c] for all u and v from 0 to size - 1.
    Graded: NumPy alone, loops are fine; X is not changed, and the answer shares no memory with it.

    >>> max_pool2d(np.arange(16.0).reshape(1, 4, 4, 1))[0, :, :, 0]
    array([[ 5.,  7.],
           [13., 15.]])

    ValueError (say "size") if size is below 1, or above H or W.
    """
    raise NotImplementedError("8.3 max_pool2d")


def build_convnet() -> keras.Model:
    """Return a new, compiled convolutional network for pictures 28 x 28 x 1 and ten classes.

    1. Input (28, 28, 1).
    2. Conv2D with 16 kernels 3 x 3, ReLU, no padding; then MaxPooling2D, 2 x 2.
    3. Conv2D with 32 kernels 3 x 3, ReLU, no padding; then MaxPooling2D, 2 x 2.
    4. Flatten; Dense with 64 units, ReLU; Dense with 10 units, softmax.
    Compiled: Adam at learning rate 0.001, the cross-entropy for integer labels, and the metric
    "accuracy". Nothing else that computes, and no penalty such as L2. It has 56,714 parameters.
    Graded: what it computes (an activation may be a layer of its own), and what it was compiled
    with; each new network starts at random (to set a seed is left to the caller).

    >>> model = build_convnet()
    >>> model.count_params(), model.output_shape
    (56714, (None, 10))
    """
    raise NotImplementedError("8.4 build_convnet")


def train_convnet(
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> dict[str, float | keras.Model]:
    """Train the network of `build_convnet` on pictures, and measure it on others.

    train and test are each `(x, y)`: x (N, 28, 28), floats from 0 to 1 already, not to be divided
    any more; y (N,), the classes 0 to 9, of any integer dtype.
    1. `keras.utils.set_random_seed(seed)`, then `build_convnet()`.
    2. Fit it on all rows of train for `epochs` epochs in batches of 32, silently. The network wants
       an axis for the channel: (N, 28, 28, 1).
    3. Measure once, after the last epoch, on the rows of test. They are for nothing else.
    Returns a dict with exactly these keys: "loss", a `float`, the mean cross-entropy of the test
    rows; "accuracy", a `float`, the share of them that the network has right; "model", the trained
    network.
    Graded: what it has learned from which rows, in how many steps; nothing is printed; the arrays
    are not changed; the same seed gives the same network, another seed another one; how well it
    reads digits that you do not see. Where your `build_convnet` is wrong, the course's is used.

    >>> x, y = np.random.default_rng(0).random((12, 28, 28)), np.arange(12) % 10
    >>> result = train_convnet((x, y), (x[:4], y[:4]), epochs=1)
    >>> sorted(result)
    ['accuracy', 'loss', 'model']

    ValueError (say "shape") if the x of train or of test is not (N, 28, 28);
    (N, 28, 28, 1) is refused, too.
    """
    raise NotImplementedError("8.5 train_convnet")


def augment(images: np.ndarray, rng: np.random.Generator, max_shift: int = 2) -> np.ndarray:
    """Return pictures that are moved a little, each by a shift of its own.

    images (N, H, W), numbers of any dtype -> a new array of this shape and dtype. max_shift is
    smaller than H and W. For each picture draw two whole numbers from rng, down and right, each
    from -max_shift to max_shift, both ends included, all of them equally likely, whatever the other
    is. The picture moves down by the one and right by the other (up and left where they are below
    0). Zeros come in at the side that it moves away from; what is moved over an edge is gone.
    The numbers may be drawn in any order. The answer shares no memory with images, for max_shift 0
    too.
    Graded: NumPy alone; the same seed gives the same pictures, and chance comes from rng alone;
    images is not changed.

    >>> image = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    >>> moved = augment(np.stack([image] * 200), np.random.default_rng(0), max_shift=1)
    >>> int(moved[:, 1, 1].min()), int(moved[:, 1, 1].max())
    (1, 9)

    ValueError (say "max_shift") if max_shift is below 0.
    """
    raise NotImplementedError("8.6 augment")
