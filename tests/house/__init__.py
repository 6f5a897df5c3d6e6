"""The house checked from outside: its tools, its tables, its tree and its style."""
