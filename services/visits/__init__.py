"""Going to see owners: the month's plan, what is recorded, reminders, and the summary at its end (VIS, DST-11, X-27)."""
