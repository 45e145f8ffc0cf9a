"""What this process holds of the files that visitors have sent: each for no longer than it takes to read it.

Streamlit keeps every file whole until its session ends. Here a file that has been read, or has waited too
long for it, stays as a name without contents, so that whatever shows the name still finds it. How much may
come in at once is upload_room.py's; this holds in every way of serving.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import DeletedFile, UploadedFile, UploadedFileRec

from model.files import MAX_MEGABYTES

MOST_UNREAD = 2  # files of one session: a page has no more places for one
MOST_BYTES = 5 * MAX_MEGABYTES * 1024**2  # of all sessions together
MOST_NAMES = 20  # of one session's files
READ = "read"  # in place of the type of a file that was
UNREAD_SECONDS = 20.0  # after which a file makes room for another: what is sent is read at once


class Held(NamedTuple):
    """A file that the process has."""

    session: str
    file: str
    size: int  # bytes
    came: float  # seconds of time.monotonic()


class BoundedFiles(MemoryUploadedFileManager):
    """Streamlit's keeper of files, which lets go of the oldest where there are too many."""

    def add_file(self, session_id: str, file: UploadedFileRec) -> None:
        """Keep a file; one without contents is as old as it was."""
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
        """All files, oldest first."""
        found, times = [], self._times()
        for (session, file), came in list(times.items()):
            records = self.get_files(session, [file])
            found += [Held(session, file, len(record.data), came) for record in records]
            if not records:
                times.pop((session, file), None)
        return found

    def make_room(self) -> int:
        """Let go of what nobody has read in time; how many bytes are held then."""
        files = self.held()
        kept = [each for each in files if time.monotonic() - each.came <= UNREAD_SECONDS]
        for each in files:
            if each.size and each not in kept:
                empty(self, each.session, each.file)
        return sum(each.size for each in kept)

    def _times(self) -> dict[tuple[str, str], float]:
        """When each file came: (session, file) -> seconds of time.monotonic(), oldest first."""
        return vars(self).setdefault("came", {})


def bound_uploads(manager: object) -> None:
    """Have the server's keeper of files let go of some; another one than Streamlit's own stays as it is."""
    if type(manager) is MemoryUploadedFileManager:
        manager.__class__ = BoundedFiles  # the server made it before anything of ours ran


def was_read(upload: UploadedFile | DeletedFile | None) -> bool:
    """Whether a file is no new one: a page that shows its name again is told of it again."""
    return isinstance(upload, DeletedFile) or (upload is not None and upload.type == READ)


def waits(upload: UploadedFile | DeletedFile | None) -> bool:
    """Whether a file is there that nobody has read to the end, such as one whose reading was cut short."""
    return upload is not None and not was_read(upload)


def take(upload: UploadedFile) -> bytes:
    """The contents of an uploaded file, empty if they had to make room; nobody can read it again."""
    contents = upload.getvalue()
    upload.truncate(0)  # Streamlit keeps it as the widget's value
    upload.type = READ
    if context := get_script_run_ctx():
        empty(context.uploaded_file_mgr, context.session_id, upload.file_id, type=READ)
    return contents


def empty(manager: MemoryUploadedFileManager, session: str, file: str, **changed: str) -> None:
    """Keep no more of a file than its name, and what is said of it otherwise."""
    for record in manager.get_files(session, [file]):
        manager.add_file(session, record._replace(data=b"", **changed))


def too_many(files: list[Held], session: str) -> list[Held]:
    """What of these files, oldest first, that session and the process have to let go of; never the newest."""
    full = [each for each in files if each.size]
    gone = [each for each in full if each.session == session][:-MOST_UNREAD]
    left = [each for each in full if each not in gone]
    while len(left) > 1 and sum(each.size for each in left) > MOST_BYTES:
        gone.append(left.pop(0))
    return gone
