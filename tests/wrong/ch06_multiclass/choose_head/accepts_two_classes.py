"""Breaks "for multiclass if it is below 3": two classes are accepted and get two softmax units."""

def choose_head(problem: str, n_outputs: int) -> dict[str, int | str | None]:
    if n_outputs < 1:
        raise ValueError("n_outputs must be at least 1")
    if problem == "binary":
        if n_outputs != 1:
            raise ValueError("n_outputs must be 1 for a binary problem")
        return {"units": 1, "activation": "sigmoid", "loss": "binary_crossentropy"}
    if problem == "multiclass":
        if n_outputs < 2:
            raise ValueError("n_outputs must be more than one for several classes")
        return {"units": int(n_outputs), "activation": "softmax", "loss": "categorical_crossentropy"}
    if problem == "multilabel":
        return {"units": int(n_outputs), "activation": "sigmoid", "loss": "binary_crossentropy"}
    if problem == "regression":
        return {"units": int(n_outputs), "activation": None, "loss": "mse"}
    if problem == "bounded_regression":
        return {"units": int(n_outputs), "activation": "sigmoid", "loss": "mse"}
    raise ValueError(f"no such problem: {problem}")
