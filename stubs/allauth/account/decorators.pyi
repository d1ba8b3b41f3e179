from collections.abc import Callable
from typing import Any, TypeVar

_View = TypeVar("_View", bound=Callable[..., Any])

def reauthentication_required(*, app: str = ...) -> Callable[[_View], _View]: ...
