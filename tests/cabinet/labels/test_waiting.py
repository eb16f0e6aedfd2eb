from cabinet.labels.waiting import Order, Proposal, proposals

IMAGES = [f"image{number}" for number in range(100)]


def test_the_least_certain_comes_first_and_the_unseen_and_what_people_set_last(tmp_path):
    path = tmp_path / "rotations_calculated.csv"
    path.write_text("image,rotation,confidence\na,10,0.9\nb,400,0.2\nc,1,nan\nd,x,0\ne,5,1.0\n\n")
    found = proposals(path)
    assert found == {"a": Proposal(10.0, 0.9), "b": Proposal(400.0, 0.2)}
    order = Order(["a", "b", "c"], {image: one.confidence for image, one in found.items()})
    assert order.images == ["b", "a", "c"]


def test_a_random_order_is_fixed_by_its_seed_and_new_images_move_no_other():
    order = Order(IMAGES, seed=1)
    assert order.images == Order(reversed(IMAGES), seed=1).images
    assert order.images not in (IMAGES, Order(IMAGES, seed=2).images)
    more = Order([*IMAGES, "new"], seed=1).images
    assert [image for image in more if image != "new"] == order.images


def test_all_others_come_once_round():
    order = Order(IMAGES)
    for image in (order.images[0], order.images[41], order.images[-1]):
        others = list(order.after(image))
        assert len(others) == 99
        assert set(others) | {image} == set(IMAGES)
    assert list(order.after("unknown")) == order.images
    assert next(order.after(order.images[41])) == order.images[42]
