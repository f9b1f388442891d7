"""Who hears: letters, their delivery and the embedded mailbox."""
