"""The state of the panels as text for the settings, with a sum that tells damage; GUI thread."""

import base64
from zlib import crc32


def packed(state: bytes) -> str:
    """Return bytes as text, with a sum that tells damage."""
    return f"{crc32(state):08x}{base64.b64encode(state).decode('ascii')}"


def unpacked(text: str) -> bytes:
    """Return the bytes of a text; none if it is damaged: Qt ends the process over some wrong states."""
    try:
        state = base64.b64decode(text[8:], validate=True)
    except ValueError:
        return b""
    return state if f"{crc32(state):08x}" == text[:8] else b""
