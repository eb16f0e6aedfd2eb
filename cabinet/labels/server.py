"""The labels server's HTTP: pages, pictures, and the tasks' questions; FastAPI speaks it.

Bodies are checked by the shapes in `asked` before a task sees them, and the same shapes document
the API: /openapi.json, and /docs for people (a page of ours: FastAPI's own would load scripts from
other people's servers). Who may ask at all is decided in `guard`.
"""

import base64
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from cabinet import __version__
from cabinet.labels.asked import Refused, Segment, Undo
from cabinet.labels.collection import Collection
from cabinet.labels.guard import Guard
from cabinet.labels.masks import Masks, decoded, written
from cabinet.labels.pictures import Pictures
from cabinet.labels.sheet import PAGE, Sheet, Wanted
from cabinet.labels.task import Task
from cabinet.labels.tasks import Tasks

PAGES = Path(__file__).resolve().parents[2] / "labels"


def application(collection: Collection, tasks: Tasks, **guarded: Any) -> Guard:
    """Return the application (ASGI) of a collection; `guarded` are the options of `Guard`."""
    app = FastAPI(title="Cabinet's labels", version=__version__, docs_url=None, redoc_url=None)
    for kind in tasks.kinds:
        app.include_router(_routes(kind, tasks))
    pictures = Pictures(collection)
    app.include_router(_pictures(pictures, tasks))

    @app.get("/api/tasks")
    def every_task() -> Any:
        """Return how far each task is."""
        told = [tasks.told(kind) for kind in tasks.kinds]
        return {"tasks": told, "map": collection.has_map}

    @app.get("/docs", include_in_schema=False)
    def documented() -> Response:
        """Return the page that tells this API."""
        return FileResponse(PAGES / "docs.html")

    @app.post("/api/masks/segment")
    def segment(body: Segment) -> Any:
        """Return the mask that clicks would make of a mask: nothing is kept."""
        from cabinet.labels import segmenting

        clicks = [(one.x, one.y, one.inside) for one in body.clicks]
        seen, mask = pictures.seen(body.image), decoded(body.mask)
        found = segmenting.corrected(seen, mask, clicks)
        return {"mask": base64.b64encode(written(found)).decode()}

    if collection.has_map:
        app.mount("/map", StaticFiles(directory=collection.path("server"), html=True))
    app.mount("/", StaticFiles(directory=PAGES, html=True))
    _explain_errors(app)
    return Guard(app, **guarded)


def _routes(kind: type[Task], tasks: Tasks) -> APIRouter:
    """Return what the pages may ask of a task."""
    router, shape = APIRouter(prefix=f"/api/{kind.kind}", tags=[kind.kind]), kind.shape

    @router.get("")
    def show(image: str) -> Any:
        return tasks.of(kind).show(image)

    @router.get("/next")
    def following(after: str = "", count: int = 1) -> Any:
        return tasks.of(kind).next(after, _natural(count))

    @router.post("")
    def save(body: shape) -> Any:  # type: ignore[valid-type]
        return tasks.of(kind).save(body)

    @router.post("/undo")
    def undo(body: Undo) -> Any:
        return tasks.of(kind).undo(body)

    if issubclass(kind, Sheet):

        @router.get("/items")
        def items(
            sort: str = "", text: str = "", label: str = "", offset: int = 0, count: int = PAGE
        ) -> Any:
            wanted = Wanted(sort, text[:200], label[:200])
            return tasks.sheet(kind).items(wanted, _natural(offset), _natural(count))

        @router.get("/counts")
        def counts() -> Any:
            return tasks.sheet(kind).counts()

    return router


def _pictures(pictures: Pictures, tasks: Tasks) -> APIRouter:
    """Return the addresses of pictures."""
    router = APIRouter(tags=["pictures"])

    @router.get("/image/{image}.png")
    def cutout(image: str, request: Request) -> Response:
        return _file(pictures.cutout(image), request)

    @router.get("/thumbnail/{image}.jpg")
    def thumbnail(image: str, request: Request) -> Response:
        return _file(pictures.thumbnail(image), request)

    @router.get("/photograph/{image}.jpg")
    def photograph(image: str, request: Request) -> Response:
        return _file(pictures.photograph(image), request)

    @router.get("/mask/{image}.png")
    def mask(image: str) -> Response:
        valid = tasks.of(Masks).file(image)  # type: ignore[attr-defined]
        return Response(pictures.mask(image, valid), media_type="image/png")

    @router.get("/api/size")
    def size(image: str) -> Any:
        """Return a photograph's own width and height, in pixels."""
        width, height = pictures.size(image)
        return {"width": width, "height": height}

    return router


def _file(path: Path, request: Request) -> Response:
    """Return a file, or that the browser has it already."""
    answer = FileResponse(path, stat_result=path.stat())
    if request.headers.get("if-none-match") == answer.headers["etag"]:
        return Response(status_code=304, headers={"etag": answer.headers["etag"]})
    return answer


def _natural(number: int) -> int:
    if number < 0:
        raise Refused(400, "offset and count are whole numbers from 0 on.")
    return number


def _explain_errors(app: FastAPI) -> None:
    """Answer what went wrong with a sentence."""

    @app.exception_handler(Refused)
    def refused(_: Request, refusal: Refused) -> JSONResponse:
        return JSONResponse({"refused": str(refusal)}, refusal.status)

    @app.exception_handler(RequestValidationError)
    def misshapen(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = " ".join(str(part) for part in first["loc"][1:])
        return JSONResponse({"refused": f"{where}: {first['msg']}."}, 400)

    @app.exception_handler(HTTPException)
    def nothing(_: Request, error: HTTPException) -> JSONResponse:
        return JSONResponse({"refused": str(error.detail)}, error.status_code)

    @app.exception_handler(OSError)  # a full disk: the page keeps the save and sends it again
    def full(_: Request, error: OSError) -> JSONResponse:
        return JSONResponse({"failed": f"It could not be written: {error.strerror}."}, 507)
