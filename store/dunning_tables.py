"""Dunning: who is to be asked for what is owed, and what came of it."""
