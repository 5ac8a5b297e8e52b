"""What a picture's first and last line say is set as words, not as numbers."""

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from reluviz.recording.frame import CaptionView, TitleView
from reluviz.scene.theme import LIGHT
from reluviz.scene.view import Canvas


def _titled(words):
    view = TitleView()
    view.title = words
    return view


def _painted(view):
    canvas, image = Canvas(), QImage(600, 40, QImage.Format.Format_RGB32)
    canvas.place(view, QRectF(0, 0, 600, 40))
    canvas.set_theme(LIGHT)
    with QPainter(image) as painter:
        canvas.paint_on(painter, QSizeF(600, 40))
    canvas.close()
    return image


@pytest.mark.parametrize("make", [_titled, CaptionView], ids=["title", "caption"])
def test_the_hyphens_of_titles_and_captions_join_words(make, qapp):
    """Beside figures of one width a hyphen would be as wide as one; U+2011 is not."""
    plain, narrow = (_painted(make(words)) for words in ("Deux demi-paraboles", "Deux demi\u2011paraboles"))
    assert plain == narrow
    assert plain != _painted(make("Deux demi paraboles"))
