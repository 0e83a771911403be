"""The model keeps the weights of the last epoch."""

import keras


def fit_and_evaluate(model, train, test, epochs=5, batch_size=32, seed=0):
    if epochs < 1:
        raise ValueError("epochs")
    keras.utils.set_random_seed(seed)
    stop = keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)
    history = model.fit(
        *train,
        epochs=epochs,
        batch_size=batch_size,
        validation_split=0.1,
        verbose=0,
        callbacks=[stop],
    ).history
    loss, accuracy = model.evaluate(*test, verbose=0)
    return {
        "train_loss": history["loss"],
        "train_accuracy": history["accuracy"],
        "test_loss": loss,
        "test_accuracy": accuracy,
    }
