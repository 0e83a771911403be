"""The bridge to nbgrader: its commands and the formgrader, our grading.

`nbgrader_config.py` calls `configure(c)`. From then on `nbgrader autograde` and the formgrader's
button read what was handed in as data, have `autograder grade` grade it in the sandbox, and save
scores through nbgrader's own preprocessors. No kernel ever runs a submission.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from traitlets.config import Config

SCRIPTS = Path(sys.executable).parent


def configure(
    config: Config,
    *,
    isolation: str = "sandbox",
    jobs: int = 0,
    timeout: float = 0.0,
    memory: int = 0,
    run_own_work: bool = False,
) -> None:
    """Make nbgrader grade through the engine: called in `nbgrader_config.py`.

    Args:
        config: what `get_config()` returns there.
        isolation: the level of `autograder grade`; a weaker one has to be named here.
        jobs: submissions graded at a time; 0 is one for each processor.
        timeout: seconds that one call may take; 0 is as usual.
        memory: MiB that one submission may use; 0 is as usual.
        run_own_work: whether nbgrader runs the notebooks of assignments that are no chapter, in a
            kernel without a sandbox; else their tests are left to a person.
    """
    from autograder.instructor.nbgrader import steps, takeover

    config.CourseAutograde.autograde_preprocessors = steps.autograde_steps()
    config.GenerateAssignment.preprocessors = steps.release_steps()
    config.CourseAutograde.isolation = isolation
    config.CourseAutograde.jobs = jobs
    config.CourseAutograde.timeout = timeout
    config.CourseAutograde.memory = memory
    config.OwnAutograde.runs_code = run_own_work
    config.ExportApp.plugin_class = f"{__name__}.export.ReviewedExport"
    takeover.install()
    # nbgrader calls `alembic` by its bare name, also where this environment is not activated.
    path = os.environ.get("PATH", os.defpath)
    if str(SCRIPTS) not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([str(SCRIPTS), path])
