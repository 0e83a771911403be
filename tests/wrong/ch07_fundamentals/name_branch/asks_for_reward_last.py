"""Breaks «the first line that holds decides»: a reward is only looked at when there are no targets of either kind."""


def name_branch(has_targets: bool, targets_from_input: bool, has_reward: bool) -> str:
    if targets_from_input and not has_targets:
        raise ValueError("targets taken from the input, but no targets")
    if targets_from_input:
        return "self-supervised"
    elif has_targets:
        return "supervised"
    elif has_reward:
        return "reinforcement"
    else:
        return "unsupervised"
