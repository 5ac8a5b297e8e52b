"""The formats of films: what their names end with, what they can hold, and how ffmpeg writes them; any thread."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reluviz.language import marked, translate
from reluviz.scene.theme import LIGHT

FRAME_NAME = "frame-%05d.png"
"""What the pictures in a folder are called, counted from 0."""

SNIPPET_NAME = "animation.tex"
"""What lies beside them: the lines that play them in a LaTeX document."""


MOST_PIXELS = 264_000_000
"""How many pixels ffmpeg takes in a picture of sides that are allowed: it wants (width + 128) (height + 128) < 2²⁸."""

MOST_VP9_PIXELS = 16_384 * 8192
"""For these libvpx takes 14 GB already; with twice as many the system ends it."""


def is_frame_name(name: str) -> bool:
    """Tell whether a picture in a folder may have this name."""
    return re.fullmatch(r"frame-[0-9]{5,}\.png", name) is not None


@dataclass(frozen=True, slots=True)
class Raw:
    """The frames that an encoder is given, one after the other without anything between.

    Attributes
    ----------
    size
        Width and height in pixels.
    rate
        Frames a second, as ffmpeg reads it, such as ``30000/1001``.
    has_alpha
        Whether the fourth byte of a pixel, after blue, green and red, is its opacity (not multiplied in).
    palette
        The colours of a GIF, as the bytes of a PNG; empty for other formats.
    has_planes
        Whether they come as `reluviz.recording.planes` makes them, instead of as pixels.
    """

    size: tuple[int, int]
    rate: str
    has_alpha: bool
    palette: bytes = b""
    has_planes: bool = False

    @property
    def arguments(self) -> list[str]:
        """The arguments that have ffmpeg read them from its standard input."""
        size = f"{self.size[0]}x{self.size[1]}"
        order = "yuv420p" if self.has_planes else "bgra" if self.has_alpha else "bgr0"
        frames = ["-f", "rawvideo", "-pix_fmt", order, "-s", size, "-framerate", self.rate, "-i", "pipe:0"]
        if not self.palette:
            return frames
        return [*frames, "-f", "png_pipe", "-i", f"data:image/png;base64,{base64.b64encode(self.palette).decode()}"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes
    ----------
    suffix
        What a file's name ends with; empty: a folder.
    what
        Its name in words: English, marked for translation.
    kind
        Who writes it: ``"encoder"`` (ffmpeg), ``"folder"`` (ffmpeg, a picture a frame), ``"pages"`` (Qt), or
        ``"slides"`` (ffmpeg, put into a presentation).
    arguments
        What tells ffmpeg how, between its input and the file.
    keeps_alpha
        Whether it can hold what lets through what is behind.
    is_even
        Whether it needs even sides.
    most_fps
        How many frames a second it can show at most; 0: any number.
    largest
        How long a side may be, in pixels.
    most_pixels
        How many pixels a picture may have; 0: any number.
    """

    suffix: str
    what: str
    kind: str
    arguments: Callable[[Raw], list[str]]
    keeps_alpha: bool = True
    is_even: bool = False
    most_fps: int = 0
    largest: int = 16_384
    most_pixels: int = MOST_PIXELS

    def holds(self, size: tuple[int, int]) -> bool:
        """Tell whether pictures may be so large."""
        return max(size) <= self.largest and (not self.most_pixels or size[0] * size[1] <= self.most_pixels)

    def shown_what(self) -> str:
        """Return its name in words, in the language that is spoken."""
        return translate("Format", self.what)


BT709 = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]

SCALE = "scale=in_range=pc:out_range=tv:out_color_matrix=bt709"

TAGS = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,setsar=1"
"""What players are told: else they guess from the size."""


def _to_yuv(raw: Raw, pixels: str) -> str:
    """Return the filters that make films of frames."""
    return TAGS if raw.has_planes else f"{SCALE},format={pixels},{TAGS}"


def _h264(raw: Raw) -> list[str]:
    video = ["-c:v", "libx264", "-profile:v", "high", "-preset", "veryfast", "-crf", "18"]
    return ["-vf", _to_yuv(raw, "yuv420p"), *video, *BT709, "-movflags", "+faststart", "-f", "mp4"]


