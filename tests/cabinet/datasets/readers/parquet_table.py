"""Read a Parquet with pandas; print its columns and number of rows."""

import json
import sys

import pandas as pd

table = pd.read_parquet(sys.argv[1])
print(json.dumps({"columns": list(table), "rows": len(table), "code": len(table["code"][0])}))
