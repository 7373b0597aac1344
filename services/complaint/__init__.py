"""Complaints: taken down, judged, handed over, handled, answered, confirmed."""
