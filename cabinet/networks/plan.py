"""How long and how fast a network is trained."""

import math
from dataclasses import dataclass

WARM_UP = 500  # steps, where no end is set


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train. With neither steps nor minutes (0), until stopped.

    `bf16` is used only where the machine computes faster in it. `patience` counts the judgements
    that bring nothing better, after which the training ends (0: never).
    """

    steps: int = 20_000
    minutes: float = math.inf
    learning_rate: float = 2e-3
    weight_decay: float = 1e-2
    warm_up: float = 0.03
    averaging: float = 0.998
    judge_every: int = 500
    patience: int = 20
    bf16: bool = True
    seed: int = 0
    compiled: bool = False

    def progress(self, step: int, elapsed: float) -> float | None:
        """Return which part of the training is over; None where no end is set."""
        bounded = 0 < self.minutes < math.inf
        shares = [step / self.steps] if self.steps else []
        shares += [elapsed / (60 * self.minutes)] if bounded else []
        return max(shares, default=None)

    def rate(self, step: int, elapsed: float) -> float:
        """Return the learning rate: a linear warm-up, then a cosine to a hundredth, if it ends."""
        progress = self.progress(step, elapsed)
        if progress is None:
            return self.learning_rate * min(1.0, (step + 1) / WARM_UP)
        if progress < self.warm_up:
            return self.learning_rate * (progress + 1e-3) / (self.warm_up + 1e-3)
        turn = (min(progress, 1.0) - self.warm_up) / (1 - self.warm_up)
        return self.learning_rate * (0.01 + 0.99 * (1 + math.cos(math.pi * turn)) / 2)

    def forecast(self, step: int, elapsed: float) -> str:
        """Return how many minutes are left, in words; nothing where no end is set."""
        progress = self.progress(step, elapsed)
        if not progress:
            return ""
        return f", {elapsed * (1 / min(progress, 1.0) - 1) / 60:.0f} min left"
