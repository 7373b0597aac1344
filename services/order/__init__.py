"""Paid and convenience services: ordered with consent, sent out, quoted, done, accepted, charged; copies, months (SPS, CNV)."""
