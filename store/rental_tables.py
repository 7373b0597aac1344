"""Rentals: contracts and what falls due of them."""
