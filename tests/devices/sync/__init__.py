"""The sync, against a journal on disk and a PostgreSQL of its own."""
