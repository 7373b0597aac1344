"""The three kinds of trouble, and nothing else.

A rule that says no is `Refused`: the person gets a friendly sentence and a way forward. A press on a button of
yesterday is `Outdated`: one standard answer. Anything else is a bug, and nobody catches it but the worker.
"""

from collections.abc import Mapping


class Refused(Exception):
    """A rule said no. `message` names the template of the sentence, `values` are what that template needs."""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values: Mapping[str, object] = values


class Outdated(Exception):
    """A press that no longer fits: nothing is changed, the presser is told kindly."""
