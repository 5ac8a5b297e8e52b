"""Measures how fast films are made, beside matplotlib's and Pillow's ways and the encoder alone, in the same run.

Run: PYTHONPATH=. uv run python tests/benchmarks/bench_film.py [full_hd|four_k|gif|memory|window_gaps]…
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
os.environ["MPLBACKEND"] = "Agg"

import numpy as np
import psutil
from PIL import Image, ImageSequence
from PySide6.QtGui import QImage

from reluviz.desktop.program import qt_application
from reluviz.landscape.contours import contour_levels
from reluviz.recording import encoder
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.ffmpeg import command
from reluviz.recording.film import Film, FilmPainter, film_of
from reluviz.recording.formats import FORMATS, Raw
from reluviz.recording.palette import film_palette
from reluviz.recording.places import open_places
from reluviz.recording.recorder import record
from reluviz.scenario.model import Data, Model, Scenario, Start, Training
from reluviz.scenario.model import View as ViewTable
from tests.benchmarks import film_gaps

FULL_HD, FOUR_K, SMALL = (1920, 1080), (3840, 2160), (640, 360)
FRAMES, FRAMES_4K, GIF_FRAMES = 300, 100, 150
REFERENCE_FRAMES = 30
"""So many of matplotlib's frames are made, evenly over the film: each takes as long as it does in the whole."""

RUNS, STEPS = 20, 2000
H264 = ["-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p"]


def scenario(size: tuple[int, int], frames: int, fps: float) -> Scenario:
    """Return twenty starts over the map of weight and bias; a leaky unit, so that none dies and all go on."""
    starts = np.random.default_rng(0).uniform(-3.0, 3.0, (RUNS, 2))
    made = Scenario(
        data=Data(noise=0.5),
        model=Model(variant="weight-bias", activation="leaky_relu"),
        training=Training(engine="numpy", steps=STEPS, batch_size=10, learning_rate=0.01),
        start=tuple(Start(weight=w, bias=b) for w, b in starts.tolist()),
        view=ViewTable(x_range=(-3.2, 3.2), y_range=(-3.2, 3.2)),
    )
    recording = replace(made.recording, size=size, fps=fps, seconds=frames / fps, hold=0.0, panels=("landscape",))
    return replace(made, recording=recording)


def film(size: tuple[int, int], frames: int, fps: float = 60.0) -> Film:
    """Return the film, trained."""
    made = scenario(size, frames, fps)
    return film_of(made, trained_entrants(made))


@dataclass(frozen=True)
class Spent:
    """What some work took: seconds on the clock, and of all cores, its processes' included."""

    clock: float
    cores: float


def spent(work: Callable[[], object]) -> Spent:
    """Do some work, and return what it took. On a machine that others use, the cores' time tells more."""
    clock, cores = time.perf_counter(), _cores()
    work()
    return Spent(time.perf_counter() - clock, _cores() - cores)


def _cores() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def record_to(made: Film, path: Path) -> None:
    """Write a film as the command does."""
    with open_places([str(path)], overwrite=True) as places:
        record(made, places)


def frames_of(made: Film) -> list[bytes]:
    """Return the film's frames, painted."""
    painter = FilmPainter(made)
    image = QImage(*made.size, QImage.Format.Format_RGB32)
    found = []
    for frame in range(made.plan.count):
        painter.show(made.plan.step(frame))
        painter.paint(image)
        found.append(bytes(image.constBits()))
    painter.close()
    return found


def encode_alone(made: Film, frames: list[bytes], path: Path, palette: bytes = b"") -> None:
    """Write frames that are already painted with the same encoder."""
    raw = Raw(made.size, str(made.rate), False, palette)
    arguments = [*raw.arguments, *FORMATS[path.suffix].arguments(raw), str(path)]
    process = subprocess.Popen(command(arguments), stdin=subprocess.PIPE, bufsize=0)
    assert process.stdin is not None
    if sys.platform == "linux":
        import fcntl

        fcntl.fcntl(process.stdin, fcntl.F_SETPIPE_SZ, 1 << 20)
    for frame in frames:
        content = memoryview(frame)
        while content:
            content = content[process.stdin.write(content) :]
    process.stdin.close()
    process.wait()


