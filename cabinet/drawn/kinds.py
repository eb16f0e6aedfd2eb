"""Names for kinds of arrays. OpenCV promises only arrays, so the element types are words here."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

Bytes = NDArray[Any]
"""uint8 pictures and planes."""
Floats = NDArray[Any]
"""float32 pictures, planes and gains."""
Points = NDArray[Any]
"""float64 points (..., 2) or rows of numbers."""
Pixels = NDArray[Any]
"""int32 points in pixels, fixed point."""
Colour = tuple[int, int, int]
"""RGB, 0..255."""
