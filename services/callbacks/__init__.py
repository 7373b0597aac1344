"""Asking back after a repair: planned at its closing, asked in the chat, by telephone otherwise, faults sent on at once."""
