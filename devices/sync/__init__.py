"""The way to the hall server: the journal, copied event by event into an exchange database."""
