"""The one training loop of all networks: seeded, judged, resumable.

Each step's batch is a function of the step alone: a resumed run goes on as if never interrupted.
"""

import copy
import math
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from tqdm import tqdm

from cabinet import files
from cabinet.networks import checkpoints

Batch = tuple[torch.Tensor, ...]
Loss = Callable[[nn.Module, Batch], torch.Tensor]
AHEAD = 3  # batches composed while the network learns


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


def fit(  # noqa: PLR0913 - all by name
    network: nn.Module,
    *,
    batch: Callable[[int], Batch],
    loss: Loss,
    judge: Callable[[nn.Module], float],
    weights: Path,
    plan: Plan,
    fresh: bool = False,
    facts: dict[str, str] | None = None,
    result: Path | None = None,
) -> Report:
    """Train a network and keep the weights that do best on held-out samples.

    `batch(step)` returns tensors (first dimension = sample) and depends on nothing but the step;
    `loss(network, batch)` is minimised; `judge(network)` is a held-out figure, higher is better.
    The averaged weights are judged and written to `weights` whenever they beat the best so far;
    beside it a `.training.pt` keeps all state, from which a stopped training goes on. Without one,
    training starts from `weights` if it exists, unless `fresh`. Ctrl-C ends it well. `result` gets
    a copy of the weights at the end.
    """
    kept = weights.with_suffix(".training.pt")
    state = _begin(network, kept, weights, plan=plan, fresh=fresh)
    if state.step == 0 and weights.exists() and not fresh:
        state.best = judge(state.average)

    def pause(value: float) -> bool:
        """Judge and keep what was learnt; return whether to go on."""
        with torch.inference_mode():
            figure = judge(state.average)
        state.worse += 1
        if figure > state.best:
            state.best, state.worse = figure, 0
            checkpoints.save(
                weights, state.average, metric=figure, steps=state.step, **(facts or {})
            )
        _keep(state, kept)
        tqdm.write(f"step {state.step}  loss {value:.4f}  judged {figure:.4f}  {state.best:.4f}")
        return state.worse <= plan.patience

    try:
        ending = _teach(state, batch, loss, plan=plan, pause=pause)
        kept.unlink(missing_ok=True)
    except KeyboardInterrupt:
        _keep(state, kept)
        ending = "stopped by hand"
    if result and weights.exists():
        shutil.copyfile(weights, result)
    return Report(state.step, state.best, ending)


def _begin(network: nn.Module, kept: Path, weights: Path, *, plan: Plan, fresh: bool) -> _State:
    torch.manual_seed(plan.seed)
    place = checkpoints.device()
    if not fresh and not kept.exists() and weights.exists():
        network.load_state_dict(checkpoints.load(weights, type(network), "cpu").state_dict())
    network.to(place)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    network.train()
    groups: list[dict[str, Any]] = [
        {"params": [p for p in network.parameters() if p.ndim > 1]},
        {"params": [p for p in network.parameters() if p.ndim <= 1], "weight_decay": 0.0},
    ]
    rate, decay = plan.learning_rate, plan.weight_decay
    optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=decay)
    average = copy.deepcopy(network).eval().requires_grad_(False)
    state = _State(network, average, optimiser)
    if kept.exists() and not fresh:
        found = torch.load(kept, map_location=place, weights_only=True)
        for name in ("network", "average", "optimiser"):
            getattr(state, name).load_state_dict(found[name])
        for name in ("step", "elapsed", "best", "worse"):
            setattr(state, name, found[name])
        torch.set_rng_state(found["random"].cpu())
    return state


def _keep(state: _State, path: Path) -> None:
    kept: dict[str, Any] = {
        name: getattr(state, name).state_dict() for name in ("network", "average", "optimiser")
    }
    kept |= {name: getattr(state, name) for name in ("step", "elapsed", "best", "worse")}
    kept["random"] = torch.get_rng_state()
    with files.atomic(path) as part:
        torch.save(kept, part)


def _teach(
    state: _State,
    batch: Callable[[int], Batch],
    loss: Loss,
    *,
    plan: Plan,
    pause: Callable[[float], bool],
) -> str:
    """Learn from batch after batch until the plan ends or nothing improves; say which."""
    start = time.monotonic() - state.elapsed
    with tqdm(total=plan.steps, initial=state.step, unit="step", smoothing=0.05) as bar:
        for tensors in _ahead(batch, state.step, plan.steps):
            progress = max(state.step / plan.steps, state.elapsed / (60 * plan.minutes))
            for group in state.optimiser.param_groups:
                group["lr"] = plan.learning_rate * _share(progress, plan.warm_up)
            value = _learn(state, tensors, loss, plan)
            state.elapsed = time.monotonic() - start
            last = state.step >= plan.steps or state.elapsed >= 60 * plan.minutes
            bar.update()
            bar.set_postfix(loss=f"{value:.4f}", best=f"{state.best:.4f}", refresh=False)
            if (last or state.step % plan.judge_every == 0) and not pause(value):
                return "no longer improving"
            if last:
                break
    return "all steps taken" if state.step >= plan.steps else "the time is up"


def _ahead(batch: Callable[[int], Batch], first: int, end: int) -> Iterator[Batch]:
    """Compose the next batches in a thread while the network learns from this one."""
    pool = ThreadPoolExecutor(1)
    try:
        waiting = [pool.submit(batch, step) for step in range(first, min(first + AHEAD, end))]
        for step in range(first, end):
            ready = waiting.pop(0).result()
            if step + AHEAD < end:
                waiting.append(pool.submit(batch, step + AHEAD))
            yield ready
    finally:
        pool.shutdown(cancel_futures=True)


def _learn(state: _State, tensors: Batch, loss: Loss, plan: Plan) -> float:
    place = next(state.network.parameters()).device
    moved = tuple(tensor.to(place) for tensor in tensors)
    with torch.autocast(place.type, torch.bfloat16, enabled=plan.bf16):
        value = loss(state.network, moved)
    state.optimiser.zero_grad(set_to_none=True)
    value.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(state.network.parameters(), 1.0)
    state.optimiser.step()
    state.step += 1
    _average(state, min(plan.averaging, (1 + state.step) / (10 + state.step)))
    return float(value.detach())


def _average(state: _State, decay: float) -> None:
    new, old = state.network.state_dict(), state.average.state_dict()
    moving = [name for name, value in old.items() if value.is_floating_point()]
    with torch.no_grad():
        torch._foreach_lerp_([old[n] for n in moving], [new[n] for n in moving], 1 - decay)
        for name in old.keys() - set(moving):
            old[name].copy_(new[name])


def _share(progress: float, warm_up: float) -> float:
    """Return the share of the learning rate: a linear warm-up, then a cosine to a hundredth."""
    if progress < warm_up:
        return (progress + 1e-3) / (warm_up + 1e-3)
    turn = (min(progress, 1.0) - warm_up) / (1 - warm_up)
    return 0.01 + 0.99 * (1 + math.cos(math.pi * turn)) / 2
