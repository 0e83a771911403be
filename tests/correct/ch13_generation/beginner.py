"""Chapter 13: Networks that make something, by a careful beginner."""

import keras
import numpy as np
import tensorflow as tf


def to_float(array):
    """Return an array of floats: integers become float64."""
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    return array.copy()


def apply_temperature(probs, temperature):
    """Return probabilities made sharper or flatter."""
    if temperature <= 0:
        raise ValueError("temperature must be above 0")
    probs = to_float(probs)
    total = 0.0
    for p in probs:
        if p < 0:
            raise ValueError("a prob is below 0")
        total = total + float(p)
    if abs(total - 1) > 1e-6:
        raise ValueError("the sum of prob is not 1")
    possible = probs > 0
    scores = np.log(probs[possible]) / float(temperature)
    scores = scores - np.max(scores)
    answer = np.zeros_like(probs)
    answer[possible] = np.exp(scores)
    return answer / np.sum(answer)


def generate(step, seed_ids, length, temperature, rng):
    """Let a network go on with what it has begun to read."""
    if len(seed_ids) == 0:
        raise ValueError("the seed is empty")
    if length < 1:
        raise ValueError("the length must be 1 or more")
    state = None
    probs = None
    for i in range(len(seed_ids)):
        probs, state = step(seed_ids[i], state)
    answer = []
    for _ in range(length):
        shares = apply_temperature(probs, temperature)
        new = int(rng.choice(len(shares), p=shares))
        answer.append(new)
        probs, state = step(new, state)
    return answer


def train_char_lstm(ids, vocab, epochs=8, seed=0):
    """Train a network to say which letter comes next."""
    windows = []
    targets = []
    for place in range(0, len(ids) - 30, 3):
        windows.append(ids[place : place + 30])
        targets.append(ids[place + 30])
    windows = np.array(windows)
    targets = np.array(targets)
    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(keras.Input((30,)))
    model.add(keras.layers.Embedding(vocab, 16))
    model.add(keras.layers.LSTM(64))
    model.add(keras.layers.Dense(vocab))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.005),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    history = model.fit(windows, targets, batch_size=128, epochs=epochs, verbose=0)
    losses = history.history["loss"]
    return model, float(losses[len(losses) - 1])


def octave_shapes(shape, octaves, scale=1.4):
    """Return the sizes in which a picture is dreamed on."""
    if octaves < 1:
        raise ValueError("octaves must be 1 or more")
    if scale <= 1:
        raise ValueError("scale must be above 1")
    answer = []
    for k in range(octaves - 1, -1, -1):
        answer.append((int(shape[0] / scale**k), int(shape[1] / scale**k)))
    return answer


def dream_step(features, image, lr):
    """Change an image a little so that a network sees more in it."""
    if image.ndim != 3:
        raise ValueError("the shape of the image must have three axes")
    if image.shape[2] != features.input_shape[3]:
        raise ValueError("the shape of the image has other channels")
    batch = tf.Variable(np.array([image]))
    with tf.GradientTape() as tape:
        maps = features(batch, training=False)
        inside = maps[:, 2:-2, 2:-2, :]
        loss = tf.reduce_mean(inside * inside)
    gradient = tape.gradient(loss, batch).numpy()[0]
    size = float(np.mean(np.abs(gradient)))
    if size < 1e-6:
        size = 1e-6
    new = image + float(lr) * gradient / size
    new[new < 0] = 0
    new[new > 1] = 1
    return new, float(loss.numpy())


def gram_matrix(F):
    """Return how much each two channels go together."""
    if len(F.shape) != 3:
        raise ValueError("the shape of F must have three axes")
    F = to_float(F)
    height, width, channels = F.shape
    answer = np.zeros((channels, channels), F.dtype)
    for a in range(channels):
        for b in range(channels):
            answer[a, b] = np.sum(F[:, :, a] * F[:, :, b]) / (height * width)
    return answer


def style_transfer_loss(content, style, image, weights):
    """Return how far an image is from a content in a style."""
    if len(weights) != 3:
        raise ValueError("there must be three weights")
    for weight in weights:
        if weight < 0:
            raise ValueError("weights must not be below 0")
    content = to_float(content)
    image = to_float(image)
    content_term = np.mean((image - content) ** 2)
    style_term = np.mean((gram_matrix(image) - gram_matrix(style)) ** 2)
    down = np.mean(np.abs(image[1:, :, :] - image[:-1, :, :]))
    right = np.mean(np.abs(image[:, 1:, :] - image[:, :-1, :]))
    total = weights[0] * content_term + weights[1] * style_term + weights[2] * (down + right)
    return float(total)
