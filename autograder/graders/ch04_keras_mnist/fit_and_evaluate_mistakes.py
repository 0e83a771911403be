"""4.6 fit_and_evaluate: the mistakes that its graders know."""

import keras
import numpy as np

from autograder.asserting import (
    misconception,
)

# Each is right where its mistake has no effect.


def _run(model, train, test, epochs, batch_size, seed, evaluate_on=None, numbers="", **fitting):
    """Train and evaluate rightly but for some arguments of fit."""
    if epochs < 1:
        raise ValueError(f"fit_and_evaluate: epochs: must be at least 1 ({epochs})")
    if seed is not None:
        keras.utils.set_random_seed(seed)
    arguments = {"epochs": epochs, "batch_size": batch_size, "validation_split": 0.1, "verbose": 0}
    history = model.fit(*train, **arguments | fitting).history
    scores = model.evaluate(*(evaluate_on or test), verbose=0, return_dict=True)
    return _answer(history, scores, numbers)


def _answer(history, scores, numbers=""):
    """Return the four numbers that are asked for, of what Keras says of them."""
    return {
        "train_loss": [float(value) for value in history[f"{numbers}loss"]],
        "train_accuracy": [float(value) for value in history[f"{numbers}accuracy"]],
        "test_loss": float(scores["loss"]),
        "test_accuracy": float(scores["accuracy"]),
    }


@misconception
def validates_on_test(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """Test rows reached fit() as validation data.

    They are for one final evaluation: choose by them, and they no longer say how good the network
    is on what is new. Use validation_split.
    """
    x, y = train
    kept = (x[: len(x) * 9 // 10], y[: len(x) * 9 // 10])
    wrong = {"validation_split": 0.0, "validation_data": test}
    return _run(model, kept, test, epochs, batch_size, seed, **wrong)


@misconception
def trains_on_test(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """Test rows were trained on: the test score then tells how well the network remembers, not how
    well it reads.
    """
    both = tuple(np.concatenate(pair) for pair in zip(train, test, strict=True))
    return _run(model, both, test, epochs, batch_size, seed)


@misconception
def has_no_validation_data(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """All training rows are trained on. The last 10 % are for validation: validation_split=0.1."""
    return _run(model, train, test, epochs, batch_size, seed, validation_split=0.0)


@misconception
def shuffles_labels_apart(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The accuracy is that of guessing: images and labels no longer belong together.

    If you shuffle, index both with one permutation; fit shuffles by itself.
    """
    x, y = train
    rng = np.random.default_rng(seed)
    return _run(model, (x, y[rng.permutation(len(y))]), test, epochs, batch_size, seed)


@misconception
def does_not_shuffle(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """shuffle=False: where the rows are sorted, each batch holds one digit, and the network forgets
    the others. Leave shuffle as it is.
    """
    return _run(model, train, test, epochs, batch_size, seed, shuffle=False)


@misconception
def ignores_the_seed(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The argument seed has no effect: hand it to keras.utils.set_random_seed before fit."""
    return _run(model, train, test, epochs, batch_size, None)


@misconception
def fixes_the_seed(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The seed is always the same number, whatever is given: hand the argument seed on."""
    return _run(model, train, test, epochs, batch_size, 0)


@misconception
def ignores_the_batch_size(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """batch_size has no effect: hand it on to fit, which takes 32 otherwise."""
    return _run(model, train, test, epochs, 32, seed)


@misconception
def prints_progress(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """Keras prints a bar for every epoch. Say verbose=0, in fit and in evaluate."""
    return _run(model, train, test, epochs, batch_size, seed, verbose=2)


@misconception
def evaluates_on_train(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """test_loss and test_accuracy are those of the training rows: evaluate on test."""
    return _run(model, train, test, epochs, batch_size, seed, evaluate_on=train)


@misconception
def evaluates_before_training(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The test set is evaluated before the training: the scores are those of random weights."""
    if epochs < 1:
        return _run(model, train, test, epochs, batch_size, seed)
    keras.utils.set_random_seed(seed)
    scores = model.evaluate(*test, verbose=0, return_dict=True)
    history = model.fit(
        *train, epochs=epochs, batch_size=batch_size, validation_split=0.1, verbose=0
    )
    return _answer(history.history, scores)


@misconception
def validates_on_the_first_rows(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The first 10 % of the rows were held back, the last 10 % trained on. The *last* are for
    validation: validation_split=0.1 does it.
    """
    x, y = train
    n = round(0.1 * len(x))
    held = {"validation_split": 0.0, "validation_data": (x[:n], y[:n])}
    return _run(model, (x[n:], y[n:]), test, epochs, batch_size, seed, **held)


@misconception
def swaps_loss_and_accuracy(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """Loss and accuracy changed places: evaluate gives the loss first. With return_dict=True each
    has its name.
    """
    answer = _run(model, train, test, epochs, batch_size, seed)
    return {
        "train_loss": answer["train_loss"],
        "train_accuracy": answer["train_accuracy"],
        "test_loss": answer["test_accuracy"],
        "test_accuracy": answer["test_loss"],
    }


@misconception
def returns_validation_scores(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """train_loss or train_accuracy holds the numbers of the validation rows: those are called
    «val_loss» and «val_accuracy». Take «loss» and «accuracy».
    """
    return _run(model, train, test, epochs, batch_size, seed, numbers="val_")


@misconception
def measures_train_afterwards(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """train_loss is measured by evaluate when an epoch is over. What is asked is what fit measures
    meanwhile: history.history["loss"].
    """
    answer = _run(model, train, test, epochs, batch_size, seed)
    scores = model.evaluate(*train, verbose=0, return_dict=True)
    for name in ("loss", "accuracy"):
        answer[f"train_{name}"][-1] = float(scores[name])
    return answer


@misconception
def keeps_the_best_epoch(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The model does not end with what the last epoch learned: EarlyStopping went back to another
    one. Here all epochs count; no callback may stop the training or change the weights.
    """
    stop = keras.callbacks.EarlyStopping(patience=9, restore_best_weights=True)
    return _run(model, train, test, epochs, batch_size, seed, callbacks=[stop])


@misconception
def stops_early(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The training ends before the last epoch: EarlyStopping is at work. Here all epochs count; a
    callback may take notes, but not stop the training.
    """
    stop = keras.callbacks.EarlyStopping(patience=1)
    return _run(model, train, test, epochs, batch_size, seed, callbacks=[stop])


@misconception
def evaluates_test_again_and_again(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The test set is evaluated more than once. Who looks at it after each epoch will choose by it:
    one evaluation is asked, when the training is over.
    """
    look = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: model.evaluate(*test, verbose=0)
    )
    return _run(model, train, test, epochs, batch_size, seed, callbacks=[look])


@misconception
def prints_the_scores(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """Something is printed on the way. Return the numbers, and let the caller print them."""
    answer = _run(model, train, test, epochs, batch_size, seed)
    print("test accuracy:", answer["test_accuracy"])
    return answer


@misconception
def changes_the_arrays(right, model, train, test, epochs=5, batch_size=32, seed=0):
    """The arrays that were given hold other numbers afterwards: somebody else may need them. Work
    on a copy, x = x / 255 and not x /= 255.
    """
    answer = _run(model, train, test, epochs, batch_size, seed)
    np.random.default_rng(seed).shuffle(train[0])
    return answer
