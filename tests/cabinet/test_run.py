"""The contract of a stage, on a small stage of its own that is run as people run scripts."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = '''"""Write each word of a list in capitals."""
import os, time
from pathlib import Path
from cabinet.outcomes import Rejected
from cabinet.stage import Stage

def words(config):
    return config.path("data/words.txt").read_text().split()

def shout(config, word, path):
    time.sleep(float(os.environ.get("PAUSE", 0)))
    if word == "silent":
        raise Rejected("it has no voice")
    if word == "broken" and not config.path("data/mended").exists():
        raise ValueError("cannot be read")
    if word == "full":
        raise OSError(28, "No space left on device")
    if word == "deadly":
        os._exit(9)
    with path.open("w") as file:
        for letter in word * 50:
            file.write(letter.upper())
            file.flush()

STAGE = Stage(reads=("data/words.txt",), writes="data/out/{}.txt", items=words, make=shout,
              settings=("seed",))
if __name__ == "__main__":
    STAGE.main()
'''

BATCHED = SCRIPT.replace("make=shout", "make_batch=shout_all, batch=4").replace(
    "STAGE = ",
    """def shout_all(config, paths):
    errors = {}
    for word, path in paths.items():
        try:
            shout(config, word, path)
        except Exception as error:
            errors[word] = error
    return errors

