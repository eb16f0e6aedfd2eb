"""Labels that people give specimens in the browser: kept for good, from the first one on.

`journal` keeps what was said, `rotations` is a task on the page, `server` speaks HTTP. A further
task (masks, quality, names) is a module beside `rotations` with a journal of its own.
"""
