"""Readers of second-generation ID cards: bytes of the SAM-V family to what the hall may know."""
