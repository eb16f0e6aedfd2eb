"""From codes to the layout, its level of detail, tiles and the viewer's data."""
