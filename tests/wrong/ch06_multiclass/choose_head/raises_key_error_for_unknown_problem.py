"""Breaks "ValueError if problem is none of the five words": the look-up in the dict raises a KeyError instead."""

def choose_head(problem: str, n_outputs: int) -> dict[str, int | str | None]:
    activation = {
        "binary": "sigmoid",
        "multiclass": "softmax",
        "multilabel": "sigmoid",
        "regression": None,
        "bounded_regression": "sigmoid",
    }[problem]
    loss = {
        "binary": "binary_crossentropy",
        "multiclass": "categorical_crossentropy",
        "multilabel": "binary_crossentropy",
        "regression": "mse",
        "bounded_regression": "mse",
    }[problem]
    if n_outputs < 1:
        raise ValueError("n_outputs must be 1 or more")
    if problem == "binary" and n_outputs > 1:
        raise ValueError("n_outputs must be 1 for binary")
    if problem == "multiclass" and n_outputs < 3:
        raise ValueError("n_outputs must be 3 or more for multiclass")
    return {"units": int(n_outputs), "activation": activation, "loss": loss}
