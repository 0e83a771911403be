"""14.4 train_vae: the mistakes that its graders know."""

import keras
import numpy as np
import tensorflow as tf

from autograder.asserting import misconception

from .cases_autoencoders import layers_of as _layers
from .cases_autoencoders import run as _run
from .cases_autoencoders import scored as _score
from .cases_autoencoders import usual as _usual


@misconception
def answers_no_log_var(right, x, epochs=20, seed=0):
    """The encoder answers mu alone. It is to answer [mu, log_var]."""
    encoder, decoder, score = right(x, epochs, seed)
    return keras.Model(encoder.inputs[0], encoder.outputs[0]), decoder, score


@misconception
def exchanges_the_outputs(right, x, epochs=20, seed=0):
    """The encoder answers [log_var, mu]. mu is the first output, log_var the second."""
    encoder, decoder, score = right(x, epochs, seed)
    return keras.Model(encoder.inputs[0], encoder.outputs[::-1]), decoder, score


@misconception
def ends_in_probabilities(right, x, epochs=20, seed=0):
    """The decoder answers probabilities. It ends without an activation, in logits."""
    encoder, decoder, score = right(x, epochs, seed)
    z = keras.Input((2,))
    return encoder, keras.Model(z, keras.ops.sigmoid(decoder(z))), score


@misconception
def lets_kl_win(right, x, epochs=20, seed=0):
    """KL has won over the reconstruction: every picture gets the same place, and the encoder says
    nothing. Add up the pixels of a picture, and take the mean over the rows of both parts.
    """
    return _run(x, epochs, seed, loss=lambda rows, wrong, far: wrong / 784 + far)


@misconception
def leaves_kl_out(right, x, epochs=20, seed=0):
    """Without KL the pictures fly apart on the plane, and between them there is nothing: the loss
    is reconstruction + KL.
    """
    return _run(x, epochs, seed, loss=lambda rows, wrong, far: wrong)


@misconception
def leaves_chance_out(right, x, epochs=20, seed=0):
    """z is mu alone, so nothing holds log_var but KL, and it became 0: draw z = mu +
    exp(log_var / 2) * eps.
    """
    return _run(x, epochs, seed, z=lambda mu, log_var, eps: mu + 0 * log_var)


@misconception(unseen="how much KL counts")
def weighs_kl_twice(right, x, epochs=20, seed=0):
    """KL counts twice as much as it should, or its 1/2 was forgotten: -1/2 * sum(1 + log_var -
    mu**2 - exp(log_var)), beside the sum over the pixels.
    """
    return _run(x, epochs, seed, loss=lambda rows, wrong, far: wrong + 2 * far)


@misconception
def takes_the_variance(right, x, epochs=20, seed=0):
    """eps was multiplied by the variance exp(log_var). z = mu + exp(log_var / 2) * eps."""
    return _run(x, epochs, seed, z=lambda mu, log_var, eps: mu + tf.exp(log_var) * eps)


@misconception
def trains_without_the_encoder(right, x, epochs=20, seed=0):
    """Only the decoder's weights moved. One optimizer moves those of both networks."""
    return _run(x, epochs, seed, learns=("decoder",))


@misconception
def trains_without_the_decoder(right, x, epochs=20, seed=0):
    """Only the encoder's weights moved. One optimizer moves those of both networks."""
    return _run(x, epochs, seed, learns=("encoder",))


@misconception
def drops_the_last_batch(right, x, epochs=20, seed=0):
    """Rows that fill no batch were left out. The last batch may be smaller."""
    return _run(x, epochs, seed, whole=False)


@misconception
def takes_all_rows_at_once(right, x, epochs=20, seed=0):
    """There was one step for each epoch: go through the rows in batches of 128."""
    return _run(x, epochs, seed, size=len(x))


@misconception
def ignores_the_batch_size(right, x, epochs=20, seed=0):
    """The batches have 32 rows, not 128."""
    return _run(x, epochs, seed, size=32)


