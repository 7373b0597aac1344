"""Calling homes back after a survey until it is settled (SUR-19 to SUR-22, CBK-16 to CBK-18)."""
