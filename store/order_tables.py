"""Paid services: what is offered, orders, their copies, reconciliations."""