def _vp9(raw: Raw) -> list[str]:
    pixels = "yuva420p" if raw.has_alpha else "yuv420p"
    quality = ["-c:v", "libvpx-vp9", "-crf", "20", "-b:v", "0", "-deadline", "realtime", "-cpu-used", "5"]
    threads = ["-row-mt", "1", "-tile-columns", "2", "-auto-alt-ref", "0"]
    return ["-vf", _to_yuv(raw, pixels), *quality, *threads, *BT709, "-f", "webm"]


MATTE = LIGHT.window
"""What the soft edges of a GIF without a ground are mixed with: the ground of the light theme."""

LEAST_ALPHA = 32
"""Below it, of 255, a pixel of such a GIF is left out; the others are opaque."""


def matted(raw: Raw) -> str:
    """Return the filters that have frames know only pixels that are opaque, or not there: all that a GIF can hold.

    Lines would become dashes, and letters crumble, if their soft edges were cut where half of a pixel is covered.
    """
    if not raw.has_alpha:
        return "null"
    ground = f"color=c=0x{MATTE.lstrip('#')}:s={raw.size[0]}x{raw.size[1]}:r={raw.rate},format=gbrp"
    mask = f"alphaextract,lut=y='if(lt(val,{LEAST_ALPHA}),0,255)'"
    over = "[ground][over]overlay=format=gbrp:shortest=1,format=gbrp[flat]"
    return f"split[over][soft];{ground}[ground];[soft]{mask}[mask];{over};[flat][mask]alphamerge,format=bgra"


def _gif(raw: Raw) -> list[str]:
    # Dithering would change all the pixels of what stands still, in every frame.
    use = "paletteuse=dither=none:diff_mode=rectangle" + (":alpha_threshold=128" if raw.has_alpha else "")
    return ["-lavfi", f"[0:v]{matted(raw)}[frames];[frames][1:v]{use}", "-loop", "0", "-f", "gif"]


def _webp(raw: Raw) -> list[str]:
    pixels = "bgra" if raw.has_alpha else "bgr0"
    return ["-c:v", "libwebp_anim", "-pix_fmt", pixels, "-lossless", "1", "-compression_level", "2", "-loop", "0",
            "-f", "webp"]  # fmt: skip


def _apng(raw: Raw) -> list[str]:
    return ["-c:v", "apng", "-pix_fmt", "rgba" if raw.has_alpha else "rgb24", "-plays", "0", "-f", "apng"]


def _pngs(raw: Raw) -> list[str]:
    pixels = "rgba" if raw.has_alpha else "rgb24"
    return ["-c:v", "png", "-pix_fmt", pixels, "-pred", "mixed", "-start_number", "0", "-f", "image2"]


FORMATS = {
    made.suffix: made
    for made in (
        Format(".mp4", "H.264", "encoder", _h264, keeps_alpha=False, is_even=True),
        Format(".webm", "VP9", "encoder", _vp9, is_even=True, most_pixels=MOST_VP9_PIXELS),
        Format(".gif", "GIF", "encoder", _gif, most_fps=50),
        Format(".webp", marked("Format", "animated WebP"), "encoder", _webp, largest=16_383),
        Format(".apng", marked("Format", "animated PNG"), "encoder", _apng),
        Format(".pptx", "PowerPoint", "slides", _h264, keeps_alpha=False, is_even=True),
        Format(".pdf", "PDF", "pages", lambda raw: [], most_pixels=0),
        Format("", marked("Format", "PNG pictures"), "folder", _pngs),
    )
}
"""Every format by what its files end with. Frame times of a GIF below 20 ms are played slower than they say."""


def format_of(name: str) -> Format | None:
    """Return the format that a file's name asks for: a folder where it ends with a slash; None: no format has it."""
    if name.endswith(("/", "\\")) or Path(name).is_dir():
        return FORMATS[""]
    suffix = Path(name).suffix.lower()
    return FORMATS.get(suffix) if suffix else None
