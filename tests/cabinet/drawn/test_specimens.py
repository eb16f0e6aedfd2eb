import cv2
import numpy as np
import pytest

from cabinet.drawn.specimens import Individual, draw
from cabinet.drawn.taxonomy import GENERA, all_species

SMALL = 200


def test_there_are_families_genera_and_species_enough():
    assert len({genus.family for genus in GENERA}) >= 6
    assert len({genus.name for genus in GENERA}) >= 20
    names = [f"{genus.name} {species.epithet}" for genus, species in all_species()]
    assert len(set(names)) == len(names) >= 80


@pytest.mark.parametrize("genus", GENERA[::3], ids=lambda genus: genus.name)
@pytest.mark.parametrize("side", ["d", "v"])
def test_a_specimen_is_one_piece_and_nearly_symmetric(genus, side):
    picture = draw(Individual(genus, genus.species[0], "m", side, 0.0, 7), SMALL)
    assert picture.dtype == np.uint8
    alpha = picture[..., 3] > 127
    count, _, stats, _ = cv2.connectedComponentsWithStats(alpha.astype(np.uint8))
    assert count > 1
    assert stats[1:, cv2.CC_STAT_AREA].max() > 0.97 * alpha.sum()
    mirrored = alpha[:, ::-1]
    assert (alpha & mirrored).sum() / (alpha | mirrored).sum() > 0.8
    assert 0.8 * SMALL < picture.shape[1] < 1.2 * SMALL


def test_the_same_individual_is_the_same_picture():
    genus, species = all_species()[10]
    one = Individual(genus, species, "f", "d", 0.4, 5)
    assert np.array_equal(draw(one, SMALL), draw(one, SMALL))
    other = Individual(genus, species, "f", "d", 0.4, 6)
    assert draw(other, SMALL).tobytes() != draw(one, SMALL).tobytes()


def test_every_species_can_be_drawn_and_sexes_differ_somewhere():
    differing = 0
    for number, (genus, species) in enumerate(all_species()):
        male = draw(Individual(genus, species, "m", "d", 0.2, number), 64)
        assert (male[..., 3] > 200).mean() > 0.2
        if species.female:
            female = draw(Individual(genus, species, "f", "d", 0.2, number), 64)
            differing += male.tobytes() != female.tobytes()
    assert differing >= 10


def test_wear_takes_wing_away():
    genus = GENERA[0]
    fresh, ragged = (
        sum(
            int(
                (
                    draw(Individual(genus, genus.species[0], "m", "d", wear, seed), 120)[..., 3]
                    > 127
                ).sum()
            )
            for seed in range(12)
        )
        for wear in (0.0, 1.0)
    )
    assert ragged < fresh


def test_specimens_of_a_species_are_more_alike_than_those_of_two_genera():
    def look(genus, species, seed):
        picture = draw(Individual(genus, species, "m", "d", 0.1, seed), 160)
        flat = picture[..., :3] * (picture[..., 3:] / 255) + 255 - picture[..., 3:]
        return cv2.resize(flat.astype(np.float32), (32, 32), interpolation=cv2.INTER_AREA)

    kinds = all_species()[::12]
    pairs = [(look(*kind, 1), look(*kind, 2)) for kind in kinds]
    within = np.mean([np.abs(a - b).mean() for a, b in pairs])
    across = np.mean([np.abs(pairs[n][0] - pairs[n - 1][1]).mean() for n in range(len(pairs))])
    assert within * 2 < across
