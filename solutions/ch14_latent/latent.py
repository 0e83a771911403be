"""Chapter 14. Networks that make something, II: VAE and GAN.

reparameterize, kl_divergence, vae_loss and gan_losses are to be written with NumPy alone, or plain
Python and what comes with it. The imports up here may stay, but Keras and TensorFlow are not there
when they are graded: use them inside of the other three alone. np.float64 counts as a `float`,
np.float32 does not. `ring` is given.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np
import tensorflow as tf


def ring(n: int, rng: np.random.Generator) -> np.ndarray:
    """Return n points around eight centres on a circle, (n, 2); given, nothing to write.

    The circle has radius 2, and each of its modes, the eight heaps, a standard deviation of 0.05.
    """
    angles = rng.integers(0, 8, n) * np.pi / 4
    centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
    return (centres + rng.normal(0, 0.05, (n, 2))).astype(np.float32)


def reparameterize(mu: np.ndarray, log_var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """Return draws from normal distributions, made of draws from the standard one.

    mu, the means; log_var, the logarithms of the variances (the squares of the standard
        deviations); eps, numbers drawn from the standard normal distribution: all of one shape
        -> of that shape: mean + standard deviation * eps
    Graded: NumPy alone; every entry by itself; float32 stays float32, and integers of any kind
    count as float64; no argument is changed, and the answer shares no memory with one.

    >>> reparameterize(np.array([1.0, 1.0]), np.log([4.0, 9.0]), np.array([0.5, -1.0])).round(6)
    array([ 2., -2.])

    ValueError (say "shape") if the three shapes are not equal.
    """
    ### BEGIN SOLUTION
    if not mu.shape == log_var.shape == eps.shape:
        raise ValueError(
            f"reparameterize: shape: mu {mu.shape}, log_var {log_var.shape}, eps {eps.shape}"
        )
    return mu + np.exp(0.5 * log_var) * eps
    ### END SOLUTION


def kl_divergence(mu: np.ndarray, log_var: np.ndarray) -> np.ndarray:
    """Return how far normal distributions are from the standard one, row by row.

    mu (N, L), means; log_var (N, L), logarithms of variances -> (N,): for each row
        -1/2 * sum over its L entries of (1 + log_var - mu**2 - exp(log_var)), the divergence of
        Kullback and Leibler from the normal distribution with mean 0 and variance 1 in each entry
    It is 0 where mu and log_var are 0, and, but for rounding, above 0 elsewhere.
    Graded: NumPy alone, without a Python loop over rows; float32 stays float32, and integers of any
    kind count as float64; no argument is changed.

    >>> kl_divergence(np.array([[1.0, -1.0]]), np.log([[1.0, 4.0]])).round(6)
    array([1.806853])

    ValueError (say "shape") if mu has not two axes, or log_var another shape than mu.
    """
    ### BEGIN SOLUTION
    if mu.ndim != 2 or log_var.shape != mu.shape:
        raise ValueError(f"kl_divergence: shape: mu {mu.shape}, log_var {log_var.shape}")
    mu, log_var = 1.0 * mu, 1.0 * log_var
    return np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=1) / 2
    ### END SOLUTION


def vae_loss(
    x: np.ndarray, logits: np.ndarray, mu: np.ndarray, log_var: np.ndarray
) -> tuple[float, float]:
    """Return the two parts of a VAE's loss, `(reconstruction, KL)`, each a mean over the rows.

    x (N, P), pixels from 0 to 1, any numbers between them too; logits (N, P), what the decoder
        answers; mu and log_var (N, L), what the encoder has answered for x
    The reconstruction of a row is the *sum* over its P pixels of the binary cross-entropy
    -x * ln(p) - (1 - x) * ln(1 - p), where p = 1 / (1 + exp(-logit)); its KL is that of
    kl_divergence. The sum of the two parts is the negative ELBO.
    It must be right for logits of +-1e3 too, without an overflow: ln(1 + exp(a)) is
    np.logaddexp(0, a).
    Graded: NumPy alone; integers of any kind count as floats; no argument is changed; two `float`s.
    You may call your kl_divergence: a mistake in it costs nothing here.

    >>> vae_loss(np.array([[1.0, 0.0]]), np.zeros((1, 2)), np.ones((1, 1)), np.zeros((1, 1)))
    (1.3862943611198906, 0.5)

    ValueError (say "range") if an entry of x is below 0 or above 1.
    """
    ### BEGIN SOLUTION
    if np.min(x) < 0 or np.max(x) > 1:
        raise ValueError(f"vae_loss: range: pixels from {np.min(x)} to {np.max(x)}, not 0 to 1")
    x, logits = x.astype(np.float64), logits.astype(np.float64)
    reconstruction = np.sum(np.logaddexp(0, logits) - x * logits, axis=1)
    return float(reconstruction.mean()), float(kl_divergence(mu, log_var).mean())
    ### END SOLUTION


def train_vae(
    x: np.ndarray, epochs: int = 20, seed: int = 0
) -> tuple[keras.Model, keras.Model, float]:
    """Train a variational autoencoder; return `(encoder, decoder, score)`.

    x (N, 784), pictures of 28 * 28 pixels from 0 to 1, float32 or float64. The first 4 * N // 5
    rows are trained with, the others are test rows; nothing of these may have an effect on the
    networks.
    1. `keras.utils.set_random_seed(seed)`, then make the layers in this order, one a line (each
       draws its seed when it is made, and in Dense(2)(Dense(256)(x)) the outer one is made first):
       of the encoder, Dense 256 relu, from which Dense 2 (mu) and Dense 2 (log_var) start; of the
       decoder, Dense 256 relu and Dense 784, which answers logits. The encoder is a model with the
       input (784,) and the outputs `[mu, log_var]`; the decoder is one with the input (2,). But for
       Input, which draws nothing, no other layers.
    2. Draw every random number of the training and of the score with `np.random.default_rng(seed)`,
       by whichever of its methods.
       For `epochs` epochs, go through the training rows in a fresh order, in batches of 128; where
       that does not come out even, the last one is smaller, and is used as well.
       For each batch draw eps, one number for each entry of mu; z = mu + exp(log_var / 2) * eps
       goes into the decoder; the loss is the sum of the two parts of vae_loss, written with
       TensorFlow. One step of Adam, learning rate 0.001, on the weights of both networks; the same
       Adam makes all steps.
    3. score: the negative ELBO of the test rows, the mean of them, with one z drawn for each row,
       a `float`.
    Silent. A step that tf.function compiles takes a third of the time, or less.
    Graded: the networks, their first steps, what they have learned, score; x is not changed; the
    same seed gives the same networks, another seed others. (Nobody sees from outside whether each
    epoch has an order of its own, each batch its own eps, and one Adam goes all the way.)
    """
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(seed)
    pixels = keras.Input((784,))
    hidden = keras.layers.Dense(256, activation="relu")(pixels)
    ends = [keras.layers.Dense(2)(hidden), keras.layers.Dense(2)(hidden)]
    encoder = keras.Model(pixels, ends)
    decoder = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(256, activation="relu"), keras.layers.Dense(784)]
    )
    weights, adam = encoder.trainable_weights + decoder.trainable_weights, keras.optimizers.Adam()

    def one_step(rows, eps):
        with tf.GradientTape() as watched:
            mu, log_var = encoder(rows)
            logits = decoder(mu + tf.exp(log_var / 2) * eps)
            wrong = tf.nn.sigmoid_cross_entropy_with_logits(labels=rows, logits=logits)
            far = tf.exp(log_var) + mu**2 - 1 - log_var
            loss = tf.reduce_mean(tf.reduce_sum(wrong, 1) + tf.reduce_sum(far, 1) / 2)
        adam.apply(watched.gradient(loss, weights), weights)

    step = tf.function(one_step, reduce_retracing=True)

    def drawn(count):
        return rng.normal(size=(count, 2)).astype(np.float32)

    rng, count = np.random.default_rng(seed), 4 * len(x) // 5
    train, test = x[:count].astype(np.float32), x[count:].astype(np.float32)
    for _ in range(epochs):
        order = rng.permutation(count)
        for start in range(0, count, 128):
            rows = train[order[start : start + 128]]
            step(rows, drawn(len(rows)))
    mu, log_var = (np.asarray(each) for each in encoder(test))
    logits = np.asarray(decoder(reparameterize(mu, log_var, drawn(len(test)))))
    return encoder, decoder, float(sum(vae_loss(test, logits, mu, log_var)))
    ### END SOLUTION


def gan_losses(real_logits: np.ndarray, fake_logits: np.ndarray) -> tuple[float, float]:
    """Return the losses of a discriminator and of a generator, `(d, g)`.

    real_logits and fake_logits: what the discriminator answers for real rows and for generated
        ones; arrays of any shape, of any length, which need not be the same
    A logit says how surely a row is real: p = 1 / (1 + exp(-logit)).
    d: the mean of -ln(p) over the real ones plus the mean of -ln(1 - p) over the generated ones.
    g: the mean of -ln(p) over the generated ones.
    It must be right for logits of +-1e3 too, without an overflow.
    Graded: NumPy alone; integers of any kind count as floats; no argument is changed; two `float`s.

    >>> d, g = gan_losses(np.zeros((2, 1)), np.zeros(3))
    >>> round(d, 6), round(g, 6)
    (1.386294, 0.693147)

    ValueError (say "logits") if one of the two is empty.
    """
    ### BEGIN SOLUTION
    if not real_logits.size or not fake_logits.size:
        raise ValueError("gan_losses: logits: there is none, and so no mean of them")
    real, fake = real_logits.astype(np.float64), fake_logits.astype(np.float64)
    d = np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
    return float(d), float(np.logaddexp(0, -fake).mean())
    ### END SOLUTION


def gan_step(G: keras.Model, D: keras.Model, opts: tuple, real: np.ndarray, z: np.ndarray) -> tuple:
    """Train a discriminator by one step, then a generator by one; return `(d, g)`.

    G, a generator: z (N, K) -> rows (N, F); D, a discriminator: rows -> logits (N, 1); opts, their
        optimizers in this order: `(of G, of D)`; real (M, F), rows of the data; z (N, K)
    1. The discriminator's loss d (that of gan_losses) on D(real) and D(G(z)); one step of D's
       optimizer on D's trainable weights. G stays as it is.
    2. With the D of now, G is called on the same z once more; the generator's loss g on D(G(z));
       one step of G's optimizer on G's trainable weights. D stays as it is, and real takes no part.
    Call the models plainly, `D(rows)`, without training=, and set no `trainable`: what is trainable
    or frozen when it comes in stays so.
    Returns the two losses as each was before its step: scalar tensors of TensorFlow, or numbers.
    (Tensors are better: `.numpy()` keeps tf.function from compiling it, and then 4,000 steps take
    minutes and not seconds.) Do not put @tf.function above it: it is called with several pairs of
    networks. An optimizer's `apply(gradients, weights)` makes the step. float32 tensors, or arrays,
    come in.
    Graded: what each step changes, that all else stays the same to the last bit, both losses;
    nothing is printed; real and z are not changed.
    """
    ### BEGIN SOLUTION
    of_G, of_D = opts
    with tf.GradientTape() as watched:
        says_real, says_fake = D(real), D(G(z))
        d = tf.reduce_mean(tf.nn.softplus(-says_real)) + tf.reduce_mean(tf.nn.softplus(says_fake))
    of_D.apply(watched.gradient(d, D.trainable_weights), D.trainable_weights)
    with tf.GradientTape() as watched:
        g = tf.reduce_mean(tf.nn.softplus(-D(G(z))))
    of_G.apply(watched.gradient(g, G.trainable_weights), G.trainable_weights)
    return d, g
    ### END SOLUTION


def train_gan(seed: int = 0, steps: int = 4000) -> keras.Model:
    """Train a GAN on the given ring; return the generator.

    1. `keras.utils.set_random_seed(seed)`, then make the layers in this order. Generator: input
       (8,), Dense 64 relu, Dense 64 relu, Dense 2 without activation. Discriminator: input (2,),
       Dense 64, LeakyReLU(negative_slope=0.2), Dense 64, the same LeakyReLU, Dense 1, which answers
       logits.
    2. For each of them keras.optimizers.Adam(0.002, beta_1=0.5).
    3. Draw every random number with `rng = np.random.default_rng(seed)`. `steps` times: 128 fresh
       points of ring, 128 rows z of 8 standard normal numbers, float32, and one gan_step.
    Silent. Let tf.function compile the step, `tf.function(gan_step)` in here: 4,000 of them take
    five seconds then, and else two minutes. A mistake in your gan_step costs nothing here.
    Graded: the generator's layers and its first step; that most points lie within 0.3 of a centre;
    how many of the eight modes get 2 % of the points or more; the same seed gives the same
    generator, another seed another one. (Not graded, as nobody sees it from outside: the layers of
    the discriminator.)
    """
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(seed)
    parts = keras.layers
    G = keras.Sequential(
        [keras.Input((8,)), parts.Dense(64, "relu"), parts.Dense(64, "relu"), parts.Dense(2)]
    )
    D = keras.Sequential([keras.Input((2,))])
    for _ in range(2):
        D.add(parts.Dense(64))
        D.add(parts.LeakyReLU(negative_slope=0.2))
    D.add(parts.Dense(1))
    opts = tuple(keras.optimizers.Adam(0.002, beta_1=0.5) for _ in range(2))
    step, rng = tf.function(gan_step), np.random.default_rng(seed)
    for _turn in range(steps):
        step(G, D, opts, ring(128, rng), rng.normal(size=(128, 8)).astype(np.float32))
    return G
    ### END SOLUTION
