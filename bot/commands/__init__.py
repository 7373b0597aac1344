"""The commands of `guanjia`, one module per subject; `bot.cli` lists them."""
