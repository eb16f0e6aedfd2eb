"""The processes that train one network together, as `torchrun` starts them: one for each card.

Every process composes the same batch, learns from its share of it, and averages gradients with the
others before each change of the weights, so that all of them keep the same weights throughout.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import distributed, nn

PATIENCE = timedelta(hours=1)  # for the others, who wait while the first judges


@dataclass(frozen=True)
class Ranks:
    """The number of this process and how many there are; alone, the first of one."""

    number: int = 0
    count: int = 1

    @property
    def first(self) -> bool:
        """Whether this is the process that judges, reports and writes."""
        return self.number == 0

    def share(self, batch: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        """Return this process's share of a batch: of each tensor, equally many in a row.

        Raises `ValueError` if a tensor's first dimension cannot be shared out equally.
        """
        if self.count == 1:
            return batch
        if any(len(tensor) % self.count for tensor in batch):
            sizes = ", ".join(str(len(tensor)) for tensor in batch)
            raise ValueError(f"{self.count} processes cannot share {sizes} samples out equally")
        return tuple(tensor.chunk(self.count)[self.number].contiguous() for tensor in batch)

    def average(self, parameters: Iterable[nn.Parameter]) -> None:
        """Replace gradients by their mean over all processes."""
        if self.count == 1:
            return
        gradients = [one.grad for one in parameters if one.grad is not None]
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        distributed.all_reduce(flat)
        flat /= self.count
        for gradient, mean in zip(
            gradients, flat.split([g.numel() for g in gradients]), strict=True
        ):
            gradient.copy_(mean.view_as(gradient))

    def agreed(self, value: float) -> float:
        """Return the first process's value, after all have come this far."""
        if self.count == 1:
            return value
        told = torch.tensor([value], dtype=torch.float64)
        told = told.cuda() if distributed.get_backend() == "nccl" else told
        distributed.broadcast(told, 0)
        return float(told.item())


@contextmanager
def together() -> Iterator[Ranks]:
    """Join the processes that `torchrun` started with this one, if it did, until the end."""
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        yield Ranks()
        return
    cards = torch.cuda.is_available()
    if cards:
        torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
    distributed.init_process_group("nccl" if cards else "gloo", timeout=PATIENCE)
    try:
        yield Ranks(distributed.get_rank(), count)
        distributed.barrier()  # none leaves while another still listens
    finally:
        distributed.destroy_process_group()


def in_step(network: nn.Module) -> nn.Module:
    """Return the network with batch statistics taken over all processes, where cards allow it."""
    if torch.cuda.is_available():
        return nn.SyncBatchNorm.convert_sync_batchnorm(network)
    return network
