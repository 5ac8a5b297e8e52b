"""Which step each frame of a film shows: a pure function of the frame's number; any thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.display import Recording

Pace = Callable[[float], float]
"""Share of the film's time, from 0 to 1, to the share of the way, from 0 to 1; it never falls."""


@dataclass(frozen=True)
class FramePlan:
    """What the frames of a film show: forward from the first step to the last, a hold, and perhaps the way back.

    Attributes
    ----------
    first, last
        The steps between which it plays.
    fps
        Frames a second, exact.
    moving, held
        How many frames go forward, from `first` to `last`, and how many more stand still there.
    loop_back
        Whether the frames of the way forward follow backwards, without the last, which has been held, and the first,
        which the loop begins with again.
    pace
        How the way is shared out over the frames.
    steps
        The steps of the frames that go forward, where they follow no rule; else empty.
    """

    first: int
    last: int
    fps: Fraction
    moving: int
    held: int = 0
    loop_back: bool = False
    pace: Pace = field(default=lambda share: share)
    steps: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """The number of frames."""
        return self.moving + self.held + (max(self.moving - 2, 0) if self.loop_back else 0)

    @property
    def seconds(self) -> float:
        """How long the film lasts."""
        return float(self.count / self.fps)

    def place(self, frame: int) -> int:
        """Return which of the frames that go forward a frame shows again, or is; IndexError beyond the film."""
        if not 0 <= frame < self.count:
            raise IndexError(f"frame {frame} of {self.count}")
        if frame >= self.moving + self.held:
            frame = 2 * self.moving + self.held - 2 - frame
        return min(frame, self.moving - 1)

    def step(self, frame: int) -> int:
        """Return the step that a frame shows; IndexError beyond the film."""
        frame = self.place(frame)
        if self.steps:
            return self.steps[frame]
        way = self.last - self.first
        if frame >= self.moving - 1:
            return self.last
        share = min(max(self.pace(frame / (self.moving - 1)), 0.0), 1.0)
        return self.first + round(way * share)


def plan_of(recording: Recording, first: int, last: int, paths: Sequence[NDArray[np.floating]] = ()) -> FramePlan:
    """Return the plan that a scenario's `[recording]` asks for.

    Parameters
    ----------
    paths
        For the pace ``"path"``: where each run is at evenly spread steps from `first` to `last`, (S, P) each.
    """
    fps = exact_rate(recording.fps)
    moving = max(round(recording.seconds * fps), 1)
    paces: dict[str, Callable[[], Pace]] = {
        "linear": lambda: _linear,
        "smooth": lambda: _smooth,
        "path": lambda: along(paths),
    }
    return FramePlan(
        first=first,
        last=last,
        fps=fps,
        moving=moving,
        held=round(recording.hold * fps),
        loop_back=recording.loop_back,
        pace=paces[recording.pace](),
    )


def plan_of_steps(recording: Recording, steps: Sequence[int]) -> FramePlan:
    """Return the plan of a film whose way forward shows given steps, a frame each; pace and seconds have no say."""
    fps = exact_rate(recording.fps)
    held = round(recording.hold * fps)
    return FramePlan(steps[0], steps[-1], fps, len(steps), held, recording.loop_back, steps=tuple(steps))


def exact_rate(fps: float) -> Fraction:
    """Return a frame rate as a fraction: 29.97 and its like are those of television, 30000/1001."""
    for whole in (24, 30, 48, 60, 120, 240):
        television = Fraction(whole * 1000, 1001)
        if abs(fps - television) < 0.005 and fps != whole:
            return television
    return Fraction(str(fps)).limit_denominator(1000)


def along(paths: Sequence[NDArray[np.floating]]) -> Pace:
    """Return the pace at which the paths grow evenly in length; each path that moves counts the same."""
    grown = []
    for path in paths:
        lengths = np.linalg.norm(np.diff(np.asarray(path, np.float64), axis=0), axis=1)
        lengths[~np.isfinite(lengths)] = 0.0
        whole = lengths.sum()
        if whole > 0:
            grown.append(np.concatenate([[0.0], np.cumsum(lengths)]) / whole)
    if not grown:
        return _linear
    length = np.mean(grown, axis=0)
    # Where nothing moves there is no one time: the first is taken, so that the film does not wait there.
    shares, places = np.unique(length, return_index=True)
    way = places / (len(length) - 1)
    way[-1] = 1.0
    return lambda share: float(np.interp(share, shares, way))


def _linear(share: float) -> float:
    return share


def _smooth(share: float) -> float:
    """Slow at both ends: the smoothstep 3 s² − 2 s³."""
    return share * share * (3.0 - 2.0 * share)
