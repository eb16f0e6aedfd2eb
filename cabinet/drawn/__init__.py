"""The embedded collection: drawn specimens, their photographs, their export, a local museum."""
