"""Attacked with whatever can come in: generated updates, hostile words, presses, workbooks and web calls."""
