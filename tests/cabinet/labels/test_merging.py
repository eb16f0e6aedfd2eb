import itertools
import json
import random

import pytest

from cabinet.labels.journal import Journal
from cabinet.labels.merging import kappa, main, merged, read, values


def journals(tmp_path, people=("Ann", "Ben", "Cleo")):
    """Three people grade the same ten specimens, change their minds and withdraw."""
    chance = random.Random(4)
    paths = []
    for user in people:
        path = tmp_path / f"{user}.jsonl"
        journal = Journal(path)
        for number in range(30):
            image, grade = f"image{chance.randrange(10)}", chance.choice(["good", "bad"])
            journal.set(save=f"{user}-save-{number}", user=user, image=image, value=grade)
            if chance.random() < 0.3:
                journal.undo(save=f"{user}-undo-{number}", user=user)
        journal.close()
        paths.append(path)
    return paths


def test_journals_merge_in_any_order_and_again_to_the_same(tmp_path):
    read_all = [read(path) for path in journals(tmp_path)]
    whole = merged(read_all)
    for order in itertools.permutations(read_all):
        assert merged(order) == whole
        assert merged([merged(order[:2]), order[2], order[0]]) == whole
    assert len(whole) == sum(len(one) for one in read_all)


def test_the_server_reads_a_merged_journal_as_merging_does(tmp_path, capsys):
    paths = journals(tmp_path)
    target = tmp_path / "merged.jsonl"
    assert main([*map(str, paths), "-o", str(target)]) == 0
    journal = Journal(target)
    assert journal.values() == values(read(target))
    assert journal.unreadable == 0
    journal.close()
    told = capsys.readouterr().out
    assert told.count("Cohen's kappa") == 3


def test_kappa_is_cohens():
    same = dict(enumerate("aabbcc"))
    assert kappa(same, same) == (1.0, 6)
    # the example of Cohen's paper in its usual form: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no
    one = dict(enumerate(["yes"] * 25 + ["no"] * 25))
    other = dict(enumerate(["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15))
    agreed, count = kappa(one, other)
    assert count == 50
    assert agreed == pytest.approx(0.4)
    assert kappa({1: "a"}, {2: "a"})[1] == 0


def test_lines_that_are_none_are_passed_over(tmp_path):
    path = tmp_path / "torn.jsonl"
    whole = {"time": "t", "user": "u", "image": "i", "value": "good", "previous": None, "save": "s"}
    path.write_text("{\n[1]\n" + json.dumps(whole) + "\n" + '{"time": "x"')
    assert read(path) == [whole]
