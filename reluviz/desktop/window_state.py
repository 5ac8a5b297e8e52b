"""What is remembered of a window: panels as text, with a sum that tells damage, and a place that fits; GUI thread."""

import base64
from zlib import crc32

from PySide6.QtCore import QRect

FRAME = 40
"""Pixels by which a remembered window may stand out of the screen."""


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


def holds(room: QRect, place: QRect) -> bool:
    """Tell whether a window fits a screen, but for a few pixels of its frame."""
    return room.adjusted(-FRAME, -FRAME, FRAME, FRAME).contains(place)
