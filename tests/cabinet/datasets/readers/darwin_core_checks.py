"""Check a Darwin Core Archive with dwcahandler, and its eml.xml with metapype."""

import contextlib
import io
import json
import sys
import zipfile

import pandas as pd
from dwcahandler import DwcaHandler, MetaElementTypes
from metapype.eml import validate
from metapype.model import metapype_io

told: dict = {}
with contextlib.redirect_stdout(io.StringIO()):
    keys = {MetaElementTypes.OCCURRENCE: ["occurrenceID"]}
    found = pd.DataFrame(columns=["Error"])
    told["valid"] = DwcaHandler.validate_dwca(sys.argv[1], content_keys=keys, error_df=found)
    with zipfile.ZipFile(sys.argv[1]) as archive:
        tree = metapype_io.from_xml(archive.read("eml.xml").decode())
    errors: list = []
    validate.tree(tree, errors)
    told["eml"] = [str(one) for one in errors]
print(json.dumps(told))
