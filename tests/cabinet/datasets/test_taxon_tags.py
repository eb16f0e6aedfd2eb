"""Names become tags and tags labels, so that nothing is lost on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cabinet.datasets import taxon_tags
from cabinet.datasets.taxon_tags import TagError, applied, checked, effective, of_terms, value_of

TERMS = {
    "order": "Lepidoptera", "family": "Papilionidae", "genus": "Papilio",
    "specificEpithet": "machaon", "scientificName": "Papilio machaon L.", "taxonRank": "species",
    "scientificNameAuthorship": "L.",
}  # fmt: skip
OWN = of_terms(TERMS)
EDITS = st.sets(
    st.sampled_from(
        ["worn", "excluded", "error:label", "ORDER_Coleoptera", "GENUS_Graphium", "FAMILY_Pieridae",
         "SPECIES_Graphium_sarpedon", "KINGDOM_Animalia", "SPECIES_Papilio_machaon"]
    )
)  # fmt: skip


def test_a_record_has_a_tag_for_each_rank_that_is_named() -> None:
    assert {
        "ORDER_Lepidoptera", "FAMILY_Papilionidae", "GENUS_Papilio", "SPECIES_Papilio_machaon"
    } == OWN  # fmt: skip
    assert taxon_tags.lowest(OWN) == "Papilio machaon"
    assert of_terms({"order": ' "Odd" order '}) == {"ORDER_Odd_order"}


@settings(deadline=None)  # other work may hold a test up
@given(EDITS, st.sets(st.sampled_from(sorted(OWN))))
def test_any_tags_can_be_said_as_a_label_and_read_again(added: set[str], gone: set[str]) -> None:
    wanted = {one for one in OWN if one not in gone}
    for one in sorted(added):
        rank = taxon_tags.rank_of(one)
        wanted = {other for other in wanted if not rank or taxon_tags.rank_of(other) != rank}
        wanted.add(one)
    assert effective(TERMS, value_of(TERMS, frozenset(wanted))) == wanted


def test_another_species_takes_its_genus_along_and_loses_its_author() -> None:
    other = taxon_tags.renamed(OWN, "Graphium sarpedon")
    named = applied(TERMS, other)
    assert (named["genus"], named["specificEpithet"]) == ("Graphium", "sarpedon")
    assert named["scientificName"] == "Graphium sarpedon"
    assert named["scientificNameAuthorship"] == ""
    assert named["family"] == "Papilionidae"
    assert taxon_tags.renamed(OWN, " graphium sarpedon") == other
    edited = OWN - {"SPECIES_Papilio_machaon"} | {"SPECIES_Graphium_sarpedon"}
    assert taxon_tags.followed(OWN, edited) == other
    assert applied(TERMS, OWN) == TERMS


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        (["GENUS_A", "GENUS_B"], "two names of one rank: GENUS_A and GENUS_B"),
        ([""], "a tag is up to 80"),
        ([3], "a tag is up to 80"),
        (["x" * 81], "a tag is up to 80"),
        (['a"b'], "without quotes"),
        (["error:dragon"], "there is no 'error:dragon'"),
    ],
)
def test_tags_that_cannot_be_are_told(tags: list, sentence: str) -> None:
    with pytest.raises(TagError, match=sentence):
        checked(tags, "one")


def test_errors_and_exclusions_belong_to_no_dataset() -> None:
    assert taxon_tags.left_out({"ORDER_Lepidoptera"}) == ""
    assert taxon_tags.left_out({"excluded"}) == "excluded by a person"
    assert taxon_tags.left_out({"error:label"}) == "no specimen: label"
