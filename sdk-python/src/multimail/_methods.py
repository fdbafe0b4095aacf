"""Turn the description of an operation into a method of a client."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from multimail._call import Call
from multimail._transport import AsyncSession, SyncSession

P = ParamSpec("P")
T = TypeVar("T")


def blocking(operation: Callable[P, Call[T]]) -> Callable[Concatenate[SyncSession, P], T]:
    """Return the method that executes an operation and returns what it answers."""

    @functools.wraps(operation)
    def method(self: SyncSession, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.run(operation(*args, **kwargs))

    return _described(method, operation)


def awaiting(
    operation: Callable[P, Call[T]],
) -> Callable[Concatenate[AsyncSession, P], Coroutine[Any, Any, T]]:
    """Return the coroutine method that executes an operation."""

    @functools.wraps(operation)
    async def method(self: AsyncSession, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.run(operation(*args, **kwargs))

    return _described(method, operation)


F = TypeVar("F", bound=Callable[..., Any])


def _described(method: F, operation: Callable[..., Any]) -> F:
    # What help(), inspect and tool makers see: the operation's own parameters, after self, and
    # what the method returns in place of the call that the operation returns.
    signature = inspect.signature(operation)
    returned = str(signature.return_annotation).removeprefix("Call[").removesuffix("]")
    own = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
    described: Any = method
    described.__signature__ = signature.replace(
        parameters=[own, *signature.parameters.values()], return_annotation=returned
    )
    described.__annotations__ = {**operation.__annotations__, "return": returned}
    return method
