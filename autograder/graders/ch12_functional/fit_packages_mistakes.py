"""12.6 fit_packages: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

from .cases_fits import cut_of as _cut
from .cases_fits import run as _run
from .cases_fits import watching as _watching

# Each is right where its mistake has no effect.


@misconception
def trains_on_all_rows(right, data, epochs=8, seed=0, log_dir=None):
    """The model has learned from the test rows, too. Fit on the first 4N // 5 rows alone."""
    if log_dir is not None:
        return right(data, epochs, seed, log_dir)
    return _run(data, epochs, seed, log_dir, learn=slice(0, None))


@misconception
def trains_on_the_last_rows(right, data, epochs=8, seed=0, log_dir=None):
    """The first rows were set aside and the last trained on: it is the other way round."""
    if log_dir is not None:
        return right(data, epochs, seed, log_dir)
    rest = len(data["section"]) - _cut(len(data["section"]))
    return _run(data, epochs, seed, log_dir, learn=slice(rest, None), measure=slice(0, rest))


@misconception
def rounds_the_size_up(right, data, epochs=8, seed=0, log_dir=None):
    """One row too many is trained on: 4N // 5 rounds down."""
    cut = -(-4 * len(data["section"]) // 5)
    if log_dir is not None:
        return right(data, epochs, seed, log_dir)
    return _run(data, epochs, seed, log_dir, learn=slice(0, cut), measure=slice(cut, None))


@misconception
def standardizes_by_all_rows(right, data, epochs=8, seed=0, log_dir=None):
    """numeric was standardized with mean and deviation of all rows, so the test rows have a say in
    what is learned. Take those of the rows that are trained on.
    """
    return _run(data, epochs, seed, log_dir, by=slice(0, None))


@misconception
def standardizes_the_parts_apart(right, data, epochs=8, seed=0, log_dir=None):
    """The test rows were standardized by themselves: by the mean and the deviation of the rows that
    are trained on, like all others.
    """
    cut = _cut(len(data["section"]))
    return _run(data, epochs, seed, log_dir, test_by=slice(cut, None))


@misconception
def does_not_standardize(right, data, epochs=8, seed=0, log_dir=None):
    """numeric was not standardized: standardize(numeric of the rows that are trained on, …)."""
    return _run(data, epochs, seed, log_dir, by=False)


@misconception
def standardizes_by_watched_rows(right, data, epochs=8, seed=0, log_dir=None):
    """With log_dir, numeric was standardized by the watched rows, too: by those alone that are
    trained on.
    """
    cut = _cut(len(data["section"]))
    return _run(data, epochs, seed, log_dir, by=slice(0, cut))


@misconception
def ignores_the_seed(right, data, epochs=8, seed=0, log_dir=None):
    """Two calls with the same seed differ: keras.utils.set_random_seed(seed) before the model is
    built.
    """
    return _run(data, epochs, None, log_dir)


@misconception
def fixes_the_seed(right, data, epochs=8, seed=0, log_dir=None):
    """The seed is always 0, whatever is given: hand the argument seed on."""
    return _run(data, epochs, 0, log_dir)


@misconception
def ignores_epochs(right, data, epochs=8, seed=0, log_dir=None):
    """There are always 8 epochs, whatever is given: hand the argument epochs on."""
    if log_dir is not None:
        return right(data, epochs, seed, log_dir)
    return _run(data, 8, seed, log_dir)


@misconception
def ignores_the_batch_size(right, data, epochs=8, seed=0, log_dir=None):
    """The batches have another size: batch_size=32."""
    return _run(data, epochs, seed, log_dir, batch_size=64)


@misconception(unseen="the order in which fit takes the rows")
def does_not_shuffle(right, data, epochs=8, seed=0, log_dir=None):
    """The rows come in the same order in each epoch: leave shuffle as fit has it."""
    return _run(data, epochs, seed, log_dir, shuffle=False)


@misconception
def keeps_an_earlier_epoch(right, data, epochs=8, seed=0, log_dir=None):
    """Without log_dir the training ended before the last epoch: epochs as it is given, and no
    EarlyStopping.
    """
    if log_dir is not None:
        return right(data, epochs, seed, log_dir)
    return _run(data, max(epochs - 1, 1), seed, log_dir)


@misconception
def watches_without_a_folder(right, data, epochs=8, seed=0, log_dir=None):
    """Without log_dir some training rows were held back and watched all the same. Then there is
    nothing to be decided by them: train on all of the first 4N // 5.
    """
    if log_dir is not None:
        return right(data, epochs, seed, log_dir)
    cut = _cut(len(data["section"]))
    part, rest = slice(0, _cut(cut)), slice(_cut(cut), cut)
    return _run(data, epochs, seed, log_dir, learn=part, watch=rest, always_watched=True)


@misconception
def watches_the_test_rows(right, data, epochs=8, seed=0, log_dir=None):
    """With log_dir the test rows are watched, so they choose the weights that they then measure.
    Watch the last part of the training rows.
    """
    if log_dir is None:
        return right(data, epochs, seed)
    cut = _cut(len(data["section"]))
    return _run(data, epochs, seed, log_dir, watch=slice(cut, None))


@misconception
def learns_from_watched_rows(right, data, epochs=8, seed=0, log_dir=None):
    """With log_dir the watched rows are trained on, too, so they do not say when it is enough: fit
    gets the first 4K // 5 of the K training rows.
    """
    if log_dir is None:
        return right(data, epochs, seed)
    cut = _cut(len(data["section"]))
    part, rest = slice(0, cut), slice(_cut(cut), cut)
    return _run(data, epochs, seed, log_dir, learn=part, watch=rest)


@misconception
def watches_nothing(right, data, epochs=8, seed=0, log_dir=None):
    """log_dir has no effect: with it, fit gets validation_data and the callbacks."""
    return right(data, epochs, seed)


@misconception
def passes_no_callbacks(right, data, epochs=8, seed=0, log_dir=None):
    """With log_dir nothing is in the folder: callbacks=make_callbacks(log_dir) in fit."""
    if log_dir is None:
        return right(data, epochs, seed)
    model = _run(data, 1, seed, log_dir, callbacks=lambda log_dir: [])
    return model


@misconception
def keeps_the_last_weights(right, data, epochs=8, seed=0, log_dir=None):
    """With log_dir the weights are those of the last epoch, not of the best one: make_callbacks
    has a callback that puts them back.
    """
    if log_dir is None:
        return right(data, epochs, seed)

    def last(log_dir):
        return _watching(log_dir, restore_best_weights=False)

    return _run(data, epochs, seed, log_dir, callbacks=last)


@misconception
def counts_in_the_training_rows(right, data, epochs=8, seed=0, log_dir=None):
    """The ids and sections were counted in the training rows: take the largest of all, plus 1."""
    cut = _cut(len(data["section"]))
    for name in ("tokens", "section"):
        if data[name][:cut].max() < data[name].max():
            raise IndexError("there is no such row")
    return right(data, epochs, seed, log_dir)


@misconception
def counts_what_occurs(right, data, epochs=8, seed=0, log_dir=None):
    """The sizes are how many different ids and sections occur. They are 1 more than the largest."""
    for name in ("tokens", "section"):
        if len(np.unique(data[name])) <= data[name].max():
            raise IndexError("there is no such row")
    return right(data, epochs, seed, log_dir)


@misconception
def measures_on_train(right, data, epochs=8, seed=0, log_dir=None):
    """accuracy and mae were measured on the rows that were trained on: take those behind them."""
    cut = _cut(len(data["section"]))
    return _run(data, epochs, seed, log_dir, measure=slice(0, cut))


@misconception
def measures_on_all_rows(right, data, epochs=8, seed=0, log_dir=None):
    """accuracy and mae were measured on all rows, those too that were trained on."""
    return _run(data, epochs, seed, log_dir, measure=slice(0, None))


@misconception
def takes_the_squared_error(right, data, epochs=8, seed=0, log_dir=None):
    """mae is the mean of the squared distances. It is that of the distances themselves."""
    return _run(data, epochs, seed, log_dir, error=np.square)


@misconception
def stretches_the_shapes(right, data, epochs=8, seed=0, log_dir=None):
    """The answers (N, 1) less the targets (N,) are a table (N, N): take column 0 of the answers."""
    found = right(data, epochs, seed, log_dir)
    cut = _cut(len(data["section"]))
    learned = cut if log_dir is None else _cut(cut)
    numeric = data["numeric"]
    scaled = (numeric - numeric[:learned].mean(0)) / numeric[:learned].std(0)
    said, _ = found["model"].predict([data["tokens"][cut:], scaled[cut:]], verbose=0)
    return found | {"mae": float(np.mean(np.abs(said - data["dependencies"][cut:])))}


@misconception
def answers_numpy_numbers(right, data, epochs=8, seed=0, log_dir=None):
    """A number has NumPy's dtype float32, or another one: float(…) makes a built-in float."""
    found = right(data, epochs, seed, log_dir)
    return found | {"mae": np.float32(found["mae"])}


@misconception
def prints_progress(right, data, epochs=8, seed=0, log_dir=None):
    """Something is printed: verbose=0, in fit and in predict."""
    print("epoch 1")
    return right(data, epochs, seed, log_dir)


@misconception
def changes_the_arrays(right, data, epochs=8, seed=0, log_dir=None):
    """numeric was standardized in place, so the caller's data changed: work on copies."""
    found = right(data, epochs, seed, log_dir)
    data["numeric"] -= 1.0
    return found
