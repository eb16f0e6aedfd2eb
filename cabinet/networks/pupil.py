"""A network that is learning, with all that it needs to go on learning after an interruption."""

import copy
import math
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from cabinet import files
from cabinet.networks import checkpoints

MODULES = ("network", "average", "optimiser")
NUMBERS = ("step", "elapsed", "best", "worse", "losses")


@dataclass
class Pupil:
    """A network, the running average of its weights, and how far it has come.

    The randomness of a step and its learning rate follow from the step's number (the rate of a
    training that is bounded by minutes also from the time), so they need not be kept.
    """

    network: nn.Module
    average: nn.Module
    optimiser: torch.optim.Optimizer
    step: int = 0
    elapsed: float = 0.0  # seconds
    best: float = -math.inf
    worse: int = 0  # judgements since the best
    losses: float = 0.0  # their sum since the last judgement

    @classmethod
    def new(cls, network: nn.Module, *, learning_rate: float, weight_decay: float) -> "Pupil":
        """Return a network about to learn; biases and norms are not drawn to zero."""
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        network.train()
        groups: list[dict[str, Any]] = [
            {"params": [p for p in network.parameters() if p.ndim > 1]},
            {"params": [p for p in network.parameters() if p.ndim <= 1], "weight_decay": 0.0},
        ]
        optimiser = torch.optim.AdamW(groups, lr=learning_rate, weight_decay=weight_decay)
        average = copy.deepcopy(network).eval().requires_grad_(False)
        return cls(network, average, optimiser)

    def keep(self, path: Path) -> None:
        """Write everything down, whole or not at all."""
        kept: dict[str, Any] = {name: getattr(self, name).state_dict() for name in MODULES}
        kept |= {name: getattr(self, name) for name in NUMBERS}
        with files.atomic(path) as part:
            torch.save(kept, part)

    def go_on(self, path: Path) -> None:
        """Become what was kept. Raises `UnusableWeightsError` if that is torn or of another."""
        place = next(self.network.parameters()).device
        try:
            found = torch.load(path, map_location=place, weights_only=True)
            for name in MODULES:
                getattr(self, name).load_state_dict(found[name])
            for name in NUMBERS:
                setattr(self, name, found.get(name, 0.0) if name == "losses" else found[name])
        except (RuntimeError, ValueError, LookupError, EOFError, pickle.UnpicklingError) as error:
            raise checkpoints.UnusableWeightsError(
                f"{path} is torn, or of another network: delete it to begin from the weights that "
                "are there, or use --fresh to begin from nothing."
            ) from error

    def follow(self, decay: float) -> None:
        """Let the average follow the network: `decay` of it stays, the rest is new."""
        new, old = self.network.state_dict(), self.average.state_dict()
        moving = [name for name, value in old.items() if value.is_floating_point()]
        with torch.no_grad():
            torch._foreach_lerp_([old[n] for n in moving], [new[n] for n in moving], 1 - decay)
            for name in old.keys() - set(moving):
                old[name].copy_(new[name])
