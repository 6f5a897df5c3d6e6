"""Printers: bytes to facts, and tickets and official papers to bytes, without I/O and without a clock."""
