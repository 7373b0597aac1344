"""Numbered changes of the schema; `store.schema` runs them."""
