"""What people say that a specimen is, and which specimens they leave out of the map."""

from pathlib import Path

from cabinet import listings


def excluded(path: Path) -> set[str]:
    """Return the images that people exclude."""
    return {image for image, (is_out,) in listings.cells(path, "excluded").items() if is_out == "1"}
