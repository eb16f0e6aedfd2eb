"""Datasets out of a collection: chosen, split, balanced and audited by a recipe."""
