"""The exception tree, split by who can act on the fault.

::

    AutograderError
    ├── UsageError          who typed the command: an argument or a path is wrong  (exit code 2)
    ├── SubmissionError     the student: the file handed in cannot be graded
    ├── CourseError         the author: a chapter's own files are wrong
    └── GradingError        the engine or the machine
        ├── IsolationError  the isolation asked for does not work on this machine
        ├── MachineError    the machine took a worker away, or was too busy: worth another try
        └── WorkerError     a worker failed at a call; says how in `reason`
            ├── WorkerDied      the process ended (os._exit, a crash, a limit)
            ├── WorkerTimeout   no answer before the deadline
            └── WireError       what came back is not a valid message

Every message names the thing, the fault and the next step.
"""


class AutograderError(Exception):
    """The root of all errors that the engine raises on purpose."""


class UsageError(AutograderError):
    """A command was given something it cannot use."""


class SubmissionError(AutograderError):
    """What a student handed in cannot be graded; the message is for the student."""


class CourseError(AutograderError):
    """A chapter's lesson, solution, checks or graders are wrong; the message is for the author."""


class GradingError(AutograderError):
    """The engine or the machine failed; never a learner's fault."""


class IsolationError(GradingError):
    """The isolation level asked for does not work here."""


class MachineError(GradingError):
    """The machine took a worker away or was too busy to judge it: no fault of the submission."""


class WorkerError(GradingError):
    """A worker did not answer a call with a valid reply."""


class WorkerDied(WorkerError):
    """The worker process ended before it answered.

    `detail` is the number that it ended with: of the submission's own choice, so no learner's text.
    """

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class WorkerTimeout(WorkerError):
    """The worker did not answer before the deadline."""


class WireError(WorkerError):
    """Bytes are not a valid message of the wire format."""
