"""7.1 name_branch: its graders, and the mistakes that they know."""

from autograder.asserting import form, misconception, refuses, values

WITH_REWARD = [(False, False, True), (True, False, True), (True, True, True)]
WITHOUT = [(True, False, False), (False, False, False), (True, True, False)]

test_form = form(1, "{name} returns a word.", WITHOUT, str, hint="return a str, one of the four")
test_targets = values(
    2,
    "With targets that people gave, a task is supervised; without any, unsupervised.",
    [(True, False, False), (False, False, False)],
    hint="the last two lines of the table, in this order; spelt as they stand there",
)
test_from_input = values(
    2,
    "With targets that were taken from the input, it is self-supervised.",
    [(True, True, False)],
    hint="ask for targets_from_input before has_targets; a hyphen, no blank",
)
test_reward = values(
    3,
    "With a reward it is reinforcement, whether there are targets or not.",
    WITH_REWARD,
    hint="has_reward is the first line of the table",
)
test_refused = refuses(
    2,
    "Targets from the input without targets are refused, with a reward too.",
    "targets",
    [(False, True, False), (False, True, True)],
    hint="if targets_from_input and not has_targets, before everything else",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def asks_for_targets_before_the_reward(right, has_targets, targets_from_input, has_reward):
    """A task with a reward and with targets was not called reinforcement. The reward is the first
    line of the table: where somebody acts and is rewarded, targets change nothing.
    """
    right(has_targets, targets_from_input, has_reward)
    return right(has_targets, targets_from_input, has_reward and not has_targets)


@misconception
def asks_for_the_input_before_the_reward(right, has_targets, targets_from_input, has_reward):
    """With targets from the input *and* a reward you answered self-supervised. The reward goes
    first.
    """
    right(has_targets, targets_from_input, has_reward)
    return right(has_targets, targets_from_input, has_reward and not targets_from_input)


@misconception
def asks_for_targets_first(right, has_targets, targets_from_input, has_reward):
    """Every task with targets was called supervised. A reward, and targets from the input, stand
    above that line of the table: ask for them before has_targets.
    """
    answer = right(has_targets, targets_from_input, has_reward)
    return "supervised" if has_targets else answer


@misconception
def takes_self_supervised_for_supervised(right, has_targets, targets_from_input, has_reward):
    """Targets that were taken from the input were called supervised. They are targets, true, but
    nobody had to write them: ask for targets_from_input before has_targets.
    """
    right(has_targets, targets_from_input, has_reward)
    return right(has_targets, False, has_reward)


@misconception
def takes_self_supervised_for_unsupervised(right, has_targets, targets_from_input, has_reward):
    """Targets that were taken from the input were called unsupervised. Nobody wrote them, but a
    network is compared with them all the same: self-supervised.
    """
    answer = right(has_targets, targets_from_input, has_reward)
    return "unsupervised" if answer == "self-supervised" else answer


@misconception
def exchanges_supervised_and_unsupervised(right, has_targets, targets_from_input, has_reward):
    """Supervised and unsupervised are exchanged: the targets are the supervision."""
    answer = right(has_targets, targets_from_input, has_reward)
    other = {"supervised": "unsupervised", "unsupervised": "supervised"}
    return other.get(answer, answer)


@misconception
def takes_no_targets_for_a_reward(right, has_targets, targets_from_input, has_reward):
    """Without targets you answered reinforcement, though nobody gives a reward. There is a branch
    that has neither: unsupervised.
    """
    return right(has_targets, targets_from_input, has_reward or not has_targets)


@misconception
def lets_a_reward_excuse_it(right, has_targets, targets_from_input, has_reward):
    """Targets from the input without targets were refused, but not where there is a reward. The
    three answers contradict one another there, too: look at that before the reward.
    """
    return "reinforcement" if has_reward else right(has_targets, targets_from_input, False)


@misconception
def never_refuses(right, has_targets, targets_from_input, has_reward):
    """targets_from_input without has_targets was taken: raise a ValueError that says "targets".
    Targets from the input are targets, so the two contradict each other.
    """
    return right(has_targets or targets_from_input, targets_from_input, has_reward)


@misconception
def overlooks_the_contradiction(right, has_targets, targets_from_input, has_reward):
    """targets_from_input without has_targets was taken for a task without targets. The two
    contradict each other: raise a ValueError that says "targets".
    """
    return right(has_targets, targets_from_input and has_targets, has_reward)


@misconception
def writes_self_supervised_apart(right, has_targets, targets_from_input, has_reward):
    """The word is right, its spelling is not: "self-supervised", with a hyphen."""
    return right(has_targets, targets_from_input, has_reward).replace("-", " ")


@misconception
def writes_an_underscore(right, has_targets, targets_from_input, has_reward):
    """The word is right, its spelling is not: "self-supervised", with a hyphen and not with an
    underscore.
    """
    return right(has_targets, targets_from_input, has_reward).replace("-", "_")


@misconception
def writes_capitals(right, has_targets, targets_from_input, has_reward):
    """The word is right, its spelling is not: lower case throughout."""
    return right(has_targets, targets_from_input, has_reward).capitalize()


@misconception
def adds_learning(right, has_targets, targets_from_input, has_reward):
    """The word is right, but "learning" stands behind it: only the one word is asked."""
    return f"{right(has_targets, targets_from_input, has_reward)} learning"
