"""Uploads: a process holds few files, each until it's read, and accepts only what it has room for."""

import asyncio
from types import SimpleNamespace
from uuid import uuid4

import pytest
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile, UploadedFileRec

from model.files import MAX_MEGABYTES
from tests.event_loop import run as in_thread
from views.serving import upload_room, uploads
from views.serving.upload_room import UploadRoom
from views.serving.uploads import MOST_BYTES, MOST_NAMES, MOST_UNREAD, bound_uploads, take, was_read

PATIENCE = 20.0  # seconds: a wait for room that never comes fails
MEGABYTE = 1024**2
THREE, NINE = bytes(3 * MEGABYTE), bytes(9 * MEGABYTE)  # count what is held, not the machine's memory


class Room:
    """A server with its file manager and a clock, behind `UploadRoom`."""

    def __init__(self, monkeypatch) -> None:
        self.files = MemoryUploadedFileManager("/_stcore/upload_file")
        bound_uploads(self.files)
        self.sessions, self.now, self.most, self.coming = set(), 0.0, 0, 0
        self.reads = True
        runtime = SimpleNamespace(
            uploaded_file_mgr=self.files, is_active_session=lambda session: session in self.sessions
        )
        clock = SimpleNamespace(monotonic=lambda: self.now)
        monkeypatch.setattr(upload_room, "exists", lambda: True)
        monkeypatch.setattr(upload_room, "get_instance", lambda: runtime)
        monkeypatch.setattr(uploads, "time", clock)
        monkeypatch.setattr(upload_room, "time", clock)
        monkeypatch.setattr(upload_room, "LOOKS", 4000)
        self.door = UploadRoom(self._take_in)

    def session(self) -> str:
        self.sessions.add(session := str(uuid4()))
        return session

    def held(self) -> int:
        return sum(each.size for each in self.files.held())

    async def _take_in(self, scope, receive, send) -> None:
        """Read and store an upload, as Streamlit does."""
        pieces, more = [], True
        while more:
            message = await receive()
            pieces.append(message["body"])
            more = message["more_body"]
        contents = b"".join(pieces)
        _, session, file = scope["path"].rsplit("/", 2)
        self.files.add_file(session, UploadedFileRec(file, "a", "b", contents))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def put(self, session: str, contents: bytes, said: str | None = None, pace=None) -> int:
        """Upload a file; return the status."""
        pieces = [contents[at : at + 4 * MEGABYTE] for at in range(0, len(contents) or 1, 4 * MEGABYTE)]
        status = []

        async def receive() -> dict:
            self.coming += len(pieces[0])
            self.most = max(self.most, self.coming + self.held())
            await (pace or asyncio.sleep)(0)
            body = pieces.pop(0)
            if not pieces:
                self.coming -= len(contents)
            return {"type": "http.request", "body": body, "more_body": bool(pieces)}

        async def send(message) -> None:
            status.append(message.get("status"))

        length = str(len(contents)) if said is None else said
        scope = {"type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{session}/{uuid4()}"}
        await self.door(scope | {"headers": [(b"content-length", length.encode())]}, receive, send)
        return status[0]


@pytest.fixture
def room(monkeypatch) -> Room:
    return Room(monkeypatch)


def run(work) -> object:
    return in_thread(asyncio.wait_for(work, PATIENCE))


def test_one_session_holds_no_more_than_it_can_read(room):
    assert 4 * MAX_MEGABYTES * MEGABYTE <= MOST_BYTES <= 100 * MEGABYTE
    session = room.session()
    for _ in range(25):
        assert run(room.put(session, NINE)) == 204
        assert room.held() <= MOST_UNREAD * len(NINE)


def test_many_sessions_wait_for_room_and_lose_nothing(room):
    """Ninety people send three megabytes each, and the pages read them one by one."""
    sessions, read = [room.session() for _ in range(90)], []

    async def read_one_after_another() -> None:
        while len(read) < len(sessions):
            for each in room.files.held():
                if each.size:
                    (record,) = room.files.get_files(each.session, [each.file])
                    read.append(len(record.data))
                    uploads.empty(room.files, each.session, each.file)
                    break
            await asyncio.sleep(0.001)

    async def everybody() -> list[int]:
        answers = asyncio.gather(*(room.put(session, THREE) for session in sessions))
        await asyncio.gather(answers, read_one_after_another())
        return answers.result()

    assert run(everybody()) == [204] * 90
    assert read == [len(THREE)] * 90
    assert room.most <= MOST_BYTES + 4 * MEGABYTE  # and the piece that is being read


