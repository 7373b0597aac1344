"""A stand-in for Telegram: a Bot API server over a world in memory, with a web page of phones. Knows nothing of any
bot.
"""
