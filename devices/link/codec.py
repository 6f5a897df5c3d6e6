"""Messages to JSON text frames and back.

Whatever comes in either becomes one of our messages or raises ``BadMessage``; nothing else gets past here.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from devices.link.messages import ClientMessage, HubMessage

T = TypeVar("T")

MAX_BYTES = 64 * 1024
"""Largest message a client may send."""

_from_client: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_from_hub: msgspec.json.Decoder[HubMessage] = msgspec.json.Decoder(HubMessage)
_encoder = msgspec.json.Encoder()


class BadMessage(Exception):
    """What came is no message of the contract; ``code`` says which rule it breaks."""

    def __init__(self, code: str, text: str) -> None:
        """Remember the code (too_large, not_json, not_a_message) and a sentence for the log."""
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text


def encode(message: ClientMessage | HubMessage) -> bytes:
    """One message as UTF-8 JSON."""
    return _encoder.encode(message)


def from_client(frame: str | bytes) -> ClientMessage:
    """Decode what a client sent.

    Raises:
        BadMessage: too large, not JSON, or not a message of the contract.
    """
    if len(frame) > MAX_BYTES or (isinstance(frame, str) and _bytes_of(frame) > MAX_BYTES):
        raise BadMessage("too_large", f"more than {MAX_BYTES} bytes")
    return _decode(_from_client, frame)


def from_hub(frame: str | bytes) -> HubMessage:
    """Decode what the hub sent.

    Raises:
        BadMessage: not JSON, or not a message of the contract.
    """
    return _decode(_from_hub, frame)


def _bytes_of(text: str) -> int:
    """How many bytes a text was on the line; a Chinese character takes three."""
    return len(text.encode("utf-8", "surrogatepass"))


def _decode(decoder: msgspec.json.Decoder[T], frame: str | bytes) -> T:
    try:
        return decoder.decode(frame)
    except msgspec.ValidationError as error:
        # Only the path and the expected type: the value may be somebody's name or a token.
        raise BadMessage("not_a_message", str(error)) from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        # A text may hold halves of characters, which no bytes do.
        raise BadMessage("not_json", "no JSON text") from error
