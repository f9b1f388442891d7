"""What witnesses fetch without signing in: the newest checkpoint, and hashes as C2SP cuts them.

c2sp.org/tlog-tiles. Hashes only: what the entries say is for auditors.
"""

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from audit.log_folder import folder_of
from audit.published import newest, tile_of
from audit.tiles import WIDTH
from models.database import reading
from portal.pages import site_of
from portal.route_table import Access, Page

# A checkpoint is of this moment: nobody keeps it longer than a few seconds. A tile never changes.
BRIEFLY = {"Cache-Control": "public, max-age=5"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
TILE = re.compile(
    r"(?P<level>0|[1-9][0-9]?)/(?P<number>(?:x[0-9]{3}/){0,5}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?\Z",
    re.ASCII,
)


def checkpoint_file(request: Request) -> Response:
    """GET /log/checkpoint: the newest signed note; 404 before the first."""
    engine = site_of(request).engine
    with reading(engine) as session:
        last = newest(session, folder_of(engine))
    if last is None:
        raise HTTPException(404)
    return Response(last.note, media_type="text/plain", headers=BRIEFLY)


def tile_file(request: Request) -> Response:
    """GET /log/tile/<L>/<N>[.p/<W>]: 404 for a tile that no checkpoint asks for."""
    level, number, width = _tile_asked(request.path_params["tile"])
    engine = site_of(request).engine
    with reading(engine) as session:
        hashes = tile_of(session, folder_of(engine), level, number, width)
    if hashes is None:
        raise HTTPException(404)
    return Response(hashes, media_type="application/octet-stream", headers=FOR_EVER)


def tile_path(number: int) -> str:
    """The number of a tile as path elements: 1234067 is x001/x234/067."""
    said = f"{number % 1000:03d}"
    while number := number // 1000:
        said = f"x{number % 1000:03d}/{said}"
    return said


def _tile_asked(text: str) -> tuple[int, int, int]:
    """Level, number and width; each tile has one address and no other.

    Raises:
        HTTPException: 404 for anything else.
    """
    found = TILE.match(text)
    if found is None or int(found["width"] or 1) >= WIDTH:
        raise HTTPException(404)
    number = int(found["number"].replace("x", "").replace("/", ""))
    if tile_path(number) != found["number"]:
        raise HTTPException(404)
    return int(found["level"]), number, int(found["width"] or WIDTH)


LOG_PAGES = (
    Page("/log/checkpoint", checkpoint_file, Access.PUBLIC),
    Page("/log/tile/{tile:path}", tile_file, Access.PUBLIC),
)