STAGE = """,
    1,
)

LIST = '''"""Count the words."""
from cabinet.stage import Stage

def count(config, _, path):
    path.write_text(str(len(config.path("data/words.txt").read_text().split())))

STAGE = Stage(reads=("data/words.txt",), writes="data/count.txt", make=count, settings=("seed",))
if __name__ == "__main__":
    STAGE.main()
'''


class Shouting:
    """A collection of words, and the script that shouts them."""

    def __init__(self, folder: Path, script: str = SCRIPT) -> None:
        self.folder = folder
        self.script = folder / "shout.py"
        self.script.write_text(script)
        (folder / "data").mkdir()

    def words(self, *words: str) -> None:
        (self.folder / "data/words.txt").write_text(" ".join(words))

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.script), "--collection", str(self.folder), *arguments]

    def environment(self, pause: float = 0) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(ROOT), "PAUSE": str(pause)}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def made(self) -> dict[str, str]:
        return {path.stem: path.read_text() for path in (self.folder / "data/out").glob("*.txt")}

    def ledger(self) -> list[list[str]]:
        with (self.folder / "data/failures/shout.csv").open() as file:
            return [row[1:] for row in csv.reader(file)]

    def receipt(self) -> dict:
        return json.loads((self.folder / "data/receipts/shout.json").read_text())


@pytest.fixture(params=[SCRIPT, BATCHED], ids=["items", "batches"])
def shouting(tmp_path: Path, request: pytest.FixtureRequest) -> Shouting:
    return Shouting(tmp_path, request.param)


def test_makes_all_then_nothing(shouting: Shouting) -> None:
    shouting.words("one", "two", "three")
    first = shouting.run()
    assert first.returncode == 0, first.stderr
    assert "3 done" in first.stdout
    assert shouting.made()["two"] == "TWO" * 50
    times = {path: path.stat().st_mtime_ns for path in shouting.folder.glob("data/out/*")}
    second = shouting.run()
    assert second.returncode == 0
    assert "nothing is due" in second.stdout
    assert times == {path: path.stat().st_mtime_ns for path in shouting.folder.glob("data/out/*")}


def test_three_outcomes(shouting: Shouting) -> None:
    shouting.words("one", "silent", "broken", "four")
    run = shouting.run()
    assert run.returncode == 1
    assert set(shouting.made()) == {"one", "four"}
    assert ["silent", "rejected", "it has no voice"] in shouting.ledger()
    assert ["broken", "failed", "ValueError: cannot be read"] in shouting.ledger()
    (shouting.folder / "data/mended").touch()
    again = shouting.run()
    assert again.returncode == 0
    assert "1 done" in again.stdout
    assert shouting.ledger()[-1][:2] == ["broken", "done"]
    assert shouting.receipt()["ended"] is True


def test_full_disk_stops_with_a_sentence(shouting: Shouting) -> None:
    shouting.words("one", "full", "three")
    run = shouting.run("--workers", "1")
    assert run.returncode == 2
    assert "disk is full" in run.stderr
    assert "Traceback" not in run.stderr


def test_dead_worker_is_told(shouting: Shouting) -> None:
    shouting.words("deadly", "two", "three")
    run = shouting.run("--workers", "2")
    assert run.returncode == 2
    assert "a worker died" in run.stderr
    assert "Traceback" not in run.stderr


def test_other_settings_are_refused_until_redo(shouting: Shouting) -> None:
    shouting.words("one", "two")
    assert shouting.run("--seed", "1").returncode == 0
    shouting.words("one", "two", "three")
    refused = shouting.run("--seed", "2")
    assert refused.returncode == 2
    assert "seed" in refused.stderr
    assert "--redo" in refused.stderr
    assert "three" not in shouting.made()
    assert shouting.run("--seed", "2", "--redo").returncode == 0
    assert shouting.receipt()["settings"] == {"seed": 2}


@pytest.mark.parametrize("name", ["../../etc", "a/../b", "/absolute", ".hidden", "a b", "x" * 300])
def test_names_never_leave_the_folder(shouting: Shouting, name: str) -> None:
    shouting.words("one")
    run = shouting.run(name)
    assert run.returncode == 2
    assert "safe path" in run.stderr


def test_missing_input_says_what_to_do(shouting: Shouting) -> None:
    run = shouting.run()
    assert run.returncode == 2
    assert "words.txt, which is not there" in run.stderr


def test_settings_of_the_wrong_type_are_named(shouting: Shouting) -> None:
    shouting.words("one")
    (shouting.folder / "config.toml").write_text('seed = "three"')
    assert "seed must be int" in shouting.run().stderr
    (shouting.folder / "config.toml").write_text("sead = 3")
    assert "no setting 'sead'" in shouting.run().stderr


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_run_ends_well_and_resumes(shouting: Shouting, sent: signal.Signals) -> None:
    words = [f"word{number}" for number in range(60)]
    shouting.words(*words)
    with subprocess.Popen(
        shouting.command("--workers", "2"),
        env=shouting.environment(0.05),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        wait_for_outputs(shouting, 1)
        run.send_signal(sent)
        _, errors = run.communicate(timeout=60)
    assert run.returncode == 130, errors
    assert "Traceback" not in errors
    assert shouting.run().returncode == 0
    assert set(shouting.made()) == set(words)


def test_killed_at_random_moments_resumes_to_the_same_bytes(tmp_path: Path) -> None:
    shouting = Shouting(tmp_path)
    words = [f"word{number}" for number in range(80)]
    shouting.words(*words)
    dice = random.Random(1)
    for _ in range(6):
        with subprocess.Popen(
            shouting.command("--workers", "2"),
            env=shouting.environment(0.02),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        ) as run:
            time.sleep(dice.uniform(0.3, 1.2))
            os.killpg(run.pid, signal.SIGKILL)
    assert shouting.run().returncode == 0
    assert shouting.made() == {word: word.upper() * 50 for word in words}
    assert not list((tmp_path / "data/out").glob(".*"))


def test_single_file_is_due_when_its_input_changes(tmp_path: Path) -> None:
    shouting = Shouting(tmp_path, LIST)
    shouting.words("one", "two")
    assert shouting.run().returncode == 0
    assert "nothing is due" in shouting.run().stdout
    os.utime(tmp_path / "data/words.txt")
    assert "nothing is due" in shouting.run().stdout, "a new time alone is no new content"
    shouting.words("one", "two", "three")
    assert "1 done" in shouting.run().stdout
    assert (tmp_path / "data/count.txt").read_text() == "3"
    assert "1 done" in shouting.run("--seed", "7").stdout


def test_single_file_is_due_only_when_what_it_heeds_has_changed(tmp_path: Path) -> None:
    heeding = LIST.replace(
        'reads=("data/words.txt",)',
        'reads=("data/words.txt?",), heeds={"data/words.txt?": longest}',
    ).replace(
        "def count",
        """def longest(path):
    return [word for word in path.read_text().split() if len(word) > 3] if path.exists() else []

