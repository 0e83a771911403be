"""What each key does in `watch`."""

from __future__ import annotations

from collections.abc import Callable

from autograder.errors import AutograderError
from autograder.learner.hints import unfold
from autograder.learner.keys import DOWN, PAGE_DOWN, PAGE_UP, UP
from autograder.learner.reset import reset_exercise
from autograder.learner.scene import Panel, Scene
from autograder.learner.watch import Watch

Action = Callable[[], None]


class Controls:
    """Turns keys into what `Watch` does."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        return self.watch.scene

    def press(self, key: str) -> None:
        """Do what a key says; others do nothing, or answer a question with no."""
        if key in SCROLLS:
            self.watch.display.scroll(SCROLLS[key])
            self.watch.show()
            return
        action = self._action(key)
        if action is None:
            return
        self.watch.tell()
        try:
            action()
        except AutograderError as error:
            self.watch.tell(str(error))
        self.watch.show()

    def _action(self, key: str) -> Action | None:
        """Return what a key does now, None if nothing."""
        if self.scene.panel is Panel.RESET:
            return self._put_back if key in "yY" else self._keep
        _, does = ACTIONS.get(key.lower(), ("", Controls.seen if key in "wW" else None))
        return (lambda: does(self)) if does else None

    def hint(self) -> None:
        """Unfold one more hint of the current exercise."""
        if self.scene.exercise:
            self.watch.unfold(unfold(self.scene.exercise))

    def next(self) -> None:
        """Go to the next exercise that is not done, and leave this one for later."""
        self.watch.open(Panel.NONE)
        following = self.scene.following
        if following is None:
            self.watch.tell("Every exercise of the course is done.")
        elif following == self.scene.exercise:
            self.watch.tell("This is the only exercise that is not done.")
        else:
            self.watch.focus(following)

    def list(self) -> None:
        """Show the exercises of the chapter, or hide them."""
        shown = self.scene.panel is Panel.LIST
        self.watch.open(Panel.NONE if shown else Panel.LIST)

    def reset(self) -> None:
        """Ask whether to put the stub back."""
        if self.scene.exercise:
            self.watch.open(Panel.RESET)

    def _put_back(self) -> None:
        self.watch.open(Panel.NONE)
        exercise = self.scene.exercise
        if exercise is None:
            return
        backup = reset_exercise(exercise)
        self.watch.look()
        text = f"{exercise.name} stands as it was built already."
        if backup:
            text = f"The stub of {exercise.name} is back. Your file is kept as {backup.name}."
        self.watch.tell(text)

    def _keep(self) -> None:
        self.watch.open(Panel.NONE)
        self.watch.tell("Nothing was changed.")

    def run_all(self) -> None:
        """Check every exercise of the chapter, in a fresh process."""
        self.watch.check_all()

    def seen(self) -> None:
        """Take the warnings away."""
        self.watch.acknowledge()

    def quit(self) -> None:
        """Leave."""
        self.watch.over = True


ACTIONS: dict[str, tuple[str, Callable[[Controls], None]]] = {  # key -> its word, what it does
    "h": ("hint", Controls.hint),
    "n": ("next", Controls.next),
    "l": ("list", Controls.list),
    "x": ("reset", Controls.reset),
    "r": ("run all", Controls.run_all),
    "q": ("quit", Controls.quit),
}
SCROLLS = {UP: -0.1, DOWN: 0.1, PAGE_UP: -0.9, PAGE_DOWN: 0.9, " ": 0.9, "b": -0.9}  # in pages
KEYS = {key: word for key, (word, _) in ACTIONS.items()}
