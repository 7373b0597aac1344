"""Money of homes: charges, payments, receipts, what is owed (FEE, RCP)."""
