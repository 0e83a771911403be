"""14.6 gan_step: the mistakes that its graders know."""

import keras
import tensorflow as tf

from autograder.asserting import misconception


def _toward(logits, real):
    """Return the loss of logits that are to say real, or generated."""
    return tf.reduce_mean(tf.nn.softplus(-logits if real else logits))


def _apply(optimizer, tape, loss, weights):
    pairs = zip(tape.gradient(loss, weights), weights, strict=True)
    kept = [pair for pair in pairs if pair[0] is not None]
    if kept:
        optimizer.apply([slope for slope, _ in kept], [weight for _, weight in kept])


def _first(G, D, optimizer, real, z, *, labels=(True, False), scale=1.0, weights=None):
    """Train the discriminator; return its loss."""
    tape = tf.GradientTape()
    with tape:
        d = scale * (_toward(D(real), labels[0]) + _toward(D(G(z)), labels[1]))
    _apply(optimizer, tape, d, weights or D.trainable_weights)
    return d


def _second(G, D, optimizer, z, *, loss=None, weights=None):
    """Train the generator; return its loss."""
    tape = tf.GradientTape()
    with tape:
        g = _toward(D(G(z)), True) if loss is None else loss(D(G(z)))
    _apply(optimizer, tape, g, weights or G.trainable_weights)
    return g


@misconception
def leaves_the_discriminator_out(right, G, D, opts, real, z):
    """The discriminator did not move: it gets a step of its own, before the generator's."""
    d = _toward(D(real), True) + _toward(D(G(z)), False)
    return d, _second(G, D, opts[0], z)


@misconception
def exchanges_the_labels(right, G, D, opts, real, z):
    """D learns to call generated rows real: real rows are to get 1, generated ones 0."""
    d = _first(G, D, opts[1], real, z, labels=(False, True))
    return d, _second(G, D, opts[0], z)


@misconception
def exchanges_the_optimizers(right, G, D, opts, real, z):
    """Each network was moved by the other one's optimizer: opts is (of G, of D)."""
    return right(G, D, opts[::-1], real, z)


@misconception
def takes_half_of_d(right, G, D, opts, real, z):
    """D's loss is half of what is asked: the sum of the two means, not their mean."""
    d = _first(G, D, opts[1], real, z, scale=0.5)
    return d, _second(G, D, opts[0], z)


@misconception
def leaves_the_made_rows_out(right, G, D, opts, real, z):
    """D was shown real rows alone, so it learns to call everything real: its loss is that of real
    rows plus that of generated ones.
    """
    tape = tf.GradientTape()
    with tape:
        d = _toward(D(real), True)
    _apply(opts[1], tape, d, D.trainable_weights)
    return d, _second(G, D, opts[0], z)


@misconception(unseen="a second call on the same networks")
def leaves_the_discriminator_frozen(right, G, D, opts, real, z):
    """D is frozen behind the call, so it does not learn in the next one: set no trainable. The list
    of weights that the optimizer gets is enough.
    """
    if not D.trainable_weights:
        d = _toward(D(real), True) + _toward(D(G(z)), False)
    else:
        d = _first(G, D, opts[1], real, z)
    g = _second(G, D, opts[0], z)
    D.trainable = False
    return d, g


@misconception(unseen="networks that are otherwise in training")
def works_as_in_training(right, G, D, opts, real, z):
    """The networks were called with training=True, which drops units and takes the statistics of
    these rows: call them plainly, D(rows).
    """

    def called(model):
        return lambda rows: model(rows, training=True)

    d = _first(called(G), called(D), opts[1], real, z, weights=D.trainable_weights)
    return d, _second(called(G), called(D), opts[0], z, weights=G.trainable_weights)


@misconception
def climbs_in_place_of_going_down(right, G, D, opts, real, z):
    """Both losses grew: the optimizer takes the gradients as they are, with no minus in front."""
    tape = tf.GradientTape(persistent=True)
    with tape:
        d = _toward(D(real), True) + _toward(D(G(z)), False)
        up = -d
    _apply(opts[1], tape, up, D.trainable_weights)
    tape = tf.GradientTape()
    with tape:
        g = _toward(D(G(z)), True)
        up = -g
    _apply(opts[0], tape, up, G.trainable_weights)
    return d, g


@misconception
def moves_the_discriminator_again(right, G, D, opts, real, z):
    """The judge moved in the generator's step, to G's favour. Update only G's weights there."""
    d = _first(G, D, opts[1], real, z)
    tape = tf.GradientTape(persistent=True)
    with tape:
        g = _toward(D(G(z)), True)
    of_G, of_D = (tape.gradient(g, each.trainable_weights) for each in (G, D))
    opts[0].apply(of_G, G.trainable_weights)
    opts[1].apply(of_D, D.trainable_weights)
    return d, g