@misconception
def takes_another_learning_rate(right, x, epochs=20, seed=0):
    """Adam's learning rate is too large: it is 0.001 here."""
    return _run(x, epochs, seed, adam=keras.optimizers.Adam(0.01))


@misconception
def ignores_epochs(right, x, epochs=20, seed=0):
    """There are always 20 epochs, whatever is given: hand the argument epochs on."""
    return _run(x, 20, seed)


@misconception
def ignores_the_seed(right, x, epochs=20, seed=0):
    """The layers hang on chance outside: keras.utils.set_random_seed(seed) before they are made."""
    return _run(x, epochs, seed, layers=_layers(None))


@misconception
def fixes_the_seed(right, x, epochs=20, seed=0):
    """The seed is always 0, whatever is given: hand the argument seed on."""
    return _run(x, epochs, 0)


@misconception
def draws_chance_without_the_seed(right, x, epochs=20, seed=0):
    """Two calls with the same seed differ: draw orders and eps with np.random.default_rng(seed)."""
    return _run(x, epochs, seed, chance="none")


@misconception
def keeps_the_order(right, x, epochs=20, seed=0):
    """The rows come in the same order in each epoch. Draw a fresh one: rng.permutation."""
    return _run(x, epochs, seed, order=False)


@misconception
def learns_from_test_rows(right, x, epochs=20, seed=0):
    """Rows that are kept for the test had an effect. Train with the first 4 * N // 5 alone."""

    def mixed(rows):
        last = rows[4 * len(rows) // 5 :]
        return np.concatenate([rows[: 4 * len(rows) // 5 - len(last)], last]).astype(np.float32)

    return _run(x, epochs, seed, train=mixed)


def _of_rows(part, z=_usual, only=sum):
    """Return a way to score some of the rows."""
    return lambda encoder, decoder, x, rng, found: _score(encoder, decoder, part(x), rng, z, only)


def _last(x):
    return x[4 * len(x) // 5 :]


@misconception
def scores_the_training_rows(right, x, epochs=20, seed=0):
    """The score is that of the rows that it was trained with. Take the others."""
    return _run(x, epochs, seed, score=_of_rows(lambda rows: rows[: 4 * len(rows) // 5]))


@misconception
def leaves_kl_out_of_the_score(right, x, epochs=20, seed=0):
    """The score is the reconstruction alone. Add KL."""
    return _run(x, epochs, seed, score=_of_rows(_last, only=next))


@misconception(unseen="a score that was measured with z = mu")
def scores_without_chance(right, x, epochs=20, seed=0):
    """The score was measured with z = mu. Draw one z for each row, as in the training."""
    return _run(x, epochs, seed, score=_of_rows(_last, z=lambda mu, log_var, eps: mu))


@misconception
def answers_the_elbo_itself(right, x, epochs=20, seed=0):
    """The score is below 0: it is the ELBO. Asked is the negative ELBO, which is to be small."""
    encoder, decoder, score = right(x, epochs, seed)
    return encoder, decoder, -score


@misconception
def scores_the_mean_of_the_pixels(right, x, epochs=20, seed=0):
    """The score is that of a pixel, 784 times too small: add the pixels of a picture up."""
    encoder, decoder, score = right(x, epochs, seed)
    return encoder, decoder, score / 784


@misconception
def prints_progress(right, x, epochs=20, seed=0):
    """Something is printed: verbose=0, and no print."""
    print("epoch 1")
    return right(x, epochs, seed)


@misconception
def changes_x(right, x, epochs=20, seed=0):
    """x holds other numbers now. Mix places, not the rows themselves: x[order]."""
    found = right(x, epochs, seed)
    x[:] = x[::-1]
    return found


@misconception
def answers_a_numpy_number(right, x, epochs=20, seed=0):
    """The score is no built-in float: float(…) makes one."""
    encoder, decoder, score = right(x, epochs, seed)
    return encoder, decoder, np.float32(score)
