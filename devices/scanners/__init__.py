"""Scanners of QR and bar codes: on a serial line, or a camera whose frames a worker process decodes."""
