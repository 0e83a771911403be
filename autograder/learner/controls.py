"""What each key does in `watch`."""

from __future__ import annotations

from collections.abc import Callable

from autograder.errors import AutograderError
from autograder.learner.hints import unfold
from autograder.learner.reset import reset_exercise
from autograder.learner.scene import News, Panel
from autograder.learner.standing import next_of
from autograder.learner.watch import Watch

KEYS = {"h": "hint", "n": "next", "l": "list", "x": "reset", "r": "run all", "q": "quit"}


class Controls:
    """Turns keys into what `Watch` does."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.scene = watch.scene
        actions = (self.hint, self.next, self.list, self.reset, self.run_all, self.quit)
        self.actions: dict[str, Callable[[], None]] = dict(zip(KEYS, actions, strict=True))

    def press(self, key: str) -> None:
        """Do what a key says; others do nothing, or answer a question with no."""
        action = self.actions.get(key.lower())
        if self.scene.panel is Panel.RESET:
            action = self._put_back if key in "yY" else self._keep
        if action is None:
            return
        self.scene.news = []
        try:
            action()
        except AutograderError as error:
            self.scene.news = [News(str(error))]
        self.watch.display.show(self.scene)

    def hint(self) -> None:
        """Unfold one more hint of the current exercise."""
        if self.scene.exercise:
            self.scene.hints = unfold(self.scene.exercise)
            self.scene.panel = Panel.HINTS

    def next(self) -> None:
        """Go to the next exercise that is not done, and leave this one for later."""
        self.scene.panel = Panel.NONE
        following = next_of(self.scene.standings, self.scene.exercise)
        if following == self.scene.exercise:
            self.scene.news = [News("This is the only exercise that is not done.")]
        else:
            self.watch.focus(following)

    def list(self) -> None:
        """Show the exercises of the chapter, or hide them."""
        shown = self.scene.panel is Panel.LIST
        self.scene.panel = Panel.NONE if shown else Panel.LIST

    def reset(self) -> None:
        """Ask whether to put the stub back."""
        if self.scene.exercise:
            self.scene.panel = Panel.RESET

    def _put_back(self) -> None:
        self.scene.panel = Panel.NONE
        exercise = self.scene.exercise
        if exercise is None:
            return
        backup = reset_exercise(exercise)
        self.watch.look()
        text = f"{exercise.name} stands as it was built already."
        if backup:
            text = f"The stub of {exercise.name} is back. Your file is kept as {backup.name}."
        self.scene.news = [News(text)]

    def _keep(self) -> None:
        self.scene.panel = Panel.NONE
        self.scene.news = [News("Nothing was changed.")]

    def run_all(self) -> None:
        """Check every exercise of the chapter, in a fresh process."""
        self.watch.check_all()
        self.scene.panel = Panel.LIST
        self.scene.busy = "checking all …"

    def quit(self) -> None:
        """Leave."""
        self.watch.over = True
