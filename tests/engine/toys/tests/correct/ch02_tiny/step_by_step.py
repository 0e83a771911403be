import keras
import tensorflow as tf


def build_line(units=1):
    if units < 1:
        raise ValueError("there must be units")
    model = keras.Sequential()
    model.add(keras.Input((1,)))
    model.add(keras.layers.Dense(units))
    return model


def train_line(x, y, epochs=6):
    model = build_line(1)
    optimizer = keras.optimizers.SGD(0.3)
    for _ in range(epochs):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x) - y) ** 2)
        slopes = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(slopes, model.trainable_variables, strict=True))
    return model
