"""`guanjia demo`: a sandbox with phones, an estate with a few months behind it, and the bot; all on this machine."""
