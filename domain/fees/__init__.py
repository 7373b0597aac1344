"""What homes are charged and what they pay: amounts in whole fen, every figure with its formula (FEE, RCP)."""
