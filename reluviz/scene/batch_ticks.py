"""What each sample of a mini-batch says, as a tick in the push view; GUI thread and recorder."""

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from reluviz.scene.numbers import format_count, format_number
from reluviz.scene.updates import ImmediateUpdates, Questions, UpdateSource

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment
    from reluviz.training.updates import Batch, Update


class BatchTicks:
    """The samples that the step at the playhead sees.

    Parameters
    ----------
    source
        Where they come from; by default they are drawn again at once.
    """

    def __init__(self, source: UpdateSource | None = None) -> None:
        self.source = source or ImmediateUpdates(with_memory=False)
        self.update: Update | None = None
        """The step whose batch is shown."""
        self._questions = Questions()

    def show_moment(self, moment: "Moment") -> bool:
        """Take the batch of the playhead's step; tell whether it is another one."""
        before = self.update
        question = self._questions.question(moment)
        has_batch = question is not None and question.training.gradient == "batch"
        self.update = self.source.request(question) if question is not None and has_batch else None
        return self.update is not before

    @property
    def batch(self) -> "Batch | None":
        """The batch that is shown; None with exact gradients, and until it has been drawn again."""
        return None if self.update is None else self.update.batch

    def words(self) -> tuple[str, ...]:
        """Return which samples have a tick, at length and briefly; empty without a batch."""
        batch = self.batch
        if batch is None:
            return ()
        if batch.every == 1:
            return (QCoreApplication.translate("PushView", "each sample"),)
        words = QCoreApplication.translate("PushView", "1 in {every} of {count} samples")
        briefly = QCoreApplication.translate("PushView", "1 in {every} samples")
        return words.format(every=batch.every, count=format_count(batch.size)), briefly.format(every=batch.every)

    def slope(self, place: int) -> str:
        """Return the slope that the batch has along a parameter, in words; empty without a batch."""
        if self.update is None or self.update.batch is None:
            return ""
        words = QCoreApplication.translate("PushView", "batch: {slope}")
        return words.format(slope=format_number(float(self.update.gradient[place])))

    def heights(self, place: int, reach: float, least: float = 0.0) -> tuple[NDArray[np.float64], float]:
        """Return how far up each sample moves a parameter, enlarged so that all stay within `reach`, and how much.

        The factor is one of 1, 2, 5, 10, 20 …; 0 where all samples together, up and down, come to less than `least`.
        """
        batch = self.batch
        if batch is None:
            return np.zeros(0), 1.0
        says = -batch.pushes[place]
        if float(np.abs(says).sum()) * batch.every < least:
            return np.zeros(len(says)), 0.0
        largest = float(np.abs(says).max(initial=0.0))
        enlarged = reach / largest if 0.0 < largest < math.inf else math.inf
        if enlarged == math.inf:  # none of them can be seen, or be drawn
            return np.zeros(len(says)), 1.0
        factor = _round_down(enlarged)
        return says * factor, factor

    def scale_words(self, factor: float) -> str:
        """Return how much the ticks are enlarged."""
        words = QCoreApplication.translate("PushView", "ticks × {factor}")
        return words.format(factor=format_number(factor, 1))

    def draw(
        self,
        painter: QPainter,
        across: NDArray[np.float64],
        heights: NDArray[np.float64],
        box: QRectF,
        *,
        zero: float,
        pen: QPen,
    ) -> None:
        """Draw a line from `zero` to each height, in pixels (n,); none beside the box."""
        painter.setPen(pen)
        inside = (across >= box.left()) & (across <= box.right()) & np.isfinite(heights) & (heights != zero)
        # In the middle of pixels upright lines are sharp.
        places = zip((np.floor(across[inside]) + 0.5).tolist(), heights[inside].tolist(), strict=True)
        painter.drawLines([QLineF(x, zero, x, y) for x, y in places])


def _round_down(size: float) -> float:
    """Return the last of 1, 2, 5, 10, 20 … that is no larger."""
    power = 10.0 ** math.floor(math.log10(size))
    return max(factor * power for factor in (1.0, 2.0, 5.0) if factor == 1.0 or factor * power <= size)