def matplotlib_film(made: Film, count: int, path: Path) -> None:
    """Write the same map, contours, trails and heads with FuncAnimation.save and the same encoder."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt
    from matplotlib.animation import FFMpegWriter, FuncAnimation

    mpl.rcParams["animation.ffmpeg_path"] = command([])[0]
    (entrant,) = made.entrants
    landscape, history = entrant.landscape, entrant.history
    paths = [history.path(run.id).parameters for run in history.runs]
    figure = plt.figure(figsize=(made.size[0] / 100, made.size[1] / 100), dpi=100)
    axes = figure.add_subplot()
    xs = ys = np.linspace(-3.2, 3.2, 400)
    loss = landscape.grid("weight", "bias", xs, ys, np.zeros(2))
    axes.imshow(np.log1p(loss / 0.1), extent=(-3.2, 3.2, -3.2, 3.2), origin="lower", cmap="Greys", aspect="auto")
    axes.contour(xs, ys, loss, levels=contour_levels(loss), colors="grey", linewidths=1)
    axes.set_xlabel("weight w")
    axes.set_ylabel("bias b")
    lines = [axes.plot([], [], lw=2)[0] for _ in paths]
    heads = axes.scatter([path[0, 0] for path in paths], [path[0, 1] for path in paths], s=80, zorder=3)

    def draw(frame: int) -> list[object]:
        step = round(frame / max(count - 1, 1) * STEPS)
        for line, way in zip(lines, paths, strict=True):
            line.set_data(way[: step + 1, 0], way[: step + 1, 1])
        heads.set_offsets([way[step] for way in paths])
        return [*lines, heads]

    animation = FuncAnimation(figure, draw, frames=count, blit=True)  # type: ignore[arg-type]
    animation.save(str(path), writer=FFMpegWriter(fps=60, codec="libx264", extra_args=H264), dpi=100)
    plt.close(figure)


def pillow_gif(made: Film, frames: list[bytes], path: Path) -> None:
    """Write painted frames as a GIF the way that Pillow does it by default."""
    images = [Image.frombuffer("RGB", made.size, frame, "raw", "BGRX") for frame in frames]
    images[0].save(path, save_all=True, append_images=images[1:], duration=round(1000 / made.rate), loop=0)


def psnr(path: Path, made: Film, frames: list[bytes]) -> float:
    """Return how near a GIF's frames are to those painted, in dB."""
    wrong = []
    at = 0.0
    with Image.open(path) as image:
        for shown in ImageSequence.Iterator(image):
            frame = np.frombuffer(frames[min(round(at / 1000 * float(made.rate)), len(frames) - 1)], np.uint8)
            wanted = frame.reshape(made.size[1], made.size[0], 4)[..., 2::-1].astype(float)
            wrong.append(np.mean((np.asarray(shown.convert("RGB"), float) - wanted) ** 2))
            at += shown.info["duration"]
    return float(10 * np.log10(255**2 / np.mean(wrong)))


MEMORY = """\
import sys, threading, psutil
from reluviz import cli
most = 0
done = threading.Event()
def watch():
    global most
    process = psutil.Process()
    while not done.wait(0.05):
        most = max(most, process.memory_info().rss)
watcher = threading.Thread(target=watch)
watcher.start()
status = cli.main(["record", "bias", "-o", sys.argv[1], "--seconds", sys.argv[2], "--fps", sys.argv[3], "--overwrite"])
done.set()
watcher.join()
print(most)
"""


