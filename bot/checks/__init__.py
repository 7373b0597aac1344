"""What `guanjia check` looks at: the machine, the database, the channel."""
