"""Places let to others: agreed, signed, looked after, collected (RNT-01 to RNT-04)."""