@misconception
def moves_the_generator_at_once(right, G, D, opts, real, z):
    """G moved in the discriminator's step. Update only D's weights there."""
    tape = tf.GradientTape(persistent=True)
    with tape:
        d = _toward(D(real), True) + _toward(D(G(z)), False)
    of_G, of_D = (tape.gradient(d, each.trainable_weights) for each in (G, D))
    opts[1].build([*D.trainable_weights, *G.trainable_weights])
    opts[1].apply([*of_D, *of_G], [*D.trainable_weights, *G.trainable_weights])
    return d, _second(G, D, opts[0], z)


@misconception
def trains_the_generator_first(right, G, D, opts, real, z):
    """The generator moved first. D comes first, then G against the D of now."""
    g = _second(G, D, opts[0], z)
    return _first(G, D, opts[1], real, z), g


@misconception
def takes_the_old_discriminator(right, G, D, opts, real, z):
    """G's step asked the discriminator of before. Let D judge anew, behind its own step."""
    tape = tf.GradientTape(persistent=True)
    with tape:
        fake = D(G(z))
        d, g = _toward(D(real), True) + _toward(fake, False), _toward(fake, True)
    of_G, of_D = tape.gradient(g, G.trainable_weights), tape.gradient(d, D.trainable_weights)
    opts[1].apply(of_D, D.trainable_weights)
    opts[0].apply(of_G, G.trainable_weights)
    return d, g


@misconception
def makes_rows_outside_of_the_tape(right, G, D, opts, real, z):
    """No gradient reached G: call G inside of the tape's `with`, with the weights as they are."""
    d = _first(G, D, opts[1], real, z)
    return d, _toward(D(G(z)), True)


@misconception
def fights_the_first_loss(right, G, D, opts, real, z):
    """G's loss is ln(1 - p), whose slope vanishes as long as D is not deceived: -ln(p), with the
    generated rows called real.
    """
    d = _first(G, D, opts[1], real, z)
    return d, _second(G, D, opts[0], z, loss=lambda logits: -_toward(logits, False))


@misconception
def exchanges_the_losses(right, G, D, opts, real, z):
    """The two numbers are exchanged: first D's loss, then G's."""
    d, g = right(G, D, opts, real, z)
    return g, d


@misconception
def measures_behind_the_steps(right, G, D, opts, real, z):
    """The losses were measured behind the steps. They are those that the steps made smaller."""
    _first(G, D, opts[1], real, z)
    d = _toward(D(real), True) + _toward(D(G(z)), False)
    _second(G, D, opts[0], z)
    return d, _toward(D(G(z)), True)


@misconception
def takes_real_rows_into_g(right, G, D, opts, real, z):
    """G's loss holds real rows, too. It has no part in them: generated ones alone."""
    d = _first(G, D, opts[1], real, z)
    return d, _second(
        G, D, opts[0], z, loss=lambda logits: _toward(logits, True) + _toward(D(real), False)
    )


@misconception
def draws_chance_of_its_own(right, G, D, opts, real, z):
    """Two calls on the same networks and rows differ: z is given, draw none of your own."""
    return right(G, D, opts, real, tf.random.normal(tf.shape(z)))


@misconception
def prints_the_losses(right, G, D, opts, real, z):
    """Something is printed: the losses come back, and that is all."""
    d, g = right(G, D, opts, real, z)
    print(float(d), float(g))
    return d, g


@misconception
def makes_optimizers_of_its_own(right, G, D, opts, real, z):
    """The networks were moved by other optimizers than those in opts, which remember: use these."""
    return right(G, D, tuple(keras.optimizers.Adam(0.01) for _ in opts), real, z)


@misconception
def takes_logits_for_probabilities(right, G, D, opts, real, z):
    """The logits were taken for probabilities: BinaryCrossentropy(from_logits=True) takes them."""

    def of(logits, label):
        return keras.losses.BinaryCrossentropy()(label * tf.ones_like(logits), logits)

    tape = tf.GradientTape()
    with tape:
        d = of(D(real), 1.0) + of(D(G(z)), 0.0)
    _apply(opts[1], tape, d, D.trainable_weights)
    return d, _second(G, D, opts[0], z, loss=lambda logits: of(logits, 1.0))


@misconception
def takes_one_mean_of_all(right, G, D, opts, real, z):
    """One mean was taken of real and generated rows together. Each has its own; then their sum."""
    tape = tf.GradientTape()
    with tape:
        parts = tf.nn.softplus(-D(real)), tf.nn.softplus(D(G(z)))
        d = tf.reduce_mean(tf.concat(parts, axis=0))
    _apply(opts[1], tape, d, D.trainable_weights)
    return d, _second(G, D, opts[0], z)
