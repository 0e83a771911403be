"""Chapter 13: Networks that make something: text, dreams, and pictures in a style.

All but train_char_lstm and dream_step are to be written with NumPy alone, or plain Python and what
comes with it. `import keras` up here may stay, but Keras is not there when they are graded: use
nothing of it in them. np.float64 counts as a `float`, np.float32 does not. `make_step` is given.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

from collections.abc import Callable

import keras
import numpy as np


def make_step(model: keras.Model) -> Callable[[int, object], tuple[np.ndarray, object]]:
    """Return a function that reads one id with a trained network; given, nothing to write.

    model: as `train_char_lstm` makes it. The function gets an id and the state before it (None
    before the first one), and returns the probabilities of what comes next, (vocab,), and the state
    after it. It computes with NumPy: a call of Keras for one letter takes a hundred times as long.
    """
    table, W, U, b, W_out, b_out = (np.asarray(each, np.float64) for each in model.get_weights())

    def step(number: int, state: object) -> tuple[np.ndarray, object]:
        h, c = np.zeros((2, len(U))) if state is None else state
        z_i, z_f, z_g, z_o = np.split(table[number] @ W + h @ U + b, 4)
        i, f, o = (1 / (1 + np.exp(-z)) for z in (z_i, z_f, z_o))
        c = f * c + i * np.tanh(z_g)
        h = o * np.tanh(c)
        logits = h @ W_out + b_out
        powers = np.exp(logits - logits.max())
        return powers / powers.sum(), (h, c)

    return step


def apply_temperature(probs: np.ndarray, temperature: float) -> np.ndarray:
    """Return probabilities made sharper or flatter by a temperature.

    probs (V,), none below 0, with the sum 1 -> (V,), with the sum 1: softmax(ln(probs) / T), or
        probs[k] ** (1 / T) divided by the sum of all of these
    T = 1 changes nothing; below 1 the large ones grow, above 1 all come nearer to each other. A
    probability of 0 stays 0. The answer must be finite down to T = 0.01, where a plain power would
    be 0 for all of many small probabilities: take the logarithms, and subtract their largest before
    exp.
    Graded: NumPy alone; float32 stays float32 (its sum may then be off 1 by a millionth), and
    integers of any kind (a one-hot row) count as float64; no warning of NumPy for a probability of
    0; probs is not changed, and the answer shares no memory with it.

    >>> apply_temperature(np.array([0.5, 0.3, 0.2]), 0.5).round(6)
    array([0.657895, 0.236842, 0.105263])
    >>> apply_temperature(np.array([0.0, 0.25, 0.75]), 2.0).round(6)
    array([0.      , 0.366025, 0.633975])

    ValueError (say "temperature") if temperature is 0 or below.
    ValueError (say "prob") if one of probs is below 0, or if their sum is off 1 by more than 1e-6.
    """
    ### BEGIN SOLUTION
    if temperature <= 0:
        raise ValueError(f"apply_temperature: temperature: must be above 0 ({temperature})")
    probs = 1.0 * probs
    if probs.min() < 0 or abs(float(probs.sum(dtype=np.float64)) - 1) > 1e-6:
        raise ValueError(f"apply_temperature: prob: {probs} are no probabilities")
    logs = np.full_like(probs, -np.inf)
    np.log(probs, out=logs, where=probs > 0)
    powers = np.exp((logs - logs.max()) / float(temperature))
    return powers / powers.sum()
    ### END SOLUTION


def generate(
    step: Callable[[int, object], tuple[np.ndarray, object]],
    seed_ids: list[int],
    length: int,
    temperature: float,
    rng: np.random.Generator,
) -> list[int]:
    """Let a network go on with what it has begun to read; return the new ids.

    step(id, state) gets an id and the state before it, and returns `(probs, state)`: the
    probabilities of the id that comes next, float64 (V,), and the state after it. The state before
    the first id is None; what it is otherwise is step's own business.
    1. Let step read all of seed_ids, one after the other, and hand the state on.
    2. Draw the first new id from what step has said after the last of seed_ids, let step read it,
       draw the second from what it then says, and so on, `length` in all.
    Each id is one draw with rng, by whichever of its methods, id k with the probability
    apply_temperature(probs, temperature)[k]. Step is called len(seed_ids) + length - 1 times, in
    order; once more, for the last new id, is right as well.
    Returns the new ids alone, as a list of `length` built-in ints.
    Graded: the calls of step, the shares of what is drawn; the same generator state gives the same
    ids; chance comes from rng alone; seed_ids is not changed. Your apply_temperature is not graded
    here once more.

    >>> def count_up(number, state):
    ...     return np.eye(5)[(number + 1) % 5], state
    >>> generate(count_up, [1, 2], 4, 1.0, np.random.default_rng(0))
    [3, 4, 0, 1]

    ValueError (say "seed") if seed_ids is empty.
    ValueError (say "length") if length is below 1.
    """
    ### BEGIN SOLUTION
    if not len(seed_ids):
        raise ValueError("generate: seed: there is no id to begin with")
    if length < 1:
        raise ValueError(f"generate: length: must be 1 or more ({length})")
    state = None
    for number in seed_ids:
        probs, state = step(number, state)
    new: list[int] = []
    while True:
        probs = apply_temperature(probs, temperature).astype(np.float64)
        new.append(int(rng.choice(len(probs), p=probs / probs.sum())))
        if len(new) == length:
            return new
        probs, state = step(new[-1], state)
    ### END SOLUTION


def train_char_lstm(
    ids: np.ndarray, vocab: int, epochs: int = 8, seed: int = 0
) -> tuple[keras.Model, float]:
    """Train a network to say which letter comes next; return `(model, loss)`.

    ids (N,), a text as numbers from 0 to vocab - 1, of any integer dtype; N is more than 30.
    1. Cut windows of 30 ids: the first begins at place 0, the next ones at 3, 6, 9, …, as long as
       there is an id right after the window, which is its target. (31 ids give one window.)
    2. `keras.utils.set_random_seed(seed)`, then make the layers in this order, one a line: each
       draws its seed when it is made, and in A(B(x)) A is made first. Embedding with `vocab` rows
       of 16 numbers, no mask; LSTM with 64 units, which answers its last output h, as Keras's does
       by itself; Dense with `vocab` units and no activation: it answers logits. Nothing else that
       computes (an Input does not).
    3. Compile it with Adam at learning rate 0.005 and the cross-entropy of integer targets and
       logits, keras.losses.SparseCategoricalCrossentropy(from_logits=True).
    4. Fit it on all windows for `epochs` epochs in batches of 128, shuffled as fit does it,
       silently. The weights after the last epoch count.
    Returns the model, trained and compiled, and a `float`: the loss that fit has noted for the last
    epoch.
    Graded: the network, its steps, and what it has learned from which windows; nothing is printed;
    ids is not changed; the same seed gives the same network, another seed another one; how well it
    foretells the letters of a text that you do not see.

    >>> model, loss = train_char_lstm(np.arange(40) % 5, 5, epochs=1)
    >>> model.count_params(), model.output_shape, 1.5 < loss < 1.7
    (21141, (None, 5), True)
    """
    ### BEGIN SOLUTION
    starts = np.arange(0, len(ids) - 30, 3)
    X, y = ids[starts[:, np.newaxis] + np.arange(30)], ids[starts + 30]
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((30,)),
            keras.layers.Embedding(vocab, 16),
            keras.layers.LSTM(64),
            keras.layers.Dense(vocab),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss=loss)
    history = model.fit(X, y, epochs=epochs, batch_size=128, verbose=0).history
    return model, float(history["loss"][-1])
    ### END SOLUTION


def octave_shapes(
    shape: tuple[int, int], octaves: int, scale: float = 1.4
) -> list[tuple[int, int]]:
    """Return the sizes in which a picture is dreamed on, the small ones first.

    shape: (height, width) -> a list of `octaves` pairs of built-in ints. The last one is the shape
    itself; k places before it, each side is int(side / scale**k).

    >>> octave_shapes((64, 64), 3)
    [(32, 32), (45, 45), (64, 64)]
    >>> octave_shapes((100, 60), 2, 2.0)
    [(50, 30), (100, 60)]

    ValueError (say "octaves") if octaves is below 1.
    ValueError (say "scale") if scale is 1 or below.
    """
    ### BEGIN SOLUTION
    if octaves < 1:
        raise ValueError(f"octave_shapes: octaves: must be 1 or more ({octaves})")
    if scale <= 1:
        raise ValueError(f"octave_shapes: scale: must be above 1 ({scale})")
    height, width = (int(side) for side in shape)
    factors = [scale**k for k in reversed(range(octaves))]
    return [(int(height / factor), int(width / factor)) for factor in factors]
    ### END SOLUTION


def dream_step(features: keras.Model, image: np.ndarray, lr: float) -> tuple[np.ndarray, float]:
    """Change an image a little so that a network sees more in it; return `(image, loss)`.

    features: a model that answers maps (N, h, w, C') to images (N, H, W, C); h and w are 5 or more.
    image (H, W, C), float32, its entries in 0 … 1.
    1. loss: the mean of the squares of the maps for this image, without a border of two places on
       each side (what lies there has looked beyond the image's edge): maps[:, 2:-2, 2:-2]. It is
       the loss *before* the step, a `float`.
    2. g: the slope of the loss in each entry of the image, (H, W, C), by `tf.GradientTape`
       (`import tensorflow as tf` inside of the function); the model is called with training=False.
    3. image + lr * g / max(mean of |g| over the whole image, 1e-6), cut off to 0 … 1.
    Returns a new image of the same shape, float32, a NumPy array, and the loss.
    Graded: loss and step; image and the weights of features are not changed; where nothing has an
    effect, and g is 0, the image comes back as it was.

    >>> model = keras.Sequential([keras.Input((None, None, 1)), keras.layers.Rescaling(2.0)])
    >>> image, loss = dream_step(model, np.full((5, 5, 1), 0.5, np.float32), 0.01)
    >>> loss, image[2, 2], image[0, 0]
    (1.0, array([0.75], dtype=float32), array([0.5], dtype=float32))

    ValueError (say "shape") if image has not three axes, or another number of channels than the
    model takes.
    """
    ### BEGIN SOLUTION
    if image.ndim != 3 or image.shape[-1] != features.input_shape[-1]:
        raise ValueError(f"dream_step: shape: {image.shape}, the model {features.input_shape}")
    import tensorflow as tf

    batch, tape = tf.constant(image[np.newaxis]), tf.GradientTape()
    with tape:
        tape.watch(batch)
        inside = features(batch, training=False)[:, 2:-2, 2:-2]
        loss = tf.reduce_mean(inside**2)
    g = np.asarray(tape.gradient(loss, batch))[0]
    step = np.float32(lr) * g / np.maximum(np.abs(g).mean(), np.float32(1e-6))
    return np.clip(image + step, 0, 1), float(loss)
    ### END SOLUTION


def gram_matrix(F: np.ndarray) -> np.ndarray:
    """Return how much each two channels of a feature map go together: its style.

    F (H, W, C) -> (C, C): entry [a, b] is the mean of F[..., a] * F[..., b] over all H * W places.
    As a matrix product: with F as a table (H * W, C), its transpose times itself, divided by H * W.
    Graded: NumPy alone, no Python loop over the places; float32 stays float32, and integers of any
    kind count as float64; F is not changed.

    >>> gram_matrix(np.arange(8.0).reshape(2, 2, 2))
    array([[14., 17.],
           [17., 21.]])

    ValueError (say "shape") if F has not three axes.
    """
    ### BEGIN SOLUTION
    if F.ndim != 3:
        raise ValueError(f"gram_matrix: shape: F must be (H, W, C) ({F.shape})")
    table = 1.0 * F.reshape(-1, F.shape[-1])
    return table.T @ table / len(table)
    ### END SOLUTION


def style_transfer_loss(
    content: np.ndarray,
    style: np.ndarray,
    image: np.ndarray,
    weights: tuple[float, float, float],
) -> float:
    """Return how far an image is from the content of one picture in the style of another.

    All three are feature maps: content and image (H, W, C), style (H', W', C). The answer is
    weights[0] · content term + weights[1] · style term + weights[2] · variation, a `float`:
    1. content term: the mean of (image - content)², over all entries;
    2. style term: the mean of (gram of image - gram of style)², over all C · C entries; the gram is
       that of `gram_matrix`;
    3. variation, of image alone: the mean of |image[i + 1, j] - image[i, j]|, over all pairs of
       vertical neighbours, plus the mean of |image[i, j + 1] - image[i, j]|, over all pairs of
       horizontal ones, both over all channels. H and W are 2 or more.
    Graded: NumPy alone; integers of any kind count as floats; no array is changed. Your gram_matrix
    is not graded here once more.

    >>> content, style = np.zeros((2, 2, 1)), np.ones((3, 4, 1))
    >>> image = np.array([[[1.0], [2.0]], [[3.0], [4.0]]])
    >>> style_transfer_loss(content, style, image, (1.0, 0.0, 0.0))
    7.5
    >>> style_transfer_loss(content, style, image, (0.0, 1.0, 0.0))
    42.25
    >>> style_transfer_loss(content, style, image, (0.0, 0.0, 1.0))
    3.0

    ValueError (say "weights") if there are not three weights, or if one of them is below 0.
    """
    ### BEGIN SOLUTION
    if len(weights) != 3 or min(weights) < 0:
        raise ValueError(f"style_transfer_loss: weights: three, none below 0 ({weights})")
    content, style, image = (1.0 * each for each in (content, style, image))
    terms = (
        np.mean((image - content) ** 2),
        np.mean((gram_matrix(image) - gram_matrix(style)) ** 2),
        np.abs(np.diff(image, axis=0)).mean() + np.abs(np.diff(image, axis=1)).mean(),
    )
    return float(sum(weight * term for weight, term in zip(weights, terms, strict=True)))
    ### END SOLUTION
