"""Correct by hand what the networks found, in the browser.

The page shows one cutout after the other, the least certain first; turn it until the specimen
stands upright, and press Enter. Reads data/images_alpha, and if they are there
data/rotations_calculated.csv and data/metadata.csv; writes data/rotations.csv, from which
train_rotation_network.py learns. Every save is kept in data/labels/rotations.jsonl at once, with
who and when; nothing is ever overwritten, and everything can be undone.

Only this machine can reach the page.
"""

from cabinet.labels import launch

if __name__ == "__main__":
    launch.main(__doc__)
