"""What the networks learn from: composed, drawn and real specimens."""
