"""Who wants to know when an exercise's answer changes. Widgets come and go, so they are not kept alive by this."""

import logging
import types
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Listeners(Generic[T]):
    """Callbacks by key. A bound method is held weakly: it goes when its object goes."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[Callable[[], Callable[[T], None] | None]]] = {}

    def add(self, key: str, callback: Callable[[T], None]) -> None:
        """Call this for every change under the key."""
        self._by_key.setdefault(key, []).append(_reference(callback))

    def wanted(self) -> list[str]:
        """The keys that somebody listens to."""
        return [key for key in self._by_key if self._alive(key)]

    def tell(self, key: str, news: T, origin: object = None) -> None:
        """Call the key's callbacks, except the origin's. One that fails must not keep the news from the others."""
        for callback in self._alive(key):
            if origin is not None and (callback is origin or getattr(callback, "__self__", None) is origin):
                continue
            try:
                callback(news)
            except Exception:
                logging.getLogger(__name__).exception("a listener to %r failed", key)

    def _alive(self, key: str) -> list[Callable[[T], None]]:
        pairs = [(reference, reference()) for reference in self._by_key.get(key, ())]
        self._by_key[key] = [reference for reference, callback in pairs if callback is not None]
        return [callback for _, callback in pairs if callback is not None]


def _reference(callback: Callable[[T], None]) -> Callable[[], Callable[[T], None] | None]:
    if isinstance(callback, types.MethodType):
        return weakref.WeakMethod(callback)
    return lambda: callback