def memory_of(path: Path, seconds: float, fps: float) -> int:
    """Return the most memory that the command takes, without the encoder's, which does not grow."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(path), str(seconds), str(fps)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@contextmanager
def one_core() -> Iterator[None]:
    """Let the encoder have one core alone, as if each of its threads had to wait for the others."""

    def held(arguments: Sequence[str]) -> list[str]:
        return ["taskset", "--cpu-list", "0", *usual(arguments)]

    usual = encoder.command
    encoder.command = globals()["command"] = held
    try:
        yield
    finally:
        encoder.command = globals()["command"] = usual


def told(what: str, ours: str, reference: str, times: float, reach: str) -> None:
    """Print one figure."""
    print(f"{what:<34} {ours:>30}   {reference:<42} {times:6.2f}   {reach}", flush=True)


def rate(count: int, taken: Spent) -> str:
    """Return how many frames a second, and how much of the cores each took."""
    return f"{count / taken.clock:.1f} frames/s, {1e3 * taken.cores / count:.0f} ms of core"


def full_hd(folder: Path) -> None:
    """Compare H.264 in full HD with matplotlib, and with the encoder alone."""
    made = film(FULL_HD, FRAMES)
    painted = frames_of(made)
    alone = [spent(lambda: encode_alone(made, painted, folder / "b.mp4")) for _ in range(2)]
    ours = [spent(lambda: record_to(made, folder / "a.mp4")) for _ in range(2)]
    alone.append(spent(lambda: encode_alone(made, painted, folder / "b.mp4")))
    quick, best = (min(several, key=lambda one: one.clock) for several in (ours, alone))
    painting = spent(lambda: paint_only(made))
    other = spent(lambda: matplotlib_film(made, REFERENCE_FRAMES, folder / "c.mp4"))
    what = f"{FRAMES} frames, 1920×1080, H.264"
    told(what, rate(FRAMES, quick), f"encoder alone {rate(FRAMES, best)}", best.clock / quick.clock, "at least 0.7")
    times = other.clock / REFERENCE_FRAMES / (quick.clock / FRAMES)
    told("", "", f"matplotlib {rate(REFERENCE_FRAMES, other)}", times, "at least 10")
    told("  painting alone", rate(FRAMES, painting), "", quick.clock / painting.clock, "")
    if shutil.which("taskset") is None:
        return
    # Where both share two cores, they can be no quicker than their work together; so once more with a core for each.
    with one_core():
        ours = [spent(lambda: record_to(made, folder / "a.mp4")) for _ in range(2)]
        alone = [spent(lambda: encode_alone(made, painted, folder / "b.mp4")) for _ in range(2)]
    quick, best = (min(several, key=lambda one: one.clock) for several in (ours, alone))
    told("  the encoder on one core", rate(FRAMES, quick), f"encoder alone {rate(FRAMES, best)}",
         best.clock / quick.clock, "")  # fmt: skip


def four_k(folder: Path) -> None:
    """Compare H.264 in 4K with matplotlib."""
    made = film(FOUR_K, FRAMES_4K)
    ours = spent(lambda: record_to(made, folder / "a.mp4"))
    other = spent(lambda: matplotlib_film(made, REFERENCE_FRAMES, folder / "c.mp4"))
    times = other.clock / REFERENCE_FRAMES / (ours.clock / FRAMES_4K)
    what = f"{FRAMES_4K} frames, 3840×2160, H.264"
    told(what, rate(FRAMES_4K, ours), f"matplotlib {rate(REFERENCE_FRAMES, other)}", times, "at least 5")


def gif(folder: Path) -> None:
    """Compare a GIF with Pillow's, of the same painted frames."""
    made = film(SMALL, GIF_FRAMES, 25.0)
    painted = frames_of(made)
    whole = spent(lambda: record_to(made, folder / "a.gif"))
    palette = film_palette(made, lambda: None)
    ours = spent(lambda: encode_alone(made, painted, folder / "x.gif", palette))
    pillow = spent(lambda: pillow_gif(made, painted, folder / "b.gif"))
    what = f"GIF, {GIF_FRAMES} frames, 640×360"
    told(what, f"{whole.clock:.2f} s, painting included", f"Pillow {pillow.clock:.2f} s, writing alone",
         pillow.clock / whole.clock, "")  # fmt: skip
    told("  writing alone", f"{ours.clock:.2f} s", f"Pillow {pillow.clock:.2f} s", pillow.clock / ours.clock,
         "at least 8")  # fmt: skip
    sizes = [(folder / which).stat().st_size / 1e6 for which in ("a.gif", "b.gif")]
    told("  size", f"{sizes[0]:.2f} MB", f"Pillow {sizes[1]:.2f} MB", sizes[1] / sizes[0], "at least 10")
    likeness = [psnr(folder / which, made, painted) for which in ("a.gif", "b.gif")]
    told("  PSNR", f"{likeness[0]:.1f} dB", f"Pillow {likeness[1]:.1f} dB", likeness[0] / likeness[1], "more than 1")


def memory(folder: Path) -> None:
    """Compare the memory of an hour's film with that of a minute's."""
    minute, hour = memory_of(folder / "m.mp4", 60, 1), memory_of(folder / "h.mp4", 3600, 1)
    told("memory, an hour at 1 frame/s", f"{hour / 1e6:.0f} MB", f"a minute {minute / 1e6:.0f} MB", hour / minute,
         "at most 1.1")  # fmt: skip


def window_gaps(folder: Path) -> None:
    """Compare the window's longest gaps while it records with those while it only plays the same training."""
    for name in ("puzzle", "bias", "width/one"):
        found = film_gaps.gaps(name, folder)
        for what, ours in (("preview", found.preview), ("recording while it plays", found.recording)):
            told(f"{name}: longest gap, {what}", f"{ours:.0f} ms", f"playing alone {found.playing:.0f} ms",
                 ours / found.playing, "at most 50 ms")  # fmt: skip


def main() -> None:
    """Print all figures, or those that are named."""
    app = qt_application()
    print(f"{psutil.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; the best of some tries")
    with tempfile.TemporaryDirectory() as name:
        every = {each.__name__: each for each in (full_hd, four_k, gif, memory, window_gaps)}
        for each in sys.argv[1:] or every:
            every[each](Path(name))
    app.quit()


def paint_only(made: Film) -> None:
    """Paint all frames, and write none."""
    painter = FilmPainter(made)
    image = QImage(*made.size, QImage.Format.Format_RGB32)
    for frame in range(made.plan.count):
        painter.show(made.plan.step(frame))
        painter.paint(image)
    painter.close()


if __name__ == "__main__":
    main()
