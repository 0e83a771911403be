"""The side of the boundary that holds one submission: loads it, calls it, answers with data."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from autograder.sandbox.worker import wire
from autograder.sandbox.worker.calls import Options, perform, signature
from autograder.sandbox.worker.capture import Capture
from autograder.sandbox.worker.failures import describe
from autograder.sandbox.worker.loading import Loaded, Source, load
from autograder.sandbox.worker.models import TOOLS
from autograder.sandbox.worker.recipes import RECIPES
from autograder.sandbox.worker.seeding import seed_everything


class Session:
    """Answers requests about one submission; in the sandbox, or in the learner's own process.

    `handles` keeps the objects that are not plain data, by the number they crossed with.
    """

    def __init__(self, capture: Capture | None = None) -> None:
        self.capture = capture
        self.loaded: Loaded | None = None
        self.names: dict[str, Any] = {}
        self.handles: dict[int, Any] = {}

    def answer(self, body: bytes) -> bytes:
        """Return the body of the reply to the body of a request."""
        request = wire.decode(body)
        operation = getattr(self, "do_" + request["do"])
        try:
            reply, done = operation(**request["with"]), True
        except Exception as error:
            reply, done = describe(error, self.files), False
        said = self.capture.take() if self.capture else ["", ""]
        envelope = {"id": request["id"], "ok": done, "said": said, "reply": reply}
        try:
            return wire.encode(envelope, self.keep)
        except Exception as error:
            return wire.encode(envelope | self.instead(reply, error), self.keep)

    @property
    def files(self) -> frozenset[str]:
        """The names of the learner's own files."""
        return self.loaded.files if self.loaded else frozenset()

    def use(self, loaded: Loaded) -> None:
        """Answer about a module that is already there."""
        self.loaded = loaded
        self.names = loaded.module.__dict__

    def do_load(
        self, source: dict[str, Any], seed: int, given: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Run the submission's top level; return its errors and the names it defined.

        What is `given`, the `names` that a `text` defines, then stands in for the submission's own.
        """
        seed_everything(seed)
        self.use(load(Source.from_json(source)))
        if given and given["names"]:
            right: dict[str, Any] = {"__name__": "given"}
            exec(compile(given["text"], "given", "exec"), right)
            self.names.update({name: right[name] for name in given["names"]})
        return self.contents()

    def contents(self) -> dict[str, Any]:
        """Return the load's errors, and the public names with whether each can be called."""
        assert self.loaded is not None
        public = [name for name in self.names if type(name) is str and name[:1] != "_"]
        return {
            "errors": list(self.loaded.errors),
            "excused": list(self.loaded.excused),
            "names": {name: callable(self.names[name]) for name in public[:2000]},
        }

    def do_call(
        self, target: list[Any], cases: list[list[Any]], options: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Call the target for each case, [args] or [args, kwargs]; no error stops another case."""
        function = self.find(target)
        made = ((tuple(self.make(case[0])), self.make(dict(*case[1:]))) for case in cases)
        return perform(function, made, Options.from_json(options), self.files)

    def instead(self, reply: Any, error: Exception) -> dict[str, Any]:
        """Return what to answer where a reply cannot cross: calls without the values at fault."""
        is_calls = type(reply) is list and all(type(s) is dict and "elapsed" in s for s in reply)
        if not is_calls:
            return {"ok": False, "reply": describe(error, self.files)}
        each = [self.sendable(seen) for seen in reply]
        try:
            wire.encode(each, self.keep)
        except Exception as sum_of_all:  # each could cross, but not all of them together
            each = [self.sendable(seen, sum_of_all) for seen in reply]
        return {"reply": each}

    def sendable(self, seen: dict[str, Any], error: Exception | None = None) -> dict[str, Any]:
        """Return what was seen of a call, with a value that cannot cross turned into an error."""
        try:
            if error is None:
                wire.encode(seen, self.keep)
                return seen
        except Exception as own:
            error = own
        rest = {key: item for key, item in seen.items() if key != "value"}
        return {"error": describe(error, self.files)} | rest

    def do_read(self, target: list[Any]) -> Any:
        """Return a name of the module, or an attribute of an object that stayed here."""
        return self.find(target)

    def do_make(self, recipe: wire.Recipe) -> wire.Handle:
        """Make an object and keep it here, to be given to a function and asked afterwards."""
        return self.keep(self.make(recipe))

    def do_use(self, tool: str, arguments: list[Any]) -> Any:
        """Return what a tool of the course answers about an object that stayed here."""
        return TOOLS[tool](*self.make(arguments))

    def do_signatures(self, names: list[str]) -> list[Any]:
        """Return the parameters of each name of the module; None where Python cannot tell them."""
        return [self.signature(name) for name in names]

    def signature(self, name: str) -> Any:
        """Return the parameters of a name, or None."""
        try:
            return signature(self.names[name])
        except Exception:
            return None

    def find(self, target: list[Any]) -> Any:
        """Return what [None, name] or [handle, attribute] stands for."""
        handle, name = target
        if handle is None:
            return self.names[name]
        return getattr(self.handles[handle.id], name)

    def make(self, value: Any) -> Any:
        """Return an argument with its recipes made and its handles looked up."""
        if isinstance(value, wire.Recipe):
            return RECIPES[value.kind](**self.make(value.data))
        if isinstance(value, wire.Handle):
            return self.handles[value.id]
        if isinstance(value, (list, tuple)):
            return type(value)(self.make(item) for item in value)
        if isinstance(value, dict):
            return {key: self.make(item) for key, item in value.items()}
        return value

    def keep(self, value: object) -> wire.Handle:
        """Keep an object that is not plain data; return the handle that stands for it."""
        number = next((n for n, kept in self.handles.items() if kept is value), len(self.handles))
        self.handles[number] = value
        about = f"dtype {value.dtype}"[:80] if isinstance(value, np.ndarray | np.generic) else ""
        return wire.Handle(number, type(value).__name__[:80], about)


def serve(requests: int, replies: int, folder: str) -> None:
    """Answer the frames that arrive on descriptor `requests` until it is closed."""
    session = Session(Capture(folder))
    with open(requests, "rb", buffering=1 << 16) as incoming:
        while head := incoming.read(wire.FRAME_HEAD.size):
            body = session.answer(incoming.read(*wire.FRAME_HEAD.unpack(head)))
            view = memoryview(wire.FRAME_HEAD.pack(len(body)) + body)
            while view:
                view = view[os.write(replies, view) :]
