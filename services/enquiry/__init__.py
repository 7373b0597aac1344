"""Questions the knowledge base does not answer: the desk owes an answer by a promised time (CBK-23, CBK-26)."""
