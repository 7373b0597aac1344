"""The whole schema: every module of tables, in the order they build on each other."""

from store import (
    dunning_tables,
    erasure_tables,
    improvement_tables,
    money_tables,
    opinion_tables,
    order_tables,
    poll_tables,
    rental_tables,
    short_tables,
    subscription_tables,
    survey_tables,
)
from store.tables import metadata

__all__ = [
    "dunning_tables", "erasure_tables", "improvement_tables", "metadata", "money_tables", "opinion_tables", "order_tables", "poll_tables", "rental_tables", "short_tables", "subscription_tables", "survey_tables",
]  # fmt: skip
