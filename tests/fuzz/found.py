"""Inputs that broke something once, and what; each is tried with every run of the suite."""

from __future__ import annotations

FOUND: dict[str, tuple[bytes, ...]] = {}
