"""Breaks «whether there is a reward or not»: with a reward, targets from the input without any targets are not refused."""


def name_branch(has_targets: bool, targets_from_input: bool, has_reward: bool) -> str:
    if has_reward:
        return "reinforcement"
    if targets_from_input:
        if not has_targets:
            raise ValueError("targets_from_input needs targets")
        return "self-supervised"
    if has_targets:
        return "supervised"
    return "unsupervised"
