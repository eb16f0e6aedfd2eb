"""Read a YOLO dataset with Ultralytics' loader, which checks every line; print what it reads."""

import json
import os
import sys
import tempfile
from pathlib import Path

folder, task = Path(sys.argv[1]), sys.argv[2]
told = {}
with tempfile.TemporaryDirectory() as settings:
    os.environ |= {"YOLO_CONFIG_DIR": settings, "YOLO_OFFLINE": "1"}
    from ultralytics.data.dataset import YOLODataset
    from ultralytics.data.utils import check_det_dataset

    about = check_det_dataset(str(folder / "data.yaml"), autodownload=False)
    for split in ("train", "val"):
        made = YOLODataset(about[split], data=about, task=task, augment=False, imgsz=320)
        for at, label in enumerate(made.labels):
            told[Path(label["im_file"]).stem] = {
                "label": about["names"][int(label["cls"][0, 0])],
                "box": label["bboxes"][0].tolist(),
                "corners": label["segments"][0].tolist() if label["segments"] else [],
                "turned": made[at]["bboxes"][0].tolist(),
                "part": split,
            }
print()
print(json.dumps(told))
