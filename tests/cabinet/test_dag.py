"""The graph that the stages' own words make."""

from cabinet import dag


def test_chain_is_an_order_in_which_nothing_waits() -> None:
    place = {name: number for number, name in enumerate(dag.CHAIN)}
    for name, sources in dag.edges(dag.stages()).items():
        for source in sources:
            assert place[source] < place[name], f"{name} reads what {source} writes"


def test_graph_has_no_cycle() -> None:
    assert set(dag.order(dag.stages())) == set(dag.CHAIN)


def test_no_two_stages_write_one_place() -> None:
    writes = [stage.writes for stage in dag.stages().values()]
    assert len(set(writes)) == len(writes)


def test_only_what_people_give_has_no_maker() -> None:
    assert dag.given(dag.stages()) <= {
        "data/occurrence.csv",
        "data/multimedia.csv",
        "data/occurrence.txt",
        "data/multimedia.txt",
        "data/meta.xml",
        "data/rotations.csv",
        "data/masks.csv",
        "data/boxes.csv",
        "data/labels/identifications.jsonl",
        "data/identifications.csv",
        "data/masks/{}.png",
        "data/recipes/{}.toml",
        "data/quality.csv",
        "data/quality_calculated.csv",
    }


def test_maker_of_a_place() -> None:
    assert dag.maker("data/raw/{}.jpg") == "download"
    assert dag.maker("data/occurrence.csv?") == ""


def test_mermaid_draws_each_edge() -> None:
    drawn = dag.mermaid(dag.stages())
    assert drawn.startswith("flowchart")
    assert "download -->|data/raw/{}.jpg| create_images" in drawn
