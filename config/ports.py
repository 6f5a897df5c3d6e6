"""The addresses of devices: which schemes there are and whether one can be read.

Only the words are judged here; whether anything answers there is the transport's business.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from config.problems import did_you_mean

EXAMPLES = {
    "tcp": "tcp://printer-1:9100",
    "serial": "serial:///dev/ttyUSB0?baud=9600",
    "camera": "camera://0",
    "alsa": "alsa://default",
    "folder": "folder://announcements",
}


def port_fault(port: str) -> str | None:
    """Say what is wrong with a device's port and what to write instead, None when it can be read."""
    scheme, colon, _ = port.partition("://")
    if not colon or scheme not in EXAMPLES:
        known = ", ".join(f"{name}://" for name in EXAMPLES)
        guess = did_you_mean(scheme, EXAMPLES) if colon else ""
        return f'"{port}" begins with no known way to a device{guess}; use one of {known}'
    example = f'write it as "{EXAMPLES[scheme]}"'
    try:
        address = urlsplit(port)
        number = address.port if scheme == "tcp" else None
    except ValueError:
        return f'"{port}" has no readable port number; {example}'
    if scheme == "tcp":
        if not address.hostname or not number or address.path.strip("/"):
            return f'"{port}" needs a host and a port number from 1 to 65535; {example}'
        return None
    if not (address.netloc + address.path).strip("/"):
        return f'"{port}" says no place after {scheme}://; {example}'
    if scheme == "serial":
        bauds = parse_qs(address.query, keep_blank_values=True).get("baud", ["9600"])
        if len(bauds) != 1 or not (bauds[0].isascii() and bauds[0].isdigit() and int(bauds[0]) > 0):
            return f'"{port}" has no readable baud rate; {example}'
    return None
