"""Read a Darwin Core Archive with python-dwca-reader; print its rows by term."""

import json
import sys

from dwca.read import DwCAReader

with DwCAReader(sys.argv[1]) as archive:
    told = [{"core": row.data, "media": [part.data for part in row.extensions]} for row in archive]
    kinds = [archive.descriptor.core.type, *(e.type for e in archive.descriptor.extensions)]
    title = archive.metadata.find("dataset").find("title").text
print(json.dumps({"kinds": kinds, "rows": told, "title": title}))
