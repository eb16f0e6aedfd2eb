from pathlib import Path

import pytest
import torch
from torch import nn

from cabinet.networks import checkpoints, training


class Line(nn.Module):
    """y = a x + b, with dropout so that the random state matters."""

    def __init__(self, width: int = 1) -> None:
        super().__init__()
        self.arguments = {"width": width}
        self.line = nn.Linear(width, 1)
        self.drop = nn.Dropout(0.2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.line(self.drop(x))


def batch(step: int) -> tuple[torch.Tensor, ...]:
    x = torch.randn(16, 1, generator=torch.Generator().manual_seed(step))
    return x, 3 * x + 1


def loss(network: nn.Module, batch: tuple[torch.Tensor, ...]) -> torch.Tensor:
    x, y = batch
    return ((network(x).float() - y) ** 2).mean()


def judge(network: nn.Module) -> float:
    return -float(loss(network, batch(10**6)))


def fit(folder: Path, plan: training.Plan, **options: object) -> training.Report:
    torch.manual_seed(7)
    arguments: dict = {"batch": batch, "loss": loss, "judge": judge} | options
    return training.fit(Line(), weights=folder / "line.safetensors", plan=plan, **arguments)


PLAN = training.Plan(steps=120, judge_every=20, learning_rate=0.05, bf16=False, averaging=0.9)


def test_it_learns_and_keeps_the_best_weights_with_their_figure(tmp_path: Path) -> None:
    report = fit(tmp_path, PLAN, facts={"licence": "MIT"})
    assert report.steps == 120
    assert report.ending == "all steps taken"
    network = checkpoints.load(tmp_path / "line.safetensors", Line, "cpu")
    assert judge(network) == pytest.approx(report.best, rel=1e-5)
    assert report.best > -1.5
    told = checkpoints.facts(tmp_path / "line.safetensors")
    assert told["licence"] == "MIT"
    assert float(told["metric"]) == report.best
    assert not list(tmp_path.glob("*.training.pt"))


def test_a_stopped_training_goes_on_as_if_it_had_not_been(tmp_path: Path) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    expected = fit(whole, PLAN)

    def stops(step: int) -> tuple[torch.Tensor, ...]:
        if step == 70:
            raise KeyboardInterrupt
        return batch(step)

    assert fit(stopped, PLAN, batch=stops).ending == "stopped by hand"
    assert (stopped / "line.training.pt").exists()
    report = fit(stopped, PLAN)
    assert report == expected
    ours = checkpoints.load(stopped / "line.safetensors", Line, "cpu").state_dict()
    theirs = checkpoints.load(whole / "line.safetensors", Line, "cpu").state_dict()
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_it_goes_on_from_weights_and_never_makes_them_worse(tmp_path: Path) -> None:
    first = fit(tmp_path, PLAN)
    before = (tmp_path / "line.safetensors").read_bytes()
    wild = training.Plan(steps=20, judge_every=5, learning_rate=1e5, bf16=False)
    again = fit(tmp_path, wild, facts={"licence": "none"})
    assert again.best >= first.best
    assert (tmp_path / "line.safetensors").read_bytes() == before


def test_fresh_ignores_what_is_there(tmp_path: Path) -> None:
    fit(tmp_path, PLAN)
    short = training.Plan(steps=1, judge_every=1, learning_rate=1e-6, bf16=False)
    report = fit(tmp_path, short, fresh=True)
    assert report.best < -2


def test_it_ends_when_it_no_longer_improves(tmp_path: Path) -> None:
    plan = training.Plan(steps=500, judge_every=5, learning_rate=0.0, patience=3, bf16=False)
    report = fit(tmp_path, plan)
    assert report.ending == "no longer improving"
    assert report.steps < 50


def test_it_ends_when_the_time_is_up(tmp_path: Path) -> None:
    plan = training.Plan(steps=10**6, minutes=0.01, judge_every=10**5, bf16=False)
    report = fit(tmp_path, plan, result=tmp_path / "copy.safetensors")
    assert report.ending == "the time is up"
    assert (tmp_path / "copy.safetensors").read_bytes() == (
        tmp_path / "line.safetensors"
    ).read_bytes()
