"""Bytes from outside: every parser of them, tried with whatever may come."""
