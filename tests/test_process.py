"""The page's process has no TensorFlow, and starts without the parts of Streamlit that it replaces."""

import inspect
import sys
from types import SimpleNamespace

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from tests.processes import printed
from views.serving import process

EVERY_MODULE = """
import pkgutil, sys
import model, views
for package in (model, views):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.startswith("model.learning") and module.name not in PAGES:
            __import__(module.name)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"tensorflow", "keras", "jax", "torch"}))
"""
PAGES = ["views.draw.page", "views.neuron.page", "views.training.page"]  # scripts, which run on import


def test_no_import_of_a_page_imports_keras():
    assert printed(f"PAGES = {PAGES}\n{EVERY_MODULE}").endswith("[]")


def test_numpy_is_limited_to_one_thread_before_its_import():
    assert printed(
        "import sys; from views.serving import process; import os;"
        "print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'])"
    ) in ("False 1", f"False {__import__('os').environ.get('OPENBLAS_NUM_THREADS')}")


def test_streamlit_s_file_manager_drops_files_that_were_read(monkeypatch):
    """Fail if a new version of Streamlit keeps them another way."""
    keeper = MemoryUploadedFileManager("/")
    server = SimpleNamespace(uploaded_file_mgr=keeper)
    monkeypatch.setattr("streamlit.runtime.exists", lambda: True)
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: server)
    process.configure.forget()
    process.configure()
    uploads = sys.modules["views.serving.uploads"]  # the current one, because other tests reimport the pages
    assert type(keeper) is uploads.BoundedFiles
    server.uploaded_file_mgr = other = SimpleNamespace()
    process.hold_few_uploads()
    assert type(other) is SimpleNamespace


def test_the_process_starts_without_the_parts_that_it_replaces():
    code = """
from streamlit.runtime import app_session, forward_msg_queue
from streamlit.watcher import polling_path_watcher
from views.serving import process

inner = [(polling_path_watcher.PollingPathWatcher, "_schedule"), (app_session, "_populate_theme_msg"),
         (app_session.AppSession, "request_rerun"), (forward_msg_queue.ForwardMsgQueue, "clear")]
outer = [(polling_path_watcher, "PollingPathWatcher"), (app_session, "AppSession"),
         (forward_msg_queue, "ForwardMsgQueue")]
for parts in (inner, outer):
    for place, name in parts:
        delattr(place, name)
    process.configure.forget()
    process.configure()
    print(any(hasattr(place, name) for place, name in parts))
"""
    assert printed(code).split() == ["False", "False"]


def test_the_theme_is_the_same_from_memory():
    populate, messages = inspect.unwrap(app_session._populate_theme_msg), []
    for each in (populate, *[process._made_once(populate)] * 2):
        messages.append(message := CustomThemeConfig())
        each(message)
        each(message.light, "theme.light")
        each(message.dark.sidebar, "theme.dark.sidebar")
    assert messages[0] == messages[1] == messages[2] != CustomThemeConfig()


def test_undelivered_deltas_do_not_survive_a_full_rerun():
    code = """
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from views.serving import process

process.keep_undelivered_deltas()
queue = ForwardMsgQueue()
queue.enqueue(ForwardMsg(ref_hash="known"))
queue.clear(retain_lifecycle_msgs=True)
print(len(queue))
"""
    assert printed(code) == "0"


def test_a_network_has_an_address_among_streamlit_s_media_files(monkeypatch):
    """Fail if a new version of Streamlit keeps them another way."""
    from streamlit.runtime.media_file_manager import MediaFileManager
    from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

    from views.parts.files import network_file

    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(network_file, "exists", lambda: True)
    monkeypatch.setattr(network_file, "get_instance", lambda: SimpleNamespace(media_file_mgr=manager))
    assert network_file.published(b"a file").startswith("/media/")
    for changed in (SimpleNamespace(), SimpleNamespace(media_file_mgr=SimpleNamespace(add=lambda: None))):
        monkeypatch.setattr(network_file, "get_instance", lambda changed=changed: changed)
        assert network_file.published(b"a file") is None
    monkeypatch.setattr(network_file, "exists", lambda: False)
    assert network_file.published(b"a file") is None
