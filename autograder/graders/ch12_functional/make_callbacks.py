"""12.4 make_callbacks: its graders."""

from typing import Any

import numpy as np

from autograder.asserting import (
    assert_rejects_all,
    folder,
    grader,
    logs,
    networks,
    observation,
    remote,
    require,
    sequential,
)

NAMES = ("EarlyStopping", "ModelCheckpoint", "TensorBoard")
HINT = "EarlyStopping, ModelCheckpoint and TensorBoard, in a list"
FALLS = 0.8  # what a step leaves of the distance to the training target


def model_of(submission):
    """Return a model of one weight, 0 at first: each epoch brings it a fifth nearer to 1.

    Its loss on watched rows, whose target lies on the way, falls at first and then rises.
    """
    layers: list[tuple[str, dict[str, Any]]] = [
        ("Input", {"shape": (1,)}),
        ("Dense", {"units": 1, "use_bias": False, "kernel_initializer": "zeros"}),
    ]
    sgd = ("optimizers", "SGD", {"learning_rate": 0.1})
    compiled = {"optimizer": sgd, "loss": "mse", "run_eagerly": True}
    return remote(submission, sequential(layers, compiled))


def rows(target):
    """Return four rows with one target."""
    return np.ones((4, 1), np.float32), np.full((4, 1), target, np.float32)


def behind(epochs):
    """Return the weight behind so many epochs."""
    return 1 - FALLS**epochs


@observation
def asked(function, submission):
    """Return what came back for a patience of 4, its callbacks, and whether a folder was made."""
    place = remote(submission, folder("logs/first"))
    things = function(place, 4)
    return things, logs.by_class(things, NAMES, HINT), logs.is_there(place)


@observation
def trained(function, submission):
    """Return a folder, a model, for how many epochs it was trained, and the callbacks.

    The loss of the watched rows is lowest behind the third epoch.
    """
    place = remote(submission, folder("logs/second"))
    found = logs.by_class(function(place, 2), NAMES, HINT)
    model = model_of(submission)
    target = (behind(3) + behind(3.4)) / 2
    epochs = logs.fit_watched(model, rows(1.0), rows(target), 9, list(found.values()))
    return place, model, epochs, found


@grader(1)
def test_form(asked):
    """make_callbacks returns a list with one callback of each kind, and makes no folder."""
    things, _, is_made = asked
    logs.require_one_of_each(things, NAMES, HINT)
    require(not is_made, "The folder is made too early.", hint="fit makes it, and writes into it")


def of_kind(found, name):
    """Return the callback of a class.

    Raises:
        Failure: if there is none.
    """
    require(name in found, f"There is no {name} in the list.", hint=HINT)
    return found[name]


def settings(callback, names):
    """Return some settings of a callback, in the order of their names."""
    return tuple(getattr(callback, name) for name in names)


@grader(2)
def test_early_stopping(asked):
    """EarlyStopping watches val_loss, has the patience given, and puts the best weights back."""
    stopping = of_kind(asked[1], "EarlyStopping")
    watched = stopping.monitor
    known = {"loss": "watches_the_training_loss", "val_accuracy": "watches_the_accuracy"}
    message = f"EarlyStopping watches «{watched}»."
    mistake = known.get(str(watched), "")
    require(watched == "val_loss", message, hint='monitor="val_loss"', mistake=mistake)
    patience = stopping.patience
    mistake = "" if patience == 4 else "fixes_the_patience"
    mistake = "stops_at_the_first_rise" if patience == 0 else mistake
    message = "EarlyStopping has not the patience that was given."
    require(patience == 4, message, hint="patience=patience", mistake=mistake)
    back = stopping.restore_best_weights
    message, hint = "EarlyStopping leaves the weights as they are.", "restore_best_weights=True"
    require(back is True, message, hint=hint, mistake="" if back else "keeps_the_last_weights")
    plain = (stopping.min_delta, stopping.baseline, stopping.start_from_epoch, stopping.verbose)
    message = "EarlyStopping has settings that are not asked for."
    require(plain == (0, None, 0, 0), message, hint="monitor, patience, restore_best_weights")


