"""How the ids of those cells of a notebook begin that the course makes for an exercise."""

TASK = "task-"  # its heading
SOLUTION = "ex-"  # what a learner writes in
GRADE = "check-"  # what the course's graders fill
