"""Bills somebody does not agree with: explained or put right by finance, once more by the manager (FEE-06, DUN-12, DUN-20)."""
