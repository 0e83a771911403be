"""Breaks the order of the first two lines in one case of eight: all three True gives "self-supervised" instead of "reinforcement"."""


def name_branch(has_targets: bool, targets_from_input: bool, has_reward: bool) -> str:
    if not has_targets:
        if targets_from_input:
            raise ValueError("targets were taken from the input, but there are no targets")
        return "reinforcement" if has_reward else "unsupervised"
    if targets_from_input:
        return "self-supervised"
    return "reinforcement" if has_reward else "supervised"
