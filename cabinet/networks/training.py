"""The one training loop of all networks: seeded, judged, resumable, shared among processes.

What happens in a step is a function of the step alone: a resumed run goes on as if it had never
been interrupted.
"""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import torch
from torch import nn
from tqdm import tqdm

from cabinet import executors
from cabinet.networks import checkpoints, curves
from cabinet.networks.plan import Plan
from cabinet.networks.pupil import Pupil
from cabinet.networks.ranks import Ranks, in_step, together

__all__ = ["Plan", "Report", "fit"]

Batch = tuple[torch.Tensor, ...]
Loss = Callable[[nn.Module, Batch], torch.Tensor]
AHEAD = 3  # batches composed while the network learns
STOPPED = "stopped by hand"


@dataclass(frozen=True)
class Report:
    """What came of a training: steps taken, best held-out figure and why it ended."""

    steps: int
    best: float
    ending: str


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
    The averaged weights are judged and written to `weights` whenever they beat the best so far.
    Beside it a `.training.pt` keeps all state, from which a stopped training goes on, a
    `.training.csv` the log, a `.training.png` its curves. Without a state, training starts from
    `weights` if it exists, unless `fresh`. The first Ctrl-C or SIGTERM ends it well after the step.
    `result` gets a copy of the weights at the end. Under `torchrun` each process learns from its
    share of each batch, and the first one judges and writes. Raises `UnusableWeightsError`.
    """
    kept = weights.with_suffix(".training.pt")
    with together() as ranks, executors.interruptible() as stopped:
        torch.manual_seed(plan.seed)
        pupil = _begin(network, kept, weights, plan=plan, fresh=fresh)
        course = _Course(
            pupil, batch, loss, judge, weights, plan, facts or {}, ranks, stopped, fresh
        )
        ending = course.run(kept)
        if result and weights.exists():
            shutil.copyfile(weights, result)
    return Report(pupil.step, pupil.best, ending)


def _begin(network: nn.Module, kept: Path, weights: Path, *, plan: Plan, fresh: bool) -> Pupil:
    if fresh:
        kept.unlink(missing_ok=True)
    elif weights.exists() and not kept.exists():
        checkpoints.adopt(network, weights)
    network = in_step(network.to(checkpoints.device()))
    rate, decay = plan.learning_rate, plan.weight_decay
    pupil = Pupil.new(network, learning_rate=rate, weight_decay=decay)
    if kept.exists():
        pupil.go_on(kept)
    return pupil


@dataclass
class _Course:
    """One training on its way."""

    pupil: Pupil
    batch: Callable[[int], Batch]
    loss: Loss
    judge: Callable[[nn.Module], float]
    weights: Path
    plan: Plan
    facts: dict[str, str]
    ranks: Ranks
    stopped: threading.Event
    fresh: bool

    def run(self, kept: Path) -> str:
        """Learn to the end or until stopped, and say why it ended."""
        pupil, log = self.pupil, self.weights.with_suffix(".training.csv")
        if self.ranks.first:
            curves.cut(log, pupil.step or -1)
        if pupil.step == 0 and self.weights.exists() and not self.fresh:
            pupil.best = self.ranks.agreed(
                float(self.judge(pupil.average)) if self.ranks.first else 0.0
            )
        ending = self.teach(kept, log)
        if self.ranks.first:
            if ending == STOPPED:
                pupil.keep(kept)
            else:
                kept.unlink(missing_ok=True)
            if not self.weights.exists():
                self.save(pupil.best)
            curves.draw(log, log.with_suffix(".png"))
        self.ranks.agreed(0.0)
        return ending

    def teach(self, kept: Path, log: Path) -> str:
        """Learn from batch after batch until the plan ends or nothing improves; say which."""
        pupil, plan = self.pupil, self.plan
        loss = torch.compile(self.loss) if plan.compiled else self.loss
        start = time.monotonic() - pupil.elapsed
        with _bar(plan, pupil.step, hidden=not self.ranks.first) as bar:
            for tensors in _ahead(self.batch, pupil.step, plan.steps):
                value = self.learn(tensors, loss)
                pupil.elapsed = self.ranks.agreed(time.monotonic() - start)
                progress = plan.progress(pupil.step, pupil.elapsed)
                last = progress is not None and progress >= 1
                bar.update()
                left = plan.forecast(pupil.step, pupil.elapsed)
                bar.set_postfix_str(f"loss {value:.4f}{left}", refresh=False)
                due = last or pupil.step % plan.judge_every == 0
                if due and not self.pause(kept, log):
                    return "no longer improving"
                if last or self.ranks.agreed(float(self.stopped.is_set())):
                    break
        if not last:
            return STOPPED
        return "all steps taken" if plan.steps and pupil.step >= plan.steps else "the time is up"

    def learn(self, batch: Batch, loss: Loss) -> float:
        """Learn from one batch; return its loss."""
        pupil, plan = self.pupil, self.plan
        place = next(pupil.network.parameters()).device
        torch.manual_seed((plan.seed * 1_000_003 + pupil.step) * 4096 + self.ranks.number)
        for group in pupil.optimiser.param_groups:
            group["lr"] = plan.rate(pupil.step, pupil.elapsed)
        moved = tuple(tensor.to(place) for tensor in self.ranks.share(batch))
        with torch.autocast(
            place.type, torch.bfloat16, enabled=plan.bf16 and checkpoints.halves(place)
        ):
            value = loss(pupil.network, moved)
        pupil.optimiser.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        self.ranks.average(pupil.network.parameters())
        nn.utils.clip_grad_norm_(pupil.network.parameters(), 1.0)
        pupil.optimiser.step()
        pupil.step += 1
        pupil.losses += float(value.detach())
        pupil.follow(min(plan.averaging, (1 + pupil.step) / (10 + pupil.step)))
        return float(value.detach())

    def pause(self, kept: Path, log: Path) -> bool:
        """Judge and keep what was learnt; return whether to go on."""
        pupil, plan = self.pupil, self.plan
        figure = 0.0
        if self.ranks.first:
            with torch.inference_mode():
                figure = float(self.judge(pupil.average))  # not numpy's: it is kept
        figure = self.ranks.agreed(figure)
        pupil.worse += 1
        better = figure > pupil.best
        if better:
            pupil.best, pupil.worse = figure, 0
        steps = (pupil.step - 1) % plan.judge_every + 1
        mean, pupil.losses = pupil.losses / steps, 0.0
        if self.ranks.first:
            if better:
                self.save(figure)
            pupil.keep(kept)
            rate = pupil.optimiser.param_groups[0]["lr"]
            curves.note(log, (pupil.step, mean, figure, rate, pupil.elapsed))
            tqdm.write(f"step {pupil.step}  loss {mean:.4f}  judged {figure:.4f}  {pupil.best:.4f}")
        return not plan.patience or pupil.worse <= plan.patience

    def save(self, figure: float) -> None:
        """Write the averaged weights with the figure they reached."""
        told = self.facts | {"metric": figure, "steps": self.pupil.step}
        checkpoints.save(self.weights, self.pupil.average, **told)


def _bar(plan: Plan, done: int, *, hidden: bool) -> "tqdm[None]":
    form = "{n_fmt}/{total_fmt} steps, {elapsed}, {rate_fmt}{postfix}"
    form = form if plan.steps else "{n_fmt} steps, {elapsed}, {rate_fmt}{postfix}"
    return tqdm(total=plan.steps or None, initial=done, unit=" steps", disable=hidden,
                smoothing=0.05, bar_format=form)  # fmt: skip


def _ahead(batch: Callable[[int], Batch], first: int, end: int) -> Iterator[Batch]:
    """Compose the next batches in a thread while the network learns from this one."""
    pool = ThreadPoolExecutor(1)
    steps = iter(range(first, end)) if end else count(first)
    try:
        waiting = [pool.submit(batch, step) for step in islice(steps, AHEAD)]
        while waiting:
            ready = waiting.pop(0).result()
            waiting += [pool.submit(batch, step) for step in islice(steps, 1)]
            yield ready
    finally:
        pool.shutdown(cancel_futures=True)
