"""Surveys: put together by the supervisors, answered by owners, counted while they run (SUR-01 to SUR-14)."""
