"""The sandbox against the Bot API it stands in for."""
