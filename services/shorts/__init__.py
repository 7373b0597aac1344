"""Questions answered with one tap: how it was the day after a forum, why so few stars (ACT-08, CBK-16, CBK-19)."""
