"""From photographs to cutouts and thumbnails."""
