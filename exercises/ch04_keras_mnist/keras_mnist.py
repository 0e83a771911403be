"""Chapter 4: Keras and MNIST.

`keras.Model` is a network: layers, their weights, and the methods `compile`, `fit`, `evaluate`
and `predict`. Images are uint8 arrays (N, 28, 28) with grey values 0 to 255, labels are integers
0 to 9; N is 1 at least. Three of the exercises (`prepare_images`, `inverted_dropout` and `one_hot`)
are arithmetic on arrays, to be written with NumPy alone: Keras is not there when they are graded.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras  # missing? Type in a terminal: make keras (Windows: py start.py keras)
import numpy as np


def prepare_images(images: np.ndarray) -> np.ndarray:
    """Return the images as numbers between 0 and 1: every grey value divided by 255.

    images uint8 (N, 28, 28) -> float32 of the same shape.
    Loop form: for every image, row and column: value / 255.
    Always 255, whatever the brightest pixel of this batch is: a dark image must stay dark.
    Graded: NumPy alone, tf.cast is not there; images is not changed.

    >>> images = np.full((1, 28, 28), 51, dtype=np.uint8)
    >>> x = prepare_images(images)
    >>> x.shape, x.dtype, round(float(x[0, 0, 0]), 6)
    ((1, 28, 28), dtype('float32'), 0.2)

    ValueError (say "dtype") if images are not uint8: they may have been divided already.
    ValueError (say "shape") if images is not 3-D, but has more or fewer axes.
    """
    raise NotImplementedError("4.1 prepare_images")


def build_mnist_model(dropout: float = 0.2) -> keras.Model:
    """Return the network of this chapter, with new random start weights, not compiled.

    In this order: an input of shape (28, 28); flatten it to 784 numbers; a Dense layer of 128
    units with ReLU; Dropout with rate `dropout`; a Dense layer of 10 units without an activation.
    No other layers, no L2 or other penalty, and no seed set in here.
    The ten outputs are logits: the softmax is part of the loss (see `compile_model`).
    Say the input's shape with `keras.Input`: given to the first layer as `input_shape`, Keras
    warns.
    Graded: what the network computes, its 101,770 parameters, where Dropout acts, and one training
    step without it. The functional API and separate Activation layers are as good as
    `keras.Sequential`, and so is a class of your own, if you call it once: its weights must be
    there.

    >>> build_mnist_model().count_params()
    101770

    ValueError (say "dropout") unless 0 <= dropout < 1; 0 is legal.
    """
    raise NotImplementedError("4.2 build_mnist_model")


def inverted_dropout(
    x: np.ndarray, rate: float, rng: np.random.Generator, training: bool
) -> np.ndarray:
    """Return x with a share of its entries set to 0 and the others made larger to make up for it.

    x of any shape, rate in [0, 1), rng a NumPy generator -> the same shape; float32 stays float32,
    integers become float64.
    Loop form, when training: for every entry by itself: with probability `rate` it becomes 0, else
    it becomes entry / (1 - rate). So the mean stays about the same. All draws come from rng.
    When not training: a copy of x, integers as float64 here, too, and nothing is drawn.
    Graded: NumPy alone; x is not changed and shares no memory with the answer; the same seed gives
    the same answer; no entry's fate tells another's, and the number of zeros varies.

    >>> x = np.ones(4)
    >>> inverted_dropout(x, 0.0, np.random.default_rng(0), training=True)
    array([1., 1., 1., 1.])
    >>> inverted_dropout(x, 0.5, np.random.default_rng(0), training=False)
    array([1., 1., 1., 1.])

    ValueError (say "rate") unless 0 <= rate < 1, whether training or not.
    """
    raise NotImplementedError("4.3 inverted_dropout")


def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    """Return one row per label: 1 in the column of the label, 0 elsewhere.

    labels integers (N,) -> float32 (N, num_classes).
    Loop form: for every n: row n is all 0, then Y[n, labels[n]] = 1.
    The number of columns is num_classes, also when the highest classes do not occur in labels.
    Graded: NumPy alone, no Python loop over the labels; labels is not changed.

    >>> one_hot(np.array([0, 3]), 4)
    array([[1., 0., 0., 0.],
           [0., 0., 0., 1.]], dtype=float32)

    ValueError (say "1-D") if labels is not 1-D.
    ValueError (say "label") if a label is below 0 or not below num_classes.
    """
    raise NotImplementedError("4.4 one_hot")


def compile_model(model: keras.Model, learning_rate: float = 1e-3) -> keras.Model:
    """Compile the model for integer labels and return it, the same object.

    Optimizer: Adam with this learning rate and no other setting (no weight decay, no clipping).
    Loss: sparse categorical cross-entropy, told that the model's outputs are logits. Metric:
    "accuracy", under that name.
    «Sparse» means that labels come as integers (3), not as one-hot rows.
    Graded: the loss and the accuracy that `evaluate` gives, and the first training steps.

    >>> model = compile_model(build_mnist_model(), learning_rate=0.01)
    >>> type(model.optimizer).__name__, round(float(model.optimizer.learning_rate), 6)
    ('Adam', 0.01)

    ValueError (say "learning_rate") if learning_rate is not above 0.
    """
    raise NotImplementedError("4.5 compile_model")


def fit_and_evaluate(
    model: keras.Model,
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 5,
    batch_size: int = 32,
    seed: int = 0,
) -> dict[str, float | list[float]]:
    """Train a compiled model, evaluate it once on the test set, and return what was measured.

    model: compiled with the metric "accuracy"; train and test: (x, y), what the model takes.
    1. Seed everything, with `keras.utils.set_random_seed`.
    2. Fit on train for `epochs` epochs in batches of `batch_size`, silently. The last 10 % of the
       training rows are validation data (`validation_split=0.1`, or cut off by hand): they are not
       trained on. Leave `shuffle` as it is.
    3. Evaluate on test, silently, once, at the end. Test rows are for nothing else.
    All epochs are trained, and the model keeps the weights of the last: a callback may take notes,
    but not stop the training, or change the model or its optimizer.
    Returns a dict with exactly these keys: "train_loss" and "train_accuracy", lists with one
    `float` per epoch, what fit measures of the rows it trains on (its history's "loss" and
    "accuracy"); "test_loss" and "test_accuracy", each a `float`, of the trained model.
    Graded: the same seed gives the same result, another seed another one; nothing is printed; the
    arrays are not changed; the accuracy of the trained model on digits that you do not see.

    >>> x, y = np.zeros((20, 28, 28), dtype=np.float32), np.arange(20) % 10
    >>> model = compile_model(build_mnist_model())
    >>> sorted(fit_and_evaluate(model, (x, y), (x, y), epochs=1))
    ['test_accuracy', 'test_loss', 'train_accuracy', 'train_loss']

    ValueError (say "epochs") if epochs < 1.
    """
    raise NotImplementedError("4.6 fit_and_evaluate")


def build_mlp_256(kernel_init: str = "he_normal") -> keras.Model:
    """Return a compiled 784-256-256-10 network with the start weights that `kernel_init` names.

    Input of shape (784,); two Dense layers of 256 units with ReLU; a Dense layer of 10 units
    without an activation (logits). `kernel_init` holds for all three Dense layers:
    - "he_normal": weights from Keras's initializer of that name, biases 0;
    - "random_normal": weights *and* biases normal with mean 0 and standard deviation 1. Write
      `keras.initializers.RandomNormal(stddev=1.0)`: the string alone would mean 0.05.
    No other layers (no Dropout), and no penalty such as L2.
    Compiled with Adam at learning rate 0.001 and no other setting, categorical cross-entropy from
    logits (labels come as one-hot rows) and the metric "accuracy".
    Graded: what the network computes, its 269,322 parameters, the spread of its start weights, the
    loss before training, and the accuracy after training the "he_normal" network.

    >>> build_mlp_256().count_params()
    269322

    ValueError (say "kernel_init") for every other name.
    """
    raise NotImplementedError("4.7 build_mlp_256")
