"""What the networks learn from: composed, drawn and real specimens."""

from pathlib import Path

LABELS = Path(__file__).resolve().parents[2] / "trained_models" / "labels"  # ours, CC0
CORRECTED = LABELS / "corrected_outlines.json"  # of held-out photographs, antennae and all
