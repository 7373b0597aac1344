"""Statements of account (对帐单): made for the month to come, checked by the butler, sent to the home, delivery counted (FEE-01, F-50)."""
