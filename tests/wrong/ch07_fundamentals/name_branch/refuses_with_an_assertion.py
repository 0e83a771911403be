"""Breaks the promise of a ValueError: targets from the input where there are none end in an AssertionError."""


def name_branch(has_targets: bool, targets_from_input: bool, has_reward: bool) -> str:
    assert has_targets or not targets_from_input, "targets from the input, but no targets"
    if has_reward:
        return "reinforcement"
    if targets_from_input:
        return "self-supervised"
    return "supervised" if has_targets else "unsupervised"
