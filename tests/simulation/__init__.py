"""The whole product in one thread on a virtual clock, every choice drawn from one seed (docs/decisions/0022)."""
