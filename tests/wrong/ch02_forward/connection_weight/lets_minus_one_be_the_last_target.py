"""A target below 0 is refused, -1 too."""


def connection_weight(params, layer, source, target):
    if not 1 <= layer <= len(params):
        raise ValueError("index")
    W = params[layer - 1][0]
    if not 1 <= source <= W.shape[0] or (not 1 <= target <= W.shape[1] and target != -1):
        raise ValueError("index")
    return float(W[source - 1, target - 1])
