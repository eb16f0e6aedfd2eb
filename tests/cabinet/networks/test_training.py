"""The training loop: learns, ends, goes on after any interruption, and is shared by processes."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from cabinet.networks import checkpoints, curves, training

ROOT = Path(__file__).resolve().parents[3]


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


def same(ours: Path, theirs: Path, architecture: type[nn.Module] = Line) -> bool:
    one = checkpoints.load(ours, architecture, "cpu").state_dict()
    other = checkpoints.load(theirs, architecture, "cpu").state_dict()
    return all(torch.equal(one[name], other[name]) for name in one)


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


def test_it_leaves_a_log_and_its_curves(tmp_path: Path) -> None:
    report = fit(tmp_path, PLAN)
    rows = curves.read(tmp_path / "line.training.csv")
    assert [row[0] for row in rows] == [20, 40, 60, 80, 100, 120]
    assert max(row[2] for row in rows) == pytest.approx(report.best, rel=1e-6)
    assert rows[-1][1] < rows[0][1]
    assert rows[-1][3] < rows[0][3]
    assert (tmp_path / "line.training.png").stat().st_size > 1000


def test_a_stopped_training_goes_on_as_if_it_had_not_been(tmp_path: Path) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    expected = fit(whole, PLAN)

    def stops(step: int) -> tuple[torch.Tensor, ...]:
        if step == 70:
            os.kill(os.getpid(), signal.SIGINT)
        return batch(step)

    first = fit(stopped, PLAN, batch=stops, judge=lambda one: np.float64(judge(one)))
    assert first.ending == "stopped by hand"
    assert 60 < first.steps < 120
    assert (stopped / "line.training.pt").exists()
    report = fit(stopped, PLAN)
    assert report == expected
    assert same(stopped / "line.safetensors", whole / "line.safetensors")
    logs = [curves.read(folder / "line.training.csv") for folder in (whole, stopped)]
    assert [row[:4] for row in logs[0]] == [row[:4] for row in logs[1]]


def test_a_training_stopped_before_it_was_judged_leaves_weights(tmp_path: Path) -> None:
    def stops(step: int) -> tuple[torch.Tensor, ...]:
        if step == 4:
            os.kill(os.getpid(), signal.SIGINT)
        return batch(step)

    assert fit(tmp_path, PLAN, batch=stops).ending == "stopped by hand"
    assert checkpoints.load(tmp_path / "line.safetensors", Line, "cpu")


def test_it_trains_until_it_is_stopped(tmp_path: Path) -> None:
    def stops(step: int) -> tuple[torch.Tensor, ...]:
        if step == 700:
            os.kill(os.getpid(), signal.SIGTERM)
        return batch(step)

    endless = training.Plan(steps=0, minutes=0, judge_every=5, patience=0, bf16=False)
    report = fit(tmp_path, endless, batch=stops)
    assert report.ending == "stopped by hand"
    assert report.steps >= 690


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
    assert len(curves.read(tmp_path / "line.training.csv")) == 1


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


def test_what_it_cannot_go_on_from_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "line.training.pt").write_bytes(b"torn")
    with pytest.raises(checkpoints.UnusableWeightsError, match=r"line\.training\.pt.*--fresh"):
        fit(tmp_path, PLAN)
    (tmp_path / "line.training.pt").unlink()
    checkpoints.save(tmp_path / "line.safetensors", Line(2))
    with pytest.raises(checkpoints.UnusableWeightsError, match=r"line\.safetensors.*--fresh"):
        fit(tmp_path, PLAN)


SCHOOL = """
import sys, time
from pathlib import Path
import torch
from torch import nn
from cabinet.networks import checkpoints, training

class Small(nn.Module):
    def __init__(self, width: int = 8, *, norm: bool = True) -> None:
        super().__init__()
        self.arguments = {"width": width, "norm": norm}
        self.look = nn.Sequential(
            nn.Conv2d(3, width, 3), nn.BatchNorm2d(width) if norm else nn.Identity(), nn.ReLU(),
            nn.Dropout(0.2 if norm else 0), nn.Flatten(), nn.Linear(width * 36, 1),
        )

    def forward(self, x):
        return self.look(x)[:, 0]

def batch(step):
    x = torch.rand(16, 3, 8, 8, generator=torch.Generator().manual_seed(step))
    time.sleep(pause)
    return x, x.mean((1, 2, 3)) * 3

def loss(network, batch):
    return ((network(batch[0]).float() - batch[1]) ** 2).mean()

def judge(network):
    network.eval()
    return -float(loss(network, batch(10**6)))

if __name__ == "__main__":
    torch.set_num_threads(1)
    weights, norm, pause = Path(sys.argv[1]), sys.argv[2] == "norm", float(sys.argv[3])
    torch.manual_seed(3)
    plan = training.Plan(steps=40, judge_every=8, bf16=norm, averaging=0.9)
    training.fit(Small(norm=norm), batch=batch, loss=loss, judge=judge, weights=weights, plan=plan)
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "school.py"
    path.write_text(textwrap.dedent(SCHOOL))
    return path


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


def tensors(weights: Path) -> dict[str, torch.Tensor]:
    from safetensors.torch import load_file

    return load_file(weights)


def test_a_killed_training_goes_on_to_the_same_bits(school: Path, tmp_path: Path) -> None:
    """With convolutions, norms, dropout and bfloat16; the kill is one that nothing can catch."""
    whole, killed = tmp_path / "whole" / "s.safetensors", tmp_path / "killed" / "s.safetensors"
    run = [sys.executable, str(school)]
    subprocess.run([*run, str(whole), "norm", "0"], check=True, env=environment())
    process = subprocess.Popen([*run, str(killed), "norm", "0.05"], env=environment())
    log = killed.with_suffix(".training.csv")
    while len(curves.read(log)) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert killed.with_suffix(".training.pt").exists()
    subprocess.run([*run, str(killed), "norm", "0"], check=True, env=environment())
    ours, theirs = tensors(killed), tensors(whole)
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_two_processes_learn_what_one_does(school: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one" / "s.safetensors", tmp_path / "two" / "s.safetensors"
    subprocess.run([sys.executable, school, one, "plain", "0"], check=True, env=environment())
    started = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node"]
    subprocess.run([*started, "2", school, two, "plain", "0"], check=True, env=environment())
    ours, theirs = tensors(two), tensors(one)
    for name in theirs:
        assert torch.allclose(ours[name], theirs[name], atol=1e-5), name
    logs = [curves.read(path.with_suffix(".training.csv")) for path in (one, two)]
    assert [row[0] for row in logs[0]] == [row[0] for row in logs[1]]