def count""",
    )
    shouting = Shouting(tmp_path, heeding)
    shouting.words("one", "two")
    assert "1 done" in shouting.run().stdout
    shouting.words("one", "two", "six")
    assert "nothing is due" in shouting.run().stdout
    (tmp_path / "data/words.txt").unlink()
    assert "nothing is due" in shouting.run().stdout
    shouting.words("one", "three", "two")
    assert "1 done" in shouting.run().stdout
    shouting.words("two", "three")
    assert "nothing is due" in shouting.run().stdout


def test_what_labels_made_stale_is_made_again_and_no_other(tmp_path: Path) -> None:
    labelled = SCRIPT.replace(
        "STAGE = Stage(",
        """def changed(config):
    path = config.path("data/changed.txt")
    return set(path.read_text().split()) if path.exists() else set()

STAGE = Stage(stale=changed, """,
    )
    shouting = Shouting(tmp_path, labelled)
    shouting.words("one", "silent", "two")
    assert shouting.run().returncode == 0
    times = {path: path.stat().st_mtime_ns for path in tmp_path.glob("data/out/*")}
    assert "nothing is due" in shouting.run().stdout
    (tmp_path / "data/changed.txt").write_text("two silent stranger")
    again = shouting.run()
    assert "1 done" in again.stdout
    assert "1 rejected" in again.stdout
    changed = [path.stem for path, then in times.items() if path.stat().st_mtime_ns != then]
    assert changed == ["two"]
    assert [row[0] for row in shouting.ledger()].count("silent") == 2, "when it was tried last"


def test_other_weights_keep_nobody_from_correcting_single_items(tmp_path: Path) -> None:
    weighted = SCRIPT.replace(
        "STAGE = Stage(",
        """def changed(config):
    path = config.path("data/changed.txt")
    return set(path.read_text().split()) if path.exists() else set()

STAGE = Stage(stale=changed, """,
    ).replace('reads=("data/words.txt",', 'reads=("data/words.txt", "trained_models/loud.txt",')
    shouting = Shouting(tmp_path, weighted)
    models = ["--trained-models", str(tmp_path)]
    (tmp_path / "loud.txt").write_text("1")
    shouting.words("one", "two")
    assert shouting.run(*models).returncode == 0
    weights = shouting.receipt()["weights"]
    (tmp_path / "loud.txt").write_text("2")
    shouting.words("one", "two", "three")
    assert "other weights" in shouting.run(*models).stderr
    (tmp_path / "data/changed.txt").write_text("two")
    again = shouting.run(*models)
    assert again.returncode == 0, again.stderr
    assert "1 done" in again.stdout
    assert "three" not in shouting.made()
    assert shouting.receipt()["weights"] == weights, "most outputs are still of these"


@pytest.mark.parametrize("kill", [False, True])
def test_a_stage_that_could_keep_something_learns_that_it_may_not(
    tmp_path: Path, kill: bool
) -> None:
    keeping = LIST.replace(
        "def count(config, _, path):",
        """def count(config, _, path):
    import os
    from cabinet import receipts
    with config.path("data/kept.txt").open("a") as file:
        print(receipts.may_keep(config, STAGE.name), file=file)
    if os.environ.get("PAUSE") == "9":
        os._exit(9)""",
    )
    shouting = Shouting(tmp_path, keeping)
    told = tmp_path / "data/kept.txt"
    for words, arguments in ((["a"], []), (["b"], []), (["b"], ["--redo"]), (["c"], [])):
        shouting.words(*words)
        assert shouting.run(*arguments).returncode == 0
    assert told.read_text().split() == ["True", "True", "False", "True"]
    assert shouting.run("--seed", "4").returncode == 0
    assert told.read_text().split()[-1] == "False", "other settings"
    if kill:
        command = shouting.command("--seed", "4", "--redo")
        subprocess.run(command, env=shouting.environment(9), check=False)
        assert shouting.run("--seed", "4").returncode == 0
        assert told.read_text().split()[-2:] == ["False", "False"], "it goes on as it began"


def test_help_is_quick_and_names_each_setting(shouting: Shouting) -> None:
    run = shouting.run("--help")
    assert run.returncode == 0
    assert "Write each word of a list in capitals." in run.stdout
    assert "--seed INT" in run.stdout


def wait_for_outputs(shouting: Shouting, count: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (shouting.folder / "data/out").is_dir() and len(shouting.made()) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("nothing was made within a minute")
