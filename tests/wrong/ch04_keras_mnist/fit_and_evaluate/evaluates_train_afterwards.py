"""train_loss: what fit measures while it trains."""

import keras


def fit_and_evaluate(model, train, test, epochs=5, batch_size=32, seed=0):
    if epochs < 1:
        raise ValueError("epochs")
    keras.utils.set_random_seed(seed)
    losses, accuracies = [], []
    for _ in range(epochs):
        model.fit(*train, batch_size=batch_size, validation_split=0.1, verbose=0)
        loss, accuracy = model.evaluate(*train, verbose=0)
        losses.append(loss)
        accuracies.append(accuracy)
    history = {"loss": losses, "accuracy": accuracies}
    loss, accuracy = model.evaluate(*test, verbose=0)
    return {
        "train_loss": history["loss"],
        "train_accuracy": history["accuracy"],
        "test_loss": loss,
        "test_accuracy": accuracy,
    }
