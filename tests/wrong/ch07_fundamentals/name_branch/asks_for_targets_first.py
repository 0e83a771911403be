"""Breaks the order of the four lines: has_targets is asked first, so targets from the input and rewards never get their say where there are targets."""


def name_branch(has_targets: bool, targets_from_input: bool, has_reward: bool) -> str:
    if targets_from_input and not has_targets:
        raise ValueError("there are no targets that could come from the input")
    if has_targets:
        return "supervised"
    if targets_from_input:
        return "self-supervised"
    if has_reward:
        return "reinforcement"
    return "unsupervised"
