"""Charts and workbooks drawn from plain documents, outside every transaction; text in a font the machine has."""
