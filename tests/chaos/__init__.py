"""The real bot as a process, several hundred people, a month in minutes, and everything that can go wrong."""
