"""Receipts, and the cash of each day (RCP-01, RCP-05, F-45)."""
