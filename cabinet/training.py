"""The one training loop of all networks: seeded, judged, resumable.

Each step's batch is a function of the step alone, so a resumed run needs no state of a loader:
given the same number of steps it goes on exactly as the run that was not interrupted.
"""

import copy
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from tqdm import tqdm

from cabinet import checkpoints, files

Batch = tuple[torch.Tensor, ...]


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

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


@dataclass(frozen=True)
class Report:
    """What came of a training: steps taken, best held-out figure and why it ended."""

    steps: int
    best: float
    ending: str


@dataclass
class _State:
    network: nn.Module
    average: nn.Module
    optimiser: torch.optim.Optimizer
    step: int = 0
    elapsed: float = 0.0
    best: float = -math.inf
    worse: int = 0


def fit(
    network: nn.Module,
    *,
    batch: Callable[[int], Batch],
    loss: Callable[[nn.Module, Batch], torch.Tensor],
    judge: Callable[[nn.Module], float],
    weights: Path,
    plan: Plan,
    fresh: bool = False,
    facts: dict[str, str] | None = None,
) -> Report:
    """Train a network and keep the weights that do best on held-out samples.

    `batch(step)` returns tensors (first dimension = sample) and depends on nothing but the step;
    `loss(network, batch)` is minimised; `judge(network)` is a held-out figure, higher is better.
    The averaged weights are judged and written to `weights` whenever they beat the best so far;
    beside it a `.training.pt` keeps all state, from which an interrupted training goes on.
    Without one, training starts from `weights` if it exists, unless `fresh`. Ctrl-C ends it well.
    """
    path = weights.with_suffix(".training.pt")
    state = _begin(network, path, weights, plan, fresh)
    told = facts or {}
    ending = "all steps taken"
    start = time.monotonic() - state.elapsed
    bar = tqdm(total=plan.steps, initial=state.step, unit="step", smoothing=0.05)
    try:
        for tensors in _ahead(batch, state.step, plan.steps):
            rate = _rate(plan, _progress(plan, state))
            value = _learn(state, tensors, loss, rate=rate, plan=plan)
            state.elapsed = time.monotonic() - start
            bar.update()
            last = state.step == plan.steps or state.elapsed > 60 * plan.minutes
            if state.step % plan.judge_every == 0 or last:
                _judge(state, judge, weights, told)
                _keep(state, path)
                tqdm.write(f"step {state.step} loss {value:.4f} best {state.best:.4f}")
            bar.set_postfix(loss=f"{value:.4f}", best=f"{state.best:.4f}", refresh=False)
            if state.worse > plan.patience:
                ending = "no longer improving"
                break
            if last:
                break
    except KeyboardInterrupt:
        ending = "stopped by hand"
        _keep(state, path)
    bar.close()
    return Report(state.step, state.best, ending)


def _begin(network: nn.Module, path: Path, weights: Path, plan: Plan, fresh: bool) -> _State:
    torch.manual_seed(plan.seed)
    place = checkpoints.device()
    if not fresh and not path.exists() and weights.exists():
        network.load_state_dict(checkpoints.load(weights, type(network), "cpu").state_dict())
    network.to(place, memory_format=torch.channels_last).train()
    decayed = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim <= 1]
    groups = [
        {"params": decayed, "weight_decay": plan.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, lr=plan.learning_rate)
    average = copy.deepcopy(network).eval().requires_grad_(False)
    state = _State(network, average, optimiser)
    if path.exists() and not fresh:
        kept = torch.load(path, map_location=place, weights_only=True)
        for name in ("network", "average", "optimiser"):
            getattr(state, name).load_state_dict(kept[name])
        for name in ("step", "elapsed", "best", "worse"):
            setattr(state, name, kept[name])
        torch.set_rng_state(kept["random"].cpu())
    return state


def _keep(state: _State, path: Path) -> None:
    kept: dict[str, Any] = {
        name: getattr(state, name).state_dict() for name in ("network", "average", "optimiser")
    }
    kept |= {name: getattr(state, name) for name in ("step", "elapsed", "best", "worse")}
    kept["random"] = torch.get_rng_state()
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.atomic(path) as part:
        torch.save(kept, part)


def _ahead(batch: Callable[[int], Batch], first: int, end: int) -> Iterator[Batch]:
    """Compose the next batches in a thread while the network learns from this one."""
    with ThreadPoolExecutor(1) as pool:
        waiting = [pool.submit(batch, step) for step in range(first, min(first + 3, end))]
        for step in range(first, end):
            ready = waiting.pop(0).result()
            if step + 3 < end:
                waiting.append(pool.submit(batch, step + 3))
            try:
                yield ready
            except GeneratorExit:
                for future in waiting:
                    future.cancel()
                raise


def _learn(
    state: _State,
    tensors: Batch,
    loss: Callable[[nn.Module, Batch], torch.Tensor],
    *,
    rate: float,
    plan: Plan,
) -> float:
    place = next(state.network.parameters()).device
    for group in state.optimiser.param_groups:
        group["lr"] = rate
    moved = tuple(_placed(tensor, place) for tensor in tensors)
    with torch.autocast(place.type, torch.bfloat16, enabled=plan.bf16):
        value = loss(state.network, moved)
    state.optimiser.zero_grad(set_to_none=True)
    value.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.network.parameters(), 1.0)
    state.optimiser.step()
    state.step += 1
    _average(state, min(plan.averaging, (1 + state.step) / (10 + state.step)))
    return float(value.detach())


def _placed(tensor: torch.Tensor, place: torch.device) -> torch.Tensor:
    if tensor.ndim == 4:
        return tensor.to(place, memory_format=torch.channels_last)
    return tensor.to(place)


def _average(state: _State, decay: float) -> None:
    new, old = state.network.state_dict(), state.average.state_dict()
    moving = [name for name, value in old.items() if value.is_floating_point()]
    with torch.no_grad():
        torch._foreach_lerp_([old[n] for n in moving], [new[n] for n in moving], 1 - decay)
        for name in old.keys() - set(moving):
            old[name].copy_(new[name])


def _judge(
    state: _State, judge: Callable[[nn.Module], float], weights: Path, facts: dict[str, str]
) -> None:
    with torch.inference_mode():
        figure = judge(state.average)
    if figure > state.best:
        state.best, state.worse = figure, 0
        checkpoints.save(weights, state.average, metric=figure, steps=state.step, **facts)
    else:
        state.worse += 1


def _progress(plan: Plan, state: _State) -> float:
    return max(state.step / plan.steps, state.elapsed / (60 * plan.minutes))


def _rate(plan: Plan, progress: float) -> float:
    """Linear warm-up, then a cosine down to a hundredth."""
    if progress < plan.warm_up:
        return plan.learning_rate * (progress + 1e-3) / (plan.warm_up + 1e-3)
    turn = (min(progress, 1.0) - plan.warm_up) / (1 - plan.warm_up)
    return plan.learning_rate * (0.01 + 0.99 * (1 + math.cos(math.pi * turn)) / 2)
