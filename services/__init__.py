"""Use cases: load, decide, save, tell. Plain functions on a unit of work, called by handlers and by the clock."""

from store.engine import StoreError
from store.work import Work

__all__ = ["StoreError", "Work"]
