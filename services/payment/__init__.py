"""Payments somebody says they have made, taken at the desk, given back: what is done with them."""
