import keras


def build_line(units=1):
    if units <= 0:
        raise ValueError("units")
    inputs = keras.Input(shape=(1,))
    return keras.Model(inputs, keras.layers.Dense(units, activation="linear")(inputs))


def train_line(x, y, epochs=6):
    model = build_line()
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.3), loss="mean_squared_error")
    model.fit(x, y, epochs=epochs, batch_size=1000, verbose=0)
    return model
