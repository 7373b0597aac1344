"""Dunning: who owes what, who is spoken to when and by whom, what they promise, when it stops (DUN, X-22 to X-24)."""
