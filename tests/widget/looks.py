"""Pictures of the widget beside the pictures that were looked at and kept in `references/`.

Letters differ a little between machines and versions of a browser, so blocks of 8 × 8 pixels are compared by their mean
colour, and some may differ. `UPDATE_LOOKS=1` writes the references anew: look at each of them before they are kept.
"""

import io
import os
from pathlib import Path

import numpy as np
from PIL import Image

REFERENCES = Path(__file__).with_name("references")
UPDATE = "UPDATE_LOOKS"
_BLOCK = 8
#: How much the mean of a block may differ (of 255) before the block is another one, and the share of such blocks.
_LEVELS, _SHARE = 16, 0.01


def taken(page):
    """Return what a page looks like now, as RGB pixels (height, width, 3)."""
    return pixels(page.screenshot(animations="disabled", caret="hide", scale="css"))


def pixels(png):
    """Return the RGB pixels of a PNG."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=np.float32)


def differing(one, other):
    """Return which share of the blocks differs, from 0 to 1; 1 for pictures of different sizes."""
    if one.shape != other.shape:
        return 1.0
    return float((np.abs(_blocks(one) - _blocks(other)).max(axis=2) > _LEVELS).mean())


def _blocks(picture):
    height, width = (size - size % _BLOCK for size in picture.shape[:2])
    shape = (height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK, 3)
    return picture[:height, :width].reshape(shape).mean(axis=(1, 3))


def compare(name, picture, folder):
    """Return None when `picture` looks like the reference `name`, else what to do; `folder` gets the new picture.

    Where `UPDATE_LOOKS` is set, the picture becomes the reference.
    """
    reference = REFERENCES / f"{name}.png"
    if os.environ.get(UPDATE):
        _keep(picture, reference)
        return None
    if not reference.exists():
        return f"{name}: no reference; {UPDATE}=1 writes it"
    share = differing(picture, pixels(reference.read_bytes()))
    if share <= _SHARE:
        return None
    seen = folder / f"{name}.png"
    _keep(picture, seen)
    return f"{name}: {share:.1%} of the blocks differ; see {seen}, and if it is right, write it with {UPDATE}=1"


def _keep(picture, path):
    """Write a picture with 64 colours, which is enough to see everything, in few bytes."""
    path.parent.mkdir(exist_ok=True)
    image = Image.fromarray(picture.astype(np.uint8))
    image.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
