"""A progress bar with a forecast for a stage whose one item takes long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm


@contextmanager
def counting(total: int, name: str) -> Iterator[Callable[[int, float], None]]:
    """Yield a function that is told how much is done so far, and a number that should fall."""
    with tqdm(total=total, desc=name) as bar:

        def report(done: int, error: float) -> None:
            bar.set_postfix(divergence=f"{error:.3f}", refresh=False)
            bar.update(done - bar.n)

        yield report
