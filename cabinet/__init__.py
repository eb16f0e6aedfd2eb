"""Cabinet: a zoomable map of every specimen in a museum collection."""

__version__ = "0.1.0"
