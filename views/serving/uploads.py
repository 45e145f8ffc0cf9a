"""Limits on the uploaded files that this process stores: each only as long as it takes to read it.

Streamlit keeps every file completely until its session ends. Here a file that has been read, or has waited
too long to be read, stays as a name without contents, so that a widget that shows the name still finds it.
upload_room.py limits how much may arrive at once; this works in every way of serving.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile, UploadedFileRec

from model.files import MAX_MEGABYTES

MOST_UNREAD = 2  # files per session: a page has no more uploaders
MOST_BYTES = 5 * MAX_MEGABYTES * 1024**2  # of all sessions together
MOST_NAMES = 20  # of one session's files
READ = "read"  # type of a file that has been read
UNREAD_SECONDS = 20.0  # after which a file makes room for another, because uploads are read immediately


class Held(NamedTuple):
    """A file in this process."""

    session: str
    file: str
    size: int  # bytes
    came: float  # seconds of time.monotonic()


class BoundedFiles(MemoryUploadedFileManager):
    """Streamlit's file manager, which drops the oldest files if there are too many."""

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """Add a file; one without contents keeps its age."""
        super().add_file(session_id, file)
        key, times = (session_id, file.file_id), self._times()
        if not file.data:
            times.setdefault(key, time.monotonic())
        else:
            times.pop(key, None)
            times[key] = time.monotonic()
            for each in too_many(self.held(), session_id):
                empty(self, each.session, each.file)
        for each in [each for each in self.held() if each.session == session_id][:-MOST_NAMES]:
            self.remove_file(session_id, each.file)

    def held(self) -> list[Held]:
        """Return all files, oldest first."""
        found, times = [], self._times()
        for (session, file), came in list(times.items()):
            records = self.get_files(session, [file])
            found += [Held(session, file, len(record.data), came) for record in records]
            if not records:
                times.pop((session, file), None)
        return found

    def make_room(self) -> int:
        """Drop files that nobody has read in time; return how many bytes are left."""
        files = self.held()
        remaining = [each for each in files if time.monotonic() - each.came <= UNREAD_SECONDS]
        for each in files:
            if each.size and each not in remaining:
                empty(self, each.session, each.file)
        return sum(each.size for each in remaining)

    def _times(self) -> dict[tuple[str, str], float]:
        """Return when each file arrived: (session, file) -> seconds of time.monotonic(), oldest first."""
        return vars(self).setdefault("came", {})


def bound_uploads(manager: object) -> None:
    """Make the server's file manager bounded; a manager that isn't Streamlit's own stays unchanged."""
    if type(manager) is MemoryUploadedFileManager:
        manager.__class__ = BoundedFiles  # the server created it before our code ran


def was_read(upload: UploadedFile | DeletedFile | None) -> bool:
    """Return whether a file isn't new: a page that shows its name again reports it again."""
    return isinstance(upload, DeletedFile) or (upload is not None and upload.type == READ)


def waits(upload: UploadedFile | DeletedFile | None) -> bool:
    """Return whether a file hasn't been read to the end, for example because a run was cut short."""
    return upload is not None and not was_read(upload)


def take(upload: UploadedFile) -> bytes:
    """Read an uploaded file once and drop its contents; empty if it had to make room."""
    contents = upload.getvalue()
    upload.truncate(0)  # Streamlit keeps it as the widget's value
    upload.type = READ
    if context := get_script_run_ctx():
        empty(context.uploaded_file_mgr, context.session_id, upload.file_id, type=READ)
    return contents


def empty(manager: MemoryUploadedFileManager, session: str, file: str, **changed: str) -> None:
    """Drop a file's contents; keep its name and other fields."""
    for record in manager.get_files(session, [file]):
        manager.add_file(session, record._replace(data=b"", **changed))


def too_many(files: list[Held], session: str) -> list[Held]:
    """Return which files that session and the process have to drop, oldest first; never the newest one."""
    full = [each for each in files if each.size]
    gone = [each for each in full if each.session == session][:-MOST_UNREAD]
    left = [each for each in full if each not in gone]
    while len(left) > 1 and sum(each.size for each in left) > MOST_BYTES:
        gone.append(left.pop(0))
    return gone
