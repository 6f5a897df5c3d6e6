"""Ticket printers: bytes to facts and slips to bytes, without I/O and without a clock."""
