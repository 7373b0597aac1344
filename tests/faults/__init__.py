"""What can go wrong, the line that stands against it, and the test that fails without that line."""
