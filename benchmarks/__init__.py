"""Measures Cabinet beside what one would use instead; see docs/reference/costs.md."""
