"""The course's own trainings, as the figures of chapter 7 show them.

Sentences of chapter 5 as multi-hot rows of 5,000 words: 6,067 to train on, 3,034 to validate with;
batches of 128, Adam, seed 0. Losses are plain cross-entropies of what is predicted after each
epoch, without a penalty.
"""

from course.plots.epochs import by_epoch

CURES: dict[str, dict[str, list[float]]] = {  # the networks of exercise 7.6
    "base": {
        "train": by_epoch(
            """
            .624 .440 .257 .162 .106 .072 .050 .040 .031 .020 .016 .013 .010 .009
            .008 .007 .006 .005 .004 .004
            """
        ),
        "val": by_epoch(
            """
            .647 .531 .448 .445 .464 .496 .538 .598 .641 .654 .692 .726 .753 .782
            .812 .842 .868 .892 .911 .929
            """
        ),
    },
    "smaller": {
        "train": by_epoch(
            """
            .658 .600 .543 .489 .441 .399 .363 .331 .304 .280 .259 .241 .224 .209
            .196 .184 .172 .162 .153 .144
            """
        ),
        "val": by_epoch(
            """
            .670 .631 .592 .558 .528 .503 .484 .468 .456 .447 .440 .435 .432 .430
            .429 .430 .431 .433 .436 .439
            """
        ),
    },
    "l2": {
        "train": by_epoch(
            """
            .627 .474 .330 .245 .192 .154 .127 .107 .091 .078 .068 .060 .054 .053
            .053 .187 .069 .051 .038 .038
            """
        ),
        "val": by_epoch(
            """
            .647 .546 .471 .448 .449 .459 .472 .485 .500 .519 .537 .548 .557 .573
            .595 .841 .621 .644 .606 .597
            """
        ),
    },
    "dropout": {
        "train": by_epoch(
            """
            .677 .606 .484 .373 .281 .220 .167 .133 .106 .085 .068 .055 .047 .040
            .032 .028 .024 .021 .018 .015
            """
        ),
        "val": by_epoch(
            """
            .683 .632 .550 .486 .445 .432 .434 .442 .455 .480 .515 .539 .551 .589
            .619 .634 .668 .693 .727 .752
            """
        ),
    },
}

RANDOM_LABELS: dict[str, list[float]] = {  # accuracy of base on labels that were shuffled
    "train": by_epoch(
        """
            .712 .794 .848 .894 .932 .962 .977 .989 .995 .996 .998 .999 .999 1.000
            1.000 1.000 1.000 1.000 1.000 1.000
        """
    ),
    "val": by_epoch(
        """
            .502 .508 .503 .503 .506 .506 .508 .508 .508 .510 .514 .515 .514 .513
            .516 .514 .514 .515 .515 .514
        """
    ),
}

WIDTHS: dict[int, tuple[float, float]] = {  # units of both hidden layers: losses after 10 epochs
    1: (0.693, 0.693),
    2: (0.385, 0.536),
    4: (0.338, 0.521),
    8: (0.073, 0.499),
    16: (0.02, 0.654),
    32: (0.006, 0.797),
    64: (0.002, 0.952),
    128: (0.001, 0.97),
    256: (0.0, 0.965),
}