def test_unread_files_make_room_for_others(room):
    for _ in range(MOST_BYTES // len(NINE)):
        assert run(room.put(room.session(), NINE)) == 204
    full = room.held()

    async def come() -> int:
        coming = asyncio.ensure_future(room.put(room.session(), NINE))
        await asyncio.sleep(0.02)
        assert not coming.done()
        room.now += uploads.UNREAD_SECONDS + 1
        return await coming

    assert run(come()) == 204
    assert room.held() == len(NINE) < full


def test_without_room_an_upload_is_refused_in_time(room):
    room.door._bytes = MOST_BYTES

    async def come() -> list[int]:
        coming = asyncio.gather(*(room.put(room.session(), NINE) for _ in range(2)))
        await asyncio.sleep(0.01)
        room.now += 3 * uploads.UNREAD_SECONDS + 1
        return await coming

    assert run(come()) == [503, 503]  # the second in line waits no longer than the first


@pytest.mark.parametrize(
    ("session", "said", "status"),
    [
        ("00000000-0000-4000-8000-000000000000", "1", 400),  # of no session
        ("no", "1", 400),
        ("../" * 20, "1", 400),
        (None, str(upload_room.MOST + 1), 413),
        (None, "9" * 15, 413),
    ],
)
def test_an_invalid_upload_is_refused_before_it_is_read(room, session, said, status):
    async def read(_) -> None:
        raise AssertionError("it was read")

    assert run(room.put(session or room.session(), b"a", said, read)) == status
    for unclear in ("", "-1", "1_0", "٣", "9" * 5000):  # then room for the longest is reserved
        assert upload_room.announced({"headers": [(b"content-length", unclear.encode())]}) == upload_room.MOST


def test_one_session_uploads_two_files_at_once_but_no_third(room):
    session, wait = room.session(), asyncio.sleep

    async def three() -> list[int]:
        return await asyncio.gather(*(room.put(session, b"a", pace=wait) for _ in range(MOST_UNREAD + 1)))

    assert sorted(run(three())) == [204] * MOST_UNREAD + [429]
    assert run(room.put(session, b"a")) == 204  # and then the next one


def test_an_upload_that_is_too_slow_gives_the_room_back(room, monkeypatch):
    monkeypatch.setattr(upload_room, "UNREAD_SECONDS", 0.04)

    async def never(_) -> None:
        await asyncio.sleep(60)

    assert run(room.put(room.session(), NINE, pace=never)) == 408
    assert room.door._bytes == 0
    assert not room.door._coming


def test_a_file_is_new_until_it_was_read_and_its_contents_go_everywhere(room, monkeypatch):
    """One that had to make room is new, too: the page can say so."""
    context = SimpleNamespace(uploaded_file_mgr=room.files, session_id=room.session())
    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda: context)
    for is_evicted in (False, True):
        run(room.put(context.session_id, NINE))
        held = room.files.held()[-1]
        if is_evicted:
            uploads.empty(room.files, context.session_id, held.file)
        upload = UploadedFile(room.files.get_files(context.session_id, [held.file])[0], FileURLs())
        assert not was_read(upload)
        assert take(upload) == (b"" if is_evicted else NINE)
        assert (upload.getvalue(), room.held(), was_read(upload)) == (b"", 0, True)
        again = UploadedFile(room.files.get_files(context.session_id, [held.file])[0], FileURLs())
        assert again == upload and was_read(again)  # otherwise the page would take it for another file
    assert was_read(DeletedFile("a"))
    assert not was_read(None)


def test_names_without_files_are_limited_too(room):
    session, other = room.session(), room.session()
    run(room.put(other, b"a"))
    for _ in range(2 * MOST_NAMES):
        run(room.put(session, b""))
    assert len([each for each in room.files.held() if each.session == session]) == MOST_NAMES
    assert len(room.files.get_files(other, [each.file for each in room.files.held()])) == 1


@pytest.mark.parametrize(("type", "method"), [("websocket", None), ("http", "DELETE"), ("http", "OPTIONS")])
def test_other_requests_pass(type, method):
    came = []

    async def app(*request) -> None:
        came.append(request)

    scope = {"type": type, "method": method, "path": "/_stcore/upload_file/a/b", "headers": []}
    run(UploadRoom(app)(scope, None, None))
    assert came == [(scope, None, None)]


def test_trickling_bytes_are_too_slow_but_full_speed_is_not(room):
    """Each piece grants as much time as its bytes take, and no more, however often one comes."""

    def sender(size: int, seconds: float):
        async def receive() -> dict:
            room.now += seconds
            return {"type": "http.request", "body": bytes(size), "more_body": True}

        return upload_room._Timely(receive)

    async def take_in(pieces: int, size: int, seconds: float) -> None:
        timely = sender(size, seconds)
        for _ in range(pieces):
            await timely()

    run(take_in(100, 60_000, 2))  # 30 kB a second
    for slow in ((9, 1, 6), (100, 60_000, 2.5)):
        with pytest.raises(upload_room.TooSlow):
            run(take_in(*slow))
