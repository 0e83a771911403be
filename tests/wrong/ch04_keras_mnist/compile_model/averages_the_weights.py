import keras


def compile_model(model, learning_rate=1e-3):
    """Adam that keeps an average of the weights beside them: «no other setting»."""
    if not learning_rate > 0:
        raise ValueError(f"learning_rate: must be above 0 ({learning_rate})")
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate, use_ema=True),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model
