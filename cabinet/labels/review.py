"""The review task: everything suspicious in one queue, each with its reason.

The kinds of suspicion take turns, the strongest of each first: whoever looks at the first page has
seen the worst masks, the worst rotations and the least credible names.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from statistics import median
from typing import Any, NamedTuple

from cabinet.files import Ledger
from cabinet.labels import waiting
from cabinet.labels.asked import Review
from cabinet.labels.collection import THUMBNAILS, numbers
from cabinet.labels.identifications import score
from cabinet.labels.sheet import Sheet
from cabinet.labels.table import Columns
from cabinet.labels.task import Answer
from cabinet.labels.waiting import Order

SHARE = 0.03  # of the collection that one kind of suspicion may put into the queue
LEAST = 60  # specimens of a kind, even in a small collection
UNSURE = 0.97  # confidence of a mask below which it is worth a look
TURNED = 0.75  # the same for a rotation
HALVES = 0.08  # mismatch of left and right from which a specimen is worth a look
PAINTED = 1.5  # times the median error of a collection's reconstructions, the same
BY_PEOPLE = "a person "  # begins the reason of a rejection that is no machine's
ALIKE = 0.02  # distance of two codes that are one picture twice
MOST_COMPARED = 100_000  # codes; beyond, near-duplicates are found by create_subsets.py


class Suspicion(NamedTuple):
    """Why an image is to be looked at, and on which page it is put right."""

    kind: str
    reason: str
    page: str


class Suspects(Sheet):
    """What is suspicious and nobody has looked at yet."""

    kind = "review"
    shape = Review
    columns = Columns(
        ("verdict",),
        lambda cells: cells[0] if cells and cells[0] in ("fine", "mended") else None,
        lambda value: (value,),
    )
    sorts = ("in turn",)

    def ordered(self) -> Order:
        """Return what is suspicious, the kinds in turn."""
        kinds: dict[str, list[str]] = {}
        for image, found in self.suspicions.items():
            for one in found:
                kinds.setdefault(one.kind, []).append(image)
        turns = zip_longest(*kinds.values())
        return Order.given(list(dict.fromkeys(one for turn in turns for one in turn if one)))

    def knows(self, image: str) -> bool:
        """Whether an image is suspicious: others need no verdict."""
        return image in self.suspicions

    @cached_property
    def suspicions(self) -> dict[str, list[Suspicion]]:
        """Return why each image is suspicious; of each kind the strongest first."""
        most = max(LEAST, round(SHARE * len(self.collection.thumbnails)))
        found: dict[str, list[Suspicion]] = {}
        counted: Counter[str] = Counter()
        out = self.collection.left_out
        for image, one in self._all():
            if image in out or not self.collection.is_plain(image):
                continue
            counted[one.kind] += 1
            if counted[one.kind] <= most:
                found.setdefault(image, []).append(one)
        return found

    def _all(self) -> Iterator[tuple[str, Suspicion]]:
        yield from self._rejected()
        yield from self._masks()
        yield from self._rotations()
        yield from self._halves()
        yield from self._painted()
        yield from self._grades()
        yield from self._names()
        yield from self._twins()

    def _rejected(self) -> Iterator[tuple[str, Suspicion]]:
        ledger = Ledger(self.collection.path("data/failures/create_images.csv"))
        for image, (outcome, why) in ledger.outcomes.items():
            if outcome == "rejected" and BY_PEOPLE not in why:
                yield image, Suspicion("nothing cut out", why, "masks")

    def _masks(self) -> Iterator[tuple[str, Suspicion]]:
        found = self.collection.found
        for image in sorted(found, key=lambda image: found[image]["confidence"]):
            sure, others = found[image]["confidence"], int(found[image]["others"])
            if sure < UNSURE:
                reason = f"the outline is {sure:.0%} sure"
                yield image, Suspicion("mask", reason, "masks")
            elif others:
                reason = f"{others} more in the photograph"
                yield image, Suspicion("several specimens", reason, "masks")

    def _rotations(self) -> Iterator[tuple[str, Suspicion]]:
        found = waiting.proposals(self.collection.path("data/rotations_calculated.csv"))
        for image in sorted(found, key=lambda image: found[image].confidence):
            if found[image].confidence < TURNED:
                reason = f"the rotation is {found[image].confidence:.0%} sure"
                yield image, Suspicion("rotation", reason, "rotations")

    def _halves(self) -> Iterator[tuple[str, Suspicion]]:
        mismatch = numbers(self.collection.rows("data/oddities.csv"), "mismatch")
        for image in sorted(mismatch, key=lambda image: -mismatch[image]):
            if mismatch[image] < HALVES:
                return
            reason = "left and right are no mirror images: turned wrongly, or badly cut out?"
            yield image, Suspicion("asymmetry", reason, "masks")

    def _painted(self) -> Iterator[tuple[str, Suspicion]]:
        error = numbers(self.collection.rows("data/oddities.csv"), "error")
        usual = median(error.values()) if error else 0.0
        for image in sorted(error, key=lambda image: -error[image]):
            if error[image] < PAINTED * usual:
                return
            reason = "unlike what the autoencoder expects: is something else in the picture?"
            yield image, Suspicion("unexpected", reason, "masks")

    def _grades(self) -> Iterator[tuple[str, Suspicion]]:
        rows = list(self.collection.rows("data/quality_calculated.csv"))
        sure = numbers((row for row in rows if row.get("quality") == "bad"), "confidence")
        for image in sorted(sure, key=lambda image: -sure[image]):
            yield image, Suspicion("bad", f"the picture looks bad, {sure[image]:.0%} sure", "masks")

    def _names(self) -> Iterator[tuple[str, Suspicion]]:
        suspects = self.collection.suspects
        for image in sorted(suspects, key=lambda image: -score(suspects[image])):
            row = suspects[image]
            reason = f"looks like {row['probable']}" if row.get("probable") else row.get("reason")
            yield image, Suspicion("name", reason or "suspicious", "identifications")

    def _twins(self) -> Iterator[tuple[str, Suspicion]]:
        path = self.collection.path("data/latent_codes.npy")
        if not path.is_file():
            return
        from cabinet.map import arrays, neighbours

        table = arrays.load(path, arrays.CODES)
        if not 2 < len(table) <= MOST_COMPARED:
            return
        indices, distances = neighbours.nearest(table["code"], 1)
        images = arrays.names(table)
        for row in distances[:, 0].argsort(kind="stable"):
            if distances[row, 0] > ALIKE:
                return
            twin = images[indices[row, 0]]
            yield images[row], Suspicion("near-duplicate", f"as {twin}", "identifications")

    def labels(self, image: str) -> Sequence[str]:
        """Return the kinds of suspicion."""
        return [one.kind for one in self.suspicions.get(image, ())]

    def counts(self) -> Answer:
        """Return how many images are suspicious for each reason."""
        kinds = Counter(one.kind for found in self.suspicions.values() for one in found)
        return {"labels": dict(kinds.most_common()), "sorts": self.sorts, **self.progress()}

    def value(self, body: Any, _image: str) -> str:
        """Return the verdict."""
        return str(body.verdict)

    def proposal(self, image: str) -> Any:
        """Return the reasons, and the page on which each is put right."""
        reasons = [one._asdict() for one in self.suspicions.get(image, ())]
        return {"reasons": reasons, "pictured": self.collection.has(THUMBNAILS, image)}