@grader(2)
def test_checkpoint(asked):
    """ModelCheckpoint watches val_loss, and saves the best whole model alone."""
    checkpoint = of_kind(asked[1], "ModelCheckpoint")
    watched = checkpoint.monitor
    message = f"ModelCheckpoint watches «{watched}»."
    mistake = "watches_the_training_loss" if watched == "loss" else ""
    require(watched == "val_loss", message, hint='monitor="val_loss"', mistake=mistake)
    best = checkpoint.save_best_only
    message, hint = "ModelCheckpoint saves every epoch.", "save_best_only=True"
    require(best is True, message, hint=hint, mistake="" if best else "saves_every_epoch")
    whole = checkpoint.save_weights_only
    message = "ModelCheckpoint saves the weights alone."
    require(whole is False, message, hint="save_weights_only is False if nothing is said")
    message = "ModelCheckpoint does not look after every epoch."
    require(checkpoint.save_freq == "epoch", message, hint="save_freq is left as it is")
    require(checkpoint.verbose == 0, "ModelCheckpoint prints.", hint="verbose is left as it is")


@grader(2)
def test_stops(trained):
    """The training ends after `patience` epochs without a better one, with the best weights."""
    _, model, epochs, found = trained
    stopping = of_kind(found, "EarlyStopping")
    said = settings(stopping, ("monitor", "patience", "restore_best_weights"))
    if said != ("val_loss", 2, True):
        return  # told by the grader of its settings
    message = "The training did not end two epochs behind the best one."
    require(epochs == 5, message, hint="mode is left as it is: a loss shall fall")
    weight = float(networks.get_weights(model)[0][0, 0])
    message = "Behind the training the weights are not those of the best epoch."
    fits = abs(weight - behind(3)) < 1e-4
    require(fits, message, hint="restore_best_weights=True")


@grader(2)
def test_best_file(trained):
    """best.keras is in log_dir, and holds the model of the best epoch."""
    place, _, epochs, callbacks = trained
    checkpoint, found = of_kind(callbacks, "ModelCheckpoint"), logs.files(place)
    others = [name for name in found if name.endswith((".keras", ".h5"))]
    message = "There is no best.keras in log_dir."
    mistake = "gives_the_file_another_name" if others and "best.keras" not in others else ""
    require("best.keras" in found, message, hint='f"{log_dir}/best.keras"', mistake=mistake)
    require(others == ["best.keras"], "There are more models than one in log_dir.", hint="one file")
    if settings(checkpoint, ("monitor", "save_best_only")) != ("val_loss", True):
        return  # told by the grader of its settings
    weight = float(logs.saved_weights(place, "best.keras")[0][0, 0])
    message = "best.keras does not hold the model of the best epoch."
    best = behind(min(epochs, 3))
    require(abs(weight - best) < 1e-4, message, hint="mode is left as it is: a loss shall fall")


@grader(2)
def test_events(trained):
    """TensorBoard has written the losses of every epoch into log_dir."""
    place, _, epochs, callbacks = trained
    of_kind(callbacks, "TensorBoard")
    found = logs.files(place)
    there = [name for name in found if "tfevents" in name]
    message, hint = "There are no events in log_dir.", "keras.callbacks.TensorBoard(log_dir)"
    mistake = "" if there else "writes_events_elsewhere"
    require(bool(there), message, hint=hint, mistake=mistake)
    steps = sorted(step for tag, step in logs.events(place) if tag == "epoch_loss")
    message = "The events do not hold the loss of each epoch, of both parts."
    require(
        steps == sorted([*range(epochs)] * 2), message, hint="TensorBoard(log_dir), nothing more"
    )
    message = "The events do not lie in log_dir itself."
    deep = all(name.startswith(("train/", "validation/")) for name in there)
    mistake = "" if deep else "writes_events_below"
    require(deep, message, hint="log_dir, as it is given", mistake=mistake)


@grader(1)
def test_patience(function, submission):
    """A patience below 1 is refused; 1 is legal."""
    place = remote(submission, folder("logs/third"))
    function(place, 1)
    bad = [(place, n) for n in (0, -1, -5)]
    assert_rejects_all(function, bad, says="patience", hint="patience < 1")
