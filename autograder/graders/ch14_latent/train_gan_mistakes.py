"""14.7 train_gan: the mistakes that its graders know."""

import keras
import numpy as np
import tensorflow as tf

from autograder.asserting import misconception


def _ring(n, rng):
    places = rng.integers(0, 8, n)
    found = np.array([[np.cos(k * np.pi / 4), np.sin(k * np.pi / 4)] for k in places]) * 2
    return (found + rng.normal(scale=0.05, size=found.shape)).astype(np.float32)


def _generator(noise, hidden, activation, last):
    dense_layer = keras.layers.Dense
    G = keras.Sequential([keras.Input((noise,))])
    for _ in range(hidden):
        G.add(dense_layer(64, activation=activation() if callable(activation) else activation))
    G.add(dense_layer(2, activation=last))
    return G


def _discriminator():
    D = keras.Sequential([keras.Input((2,))])
    for _ in range(2):
        D.add(keras.layers.Dense(64))
        D.add(keras.layers.LeakyReLU(negative_slope=0.2))
    D.add(keras.layers.Dense(1))
    return D


def _networks(noise=8, hidden=2, activation="relu", last=None, turned=False):
    if turned:
        D = _discriminator()
        return _generator(noise, hidden, activation, last), D
    return _generator(noise, hidden, activation, last), _discriminator()


def _duel(G, D, opts, real, z, both=True):
    def loss(logits, sign):
        return tf.reduce_mean(tf.nn.softplus(sign * logits))

    tape = tf.GradientTape()
    with tape:
        d = loss(D(real), -1) + loss(D(G(z)), 1)
    opts[1].apply(tape.gradient(d, D.trainable_weights), D.trainable_weights)
    if both:
        tape = tf.GradientTape()
        with tape:
            g = loss(D(G(z)), -1)
        opts[0].apply(tape.gradient(g, G.trainable_weights), G.trainable_weights)


def _run(seed, steps, *, begins=True, chance=True, rate=0.002, noise=8, both=True, **layers):
    if begins:
        keras.utils.set_random_seed(seed)
    G, D = _networks(noise, **layers)
    opts = [keras.optimizers.Adam(rate, beta_1=0.5) for _ in range(2)]
    rng, step = np.random.default_rng(seed if chance else None), tf.function(_duel)
    for _ in range(steps):
        z = rng.normal(size=(128, noise)).astype(np.float32)
        step(G, D, opts, _ring(128, rng), z, both)
    return G, D


@misconception
def answers_the_discriminator(right, seed=0, steps=4000):
    """The discriminator came back. Asked is the generator."""
    return _run(seed, steps)[1]


@misconception
def leaves_a_layer_out(right, seed=0, steps=4000):
    """The generator has one hidden layer. There are two, of 64 units each."""
    return _run(seed, steps, hidden=1)[0]


@misconception
def takes_noise_of_two_numbers(right, seed=0, steps=4000):
    """The generator takes two numbers of noise. Its input is (8,)."""
    return _run(seed, steps, noise=2)[0]


@misconception
def ends_in_tanh(right, seed=0, steps=4000):
    """The generator ends in tanh, and never gets beyond 1, where the ring lies at 2. No activation
    there.
    """
    return _run(seed, steps, last="tanh")[0]


@misconception
def ends_in_relu(right, seed=0, steps=4000):
    """The generator ends in relu, and makes nothing below 0: three quarters of the ring are out of
    reach. No activation there.
    """
    return _run(seed, steps, last="relu")[0]


@misconception
def takes_leaky_relus(right, seed=0, steps=4000):
    """The generator's hidden layers leak. They have relu; LeakyReLU is the discriminator's."""
    return _run(seed, steps, activation=lambda: keras.layers.LeakyReLU(negative_slope=0.2))[0]


@misconception
def leaves_the_generator_out(right, seed=0, steps=4000):
    """The generator did not move: each step trains both, first D and then G."""
    return _run(seed, steps, both=False)[0]


@misconception
def leaves_the_rate_to_adam(right, seed=0, steps=4000):
    """Adam's own learning rate is 0.001. Asked is keras.optimizers.Adam(0.002, beta_1=0.5)."""
    return _run(seed, steps, rate=0.001)[0]


@misconception
def ignores_steps(right, seed=0, steps=4000):
    """There are always as many steps, whatever is given: hand the argument steps on."""
    return _run(seed, 300)[0]


@misconception
def ignores_the_seed(right, seed=0, steps=4000):
    """The layers hang on chance outside: keras.utils.set_random_seed(seed) before they are made."""
    return _run(seed, steps, begins=False)[0]


@misconception
def makes_the_discriminator_first(right, seed=0, steps=4000):
    """The discriminator's layers are made first, and take the part of the seed that is the
    generator's: make the generator, then the discriminator.
    """
    return _run(seed, steps, turned=True)[0]


@misconception
def fixes_the_seed(right, seed=0, steps=4000):
    """The seed is always 0, whatever is given: hand the argument seed on."""
    return _run(0, steps)[0]


@misconception
def draws_chance_without_the_seed(right, seed=0, steps=4000):
    """Two calls with the same seed differ: draw ring and z with np.random.default_rng(seed)."""
    return _run(seed, steps, chance=False)[0]


@misconception
def prints_the_losses(right, seed=0, steps=4000):
    """Something is printed: the generator comes back, and that is all."""
    print("step 1")
    return right(seed, steps)
