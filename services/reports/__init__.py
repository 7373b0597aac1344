"""Digests and statistics of repairs: what those who lead read in the morning, the team at the end of a shift, everybody who
may ask at any time (REP-15, REP-16, F-05 to F-07, F-43, PLN-03 to PLN-06)."""
