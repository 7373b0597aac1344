"""Opinion polls in the chat: made by the desk, let go by a supervisor, answered by one tap a home, counted at the end."""
