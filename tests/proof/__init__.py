"""Evidence that anybody can repeat: what is printed into `docs/proof/`."""
