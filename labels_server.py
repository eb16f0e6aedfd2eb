"""Correct by hand what the networks got wrong, in the browser.

Six pages: turn upright, outline, grade, identify, box, and a review of everything suspicious; the
least certain first, by keyboard, mouse or touch. Reads the collection's photographs, cutouts and
thumbnails, as far as they are there; writes data/rotations.csv, data/masks, data/quality.csv,
data/identifications.csv, data/boxes.csv and data/review.csv. The next `pipeline.py run` makes anew
what they changed, and nothing else.

Every save is kept in data/labels at once, with who and when; nothing is ever overwritten, and
everything can be undone. Only this machine can reach the pages.
"""

from cabinet.labels import launch

if __name__ == "__main__":
    launch.main(__doc__)
