"""Pictures as a page shows them: turned upright, without what the camera wrote, in a few sizes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from ritrovo.practices.campaigns.errors import PictureUnreadable
from ritrovo.practices.campaigns.models import Picture
from ritrovo.practices.campaigns.stories import clean_story

FORMATS: Final = ("JPEG", "PNG", "WEBP")
# A modern phone's picture has 12 to 50 million pixels; more would fill the server's memory.
MOST_PIXELS: Final = 60_000_000
MOST_BYTES: Final = 20 * 1024 * 1024
WHOLE: Final = 1600
SMALLER: Final = (480, 960)
FOLDER: Final = "campaigns"

_MARK: Final = re.compile(r"(?:<(p|div)>)?\s*\[foto (\d+)\]\s*(?:</\1>)?", re.IGNORECASE)
# A picture written inside bold words leaves them empty on its other side.
_EMPTY: Final = re.compile(r"<(strong|em|b|i|del|a|p)(?:\s[^>]*)?>\s*(?:<br\s*/?>)?\s*</\1>")
_PLACED: Final = re.compile(r'<figure>\s*<img[^>]*src="([^"]+)"[^>]*>\s*</figure>')


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a picture's sizes are: the whole one, and the lists a page lets the browser choose."""

    url: str
    webp: str
    jpeg: str


def upright(file: BinaryIO) -> Image.Image:
    """Read a picture as people see it, at most 1,600 px wide or high. Raises PictureUnreadable."""
    try:
        picture = Image.open(file, formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise PictureUnreadable(
                _("Questa foto è troppo grande: salvala più piccola e riprova.")
            )
        turned = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise PictureUnreadable from error
    turned.thumbnail((WHOLE, WHOLE))
    return _opaque(turned)


def write(picture_id: UUID, image: Image.Image) -> str:
    """Keep a picture in all its sizes; the name of the whole one."""
    for name, scaled, kind in _renditions(picture_id, image):
        kept = default_storage.save(name, ContentFile(_encoded(scaled, kind)))
        if kept != name:
            raise RuntimeError(f"{name} was there already.")
    return f"{FOLDER}/{picture_id}.jpg"


def erase(picture_id: UUID) -> None:
    """Remove every size of a picture."""
    for name in (f"{FOLDER}/{picture_id}.jpg", *_smaller_names(picture_id)):
        default_storage.delete(name)


def sources(picture: Picture) -> Sources:
    """Give the addresses of a picture's sizes. No query."""
    base = picture.file.url.removesuffix(".jpg")
    widths = [wide for wide in SMALLER if wide < picture.width]
    webp = [f"{base}-{wide}.webp {wide}w" for wide in widths]
    jpeg = [f"{base}-{wide}.jpg {wide}w" for wide in widths]
    return Sources(
        picture.file.url,
        ", ".join([*webp, f"{base}-{WHOLE}.webp {picture.width}w"]),
        ", ".join([*jpeg, f"{picture.file.url} {picture.width}w"]),
    )


def smaller_url(picture: Picture) -> str:
    """Give the address of a picture's size for a card, WebP. No query."""
    base = picture.file.url.removesuffix(".jpg")
    wide = SMALLER[-1] if picture.width > SMALLER[-1] else WHOLE
    return f"{base}-{wide}.webp"


def told(story: str, pictures: Iterable[Picture]) -> str:
    """Give a story as pages show it: cleaned, with its pictures where it says `[foto 2]`."""
    shown = clean_story(placed(clean_story(story), pictures))
    while (tidier := _EMPTY.sub("", shown)) != shown:
        shown = tidier
    return shown


def placed(story: str, pictures: Iterable[Picture]) -> str:
    """Put pictures into a story where it says `[foto 2]`; the second is the second by order."""
    by_number = dict(enumerate(pictures, start=1))

    def figure(mark: re.Match[str]) -> str:
        picture = by_number.get(int(mark[2]))
        return mark[0] if picture is None else _figure(picture)

    return _MARK.sub(figure, story)


def marked(story: str, pictures: Iterable[Picture]) -> str:
    """Write `[foto 2]` where a story shows its pictures, as its author edits it."""
    numbers = {picture.file.url: number for number, picture in enumerate(pictures, start=1)}

    def mark(figure: re.Match[str]) -> str:
        number = numbers.get(figure[1])
        return f"<p>[foto {number}]</p>" if number else ""

    return _PLACED.sub(mark, story)


def _figure(picture: Picture) -> str:
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}"></figure>',
        picture.file.url,
        picture.alternative,
        str(picture.width),
        str(picture.height),
    )


def _opaque(image: Image.Image) -> Image.Image:
    """Lay what is transparent on white: JPEG knows no transparency."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")


def _renditions(picture_id: UUID, image: Image.Image) -> Iterator[tuple[str, Image.Image, str]]:
    yield f"{FOLDER}/{picture_id}.jpg", image, "JPEG"
    yield f"{FOLDER}/{picture_id}-{WHOLE}.webp", image, "WEBP"
    for wide in SMALLER:
        if wide < image.width:
            scaled = image.resize((wide, max(1, image.height * wide // image.width)))
            yield f"{FOLDER}/{picture_id}-{wide}.jpg", scaled, "JPEG"
            yield f"{FOLDER}/{picture_id}-{wide}.webp", scaled, "WEBP"


def _smaller_names(picture_id: UUID) -> list[str]:
    sizes = [f"{FOLDER}/{picture_id}-{WHOLE}.webp"]
    for wide in SMALLER:
        sizes += [f"{FOLDER}/{picture_id}-{wide}.{ending}" for ending in ("jpg", "webp")]
    return sizes


def _encoded(image: Image.Image, kind: str) -> bytes:
    """Write a picture anew: place, camera and moment, which EXIF keeps, are not carried over."""
    out = BytesIO()
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    clean.save(
        out,
        kind,
        quality=82,
        **({"progressive": True, "optimize": True} if kind == "JPEG" else {"method": 4}),
    )
    return out.getvalue()
