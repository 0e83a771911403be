"""12.4 make_callbacks: the mistakes that its graders know."""

import keras

from autograder.asserting import misconception

# `right` refuses bad input.


def _made(log_dir, patience, *, early=None, best=None, board=None, name="best.keras"):
    """Return the three callbacks, with some settings of their own."""
    callbacks = keras.callbacks
    stopping = {"monitor": "val_loss", "patience": patience, "restore_best_weights": True}
    saving = {"monitor": "val_loss", "save_best_only": True}
    return [
        callbacks.EarlyStopping(**(stopping | (early or {}))),
        callbacks.ModelCheckpoint(f"{log_dir}/{name}", **(saving | (best or {}))),
        callbacks.TensorBoard(board or log_dir),
    ]


@misconception
def watches_the_training_loss(right, log_dir, patience=3):
    """The training loss is watched. It goes on falling when a network begins to learn its rows by
    heart, and never says stop: "val_loss".
    """
    right(log_dir, patience)
    return _made(log_dir, patience, early={"monitor": "loss"}, best={"monitor": "loss"})


@misconception
def watches_the_accuracy(right, log_dir, patience=3):
    """The accuracy is watched. It is no part of every training, and comes in steps: "val_loss"."""
    right(log_dir, patience)
    return _made(log_dir, patience, early={"monitor": "val_accuracy", "mode": "max"})


@misconception
def fixes_the_patience(right, log_dir, patience=3):
    """The patience is always the same, whatever is given: hand the argument patience on."""
    right(log_dir, patience)
    return _made(log_dir, 3)


@misconception
def stops_at_the_first_rise(right, log_dir, patience=3):
    """The patience is that of Keras, 0, so the training ends at the first epoch that is no better:
    hand the argument patience on.
    """
    right(log_dir, patience)
    return _made(log_dir, 0)


@misconception
def keeps_the_last_weights(right, log_dir, patience=3):
    """The weights stay those of the last epoch, `patience` epochs behind the best one:
    restore_best_weights=True.
    """
    right(log_dir, patience)
    return _made(log_dir, patience, early={"restore_best_weights": False})


@misconception
def saves_every_epoch(right, log_dir, patience=3):
    """Every epoch is saved over the one before, so the file holds the last one:
    save_best_only=True.
    """
    right(log_dir, patience)
    return _made(log_dir, patience, best={"save_best_only": False})


@misconception
def gives_the_file_another_name(right, log_dir, patience=3):
    """The model is saved under another name: best.keras in log_dir."""
    right(log_dir, patience)
    return _made(log_dir, patience, name="model.keras")


@misconception
def writes_events_below(right, log_dir, patience=3):
    """TensorBoard writes into a folder below log_dir: give it log_dir as it is."""
    right(log_dir, patience)
    return _made(log_dir, patience, board=f"{log_dir}/events")
