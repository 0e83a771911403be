"""Breaks the table's line "multilabel": answers softmax and categorical cross-entropy, as if exactly one label were right."""

def choose_head(problem: str, n_outputs: int) -> dict[str, int | str | None]:
    heads = {
        "binary": ("sigmoid", "binary_crossentropy"),
        "multiclass": ("softmax", "categorical_crossentropy"),
        "multilabel": ("softmax", "categorical_crossentropy"),
        "regression": (None, "mse"),
        "bounded_regression": ("sigmoid", "mse"),
    }
    if problem not in heads:
        raise ValueError(f"unknown problem: {problem}")
    lowest = 3 if problem == "multiclass" else 1
    if n_outputs < lowest or (problem == "binary" and n_outputs != 1):
        raise ValueError(f"n_outputs does not fit {problem}: {n_outputs}")
    activation, loss = heads[problem]
    return {"units": int(n_outputs), "activation": activation, "loss": loss}
