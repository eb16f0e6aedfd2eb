"""The networks, how they are trained, and what they answer."""
