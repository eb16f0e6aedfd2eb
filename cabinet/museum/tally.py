"""What was kept of an export, what was passed over, and why."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tally:
    """How many of an export's rows were kept, and how many passed over, by reason."""

    kept: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def pass_over(self, reason: str, example: str, count: int = 1) -> None:
        """Count a row that is not kept; the first example of each reason is remembered."""
        self.counts[reason] += count
        self.examples.setdefault(reason, example)

    def settle(self, count: int) -> None:
        """Note that of the photographs kept only so many came into the sample."""
        if count < self.kept:
            self.pass_over("not in the sample", "", self.kept - count)
            self.kept = count

    def sentence(self) -> str:
        """Return what was kept and passed over, in one sentence."""
        reasons = "; ".join(f"{count:,} {why}" for why, count in self.counts.most_common())
        return f"{self.kept:,} photographs kept, passed over: {reasons or 'none'}"

    def write(self, path: Path) -> None:
        """Write `reason,count,example`, the kept ones first."""
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["reason", "count", "example"])
            rows.writerow(["kept", self.kept, ""])
            for reason, count in self.counts.most_common():
                rows.writerow([reason, count, self.examples[reason]])
