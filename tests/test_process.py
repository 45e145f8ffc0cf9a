"""The page's process has no TensorFlow, and works without the Streamlit internals that it patches."""

from __future__ import annotations

import inspect
import subprocess
import sys
import weakref
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.components.v2.bidi_component import serialization
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.watcher import polling_path_watcher
from websockets.exceptions import PayloadTooBig
from websockets.extensions.permessage_deflate import PerMessageDeflate

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
PAGES = [
    "views.draw.page",
    "views.neuron.page",
    "views.training.page",
]  # scripts, which run on import


def run(code: str) -> str:
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert not ended.returncode, ended.stderr
    return ended.stdout.strip()


def test_no_import_of_a_page_imports_keras():
    assert run(f"PAGES = {PAGES}\n{EVERY_MODULE}").endswith("[]")


def test_numpy_is_limited_to_one_thread_before_its_import():
    assert run(
        "import sys; from views.serving import process; import os;"
        "print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS'])"
    ) in ("False 1", f"False {__import__('os').environ.get('OPENBLAS_NUM_THREADS')}")


def test_streamlit_checks_its_settings_file_less_often():
    """Fail if a new version of Streamlit renames its period."""
    assert polling_path_watcher._POLLING_PERIOD_SECS in (0.2, process.SETTINGS_SECONDS)
    process.configure.forget()
    process.configure()
    assert polling_path_watcher._POLLING_PERIOD_SECS == process.SETTINGS_SECONDS


def test_theme_messages_are_cached_for_a_while(monkeypatch):
    """Fail if a new version of Streamlit sends the theme another way."""
    own, asked, now = inspect.unwrap(app_session._populate_theme_msg), [], [0.0]

    def counted(message: CustomThemeConfig, section: str = "theme") -> None:
        asked.append(section)
        own(message, section)

    def told(populate: Callable[..., None]) -> CustomThemeConfig:
        message = CustomThemeConfig()
        populate(message)
        populate(message.light, "theme.light")
        populate(message.dark.sidebar, "theme.dark.sidebar")
        return message

    monkeypatch.setattr(process, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(app_session, "_populate_theme_msg", counted)
    process.cache_settings_messages()
    for _ in range(3):
        assert told(app_session._populate_theme_msg) == told(own) != CustomThemeConfig()
    assert asked == ["theme", "theme.light", "theme.dark.sidebar"]
    now[0] += process.SETTINGS_SECONDS
    told(app_session._populate_theme_msg)
    assert len(asked) == 6


def test_other_settings_messages_are_cached_too(monkeypatch):
    """Fail if a new version of Streamlit sends them another way."""
    own, asked = inspect.unwrap(app_session._populate_config_msg), []

    def counted(message: Config) -> None:
        asked.append(message)
        own(message)

    monkeypatch.setattr(app_session, "_populate_theme_msg", inspect.unwrap(app_session._populate_theme_msg))
    monkeypatch.setattr(app_session, "_populate_config_msg", counted)
    process.cache_settings_messages()
    own(told := Config())
    for _ in range(3):
        app_session._populate_config_msg(message := Config())
        assert message == told != Config()
    assert len(asked) == 1


def test_nested_containers_are_copied_once_each():
    """Fail if a new version of Streamlit copies them another way."""
    code = """
import copy
from streamlit.delta_generator import DeltaGenerator
from streamlit.cursor import RunningCursor
from views.serving import process
made, own = [], DeltaGenerator.__init__
DeltaGenerator.__init__ = lambda self, *given, **named: made.append(self) or own(self, *given, **named)
def stack(depth):
    found = [None]
    for place in range(depth):
        found.append(DeltaGenerator(cursor=RunningCursor(0, (place,)), parent=found[-1]))
    return tuple(found[1:])
def copies():
    given = stack(8)
    made.clear()
    found = copy.deepcopy(given)
    for one, other in zip(given, found):
        assert one is not other and one._cursor is not other._cursor
        paths = [[each._cursor.delta_path for each in dg._ancestors] for dg in (one, other)]
        assert paths[0] == paths[1]
    return len(made)
before = copies()
process.copy_containers_once()
print(before, copies())
"""
    assert run(code) == "36 8"


def test_component_data_is_not_searched_for_data_frames():
    """Fail if a new version of Streamlit searches another way."""
    code = """
import sys
from streamlit.components.v2.bidi_component import serialization
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from views.serving.process import configure

sent = {"title": "a", "values": [1, 2], "inner": {"none": None}}
FRAMES
message = BidiComponent()
serialization.serialize_mixed_data(sent, message)
print(message.json, "pandas" in sys.modules)
"""
    expected = '{"title": "a", "values": [1, 2], "inner": {"none": null}}'
    assert run(code.replace("FRAMES", "")) == f"{expected} True"
    assert run(code.replace("FRAMES", "configure()")) == f"{expected} False"


def test_a_component_s_value_needs_no_class_of_its_own():
    """Fail if a new version of Streamlit returns it another way."""
    code = """
from streamlit.components.v2.bidi_component import main
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState
from views.serving import process

def given(reported):
    session, value = SessionState(), {}
    plain = {"deserializer": lambda each: each, "serializer": lambda each: each}
    session._set_widget_metadata(WidgetMetadata(id="reports", value_type="json_trigger_value", **plain))
    session._new_widget_state.set_from_value("reports", reported)
    return main.make_bidi_component_presenter("reports", "component")(value, session)

reports = ([{"event": "picked", "value": 3}], None)
before = [given(each) for each in reports]
process.give_components_values_plainly()
after = [given(each) for each in reports]
print(after, before == after, [type(each).__name__ for each in (*before, *after)])
"""
    kinds = ["_WriteThrough", "_WriteThrough", "_WriteThrough", "dict"]
    assert run(code) == f"[{{'picked': 3}}, {{}}] True {kinds}"


def test_the_process_bounds_what_waits_for_the_end_of_a_run():
    """Fail if a new version of Streamlit merges requests another way."""
    code = """
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from views.serving.process import configure

configure()
print(ScriptRequests._request_rerun_locked.__wrapped__.__name__)
"""
    assert run(code) == "_request_rerun_locked"


def test_a_rerun_waits_for_the_last_run_s_output():
    """Fail if a new version of Streamlit requests reruns another way."""
    code = """
import asyncio, inspect
from types import SimpleNamespace
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from views.serving import process

heard = []
AppSession.request_rerun = lambda self, client_state: heard.append(client_state)
process.queue_reruns_behind_output()
assert "self._requests = ScriptRequests()" in inspect.getsource(ScriptRunner.__init__)
made = inspect.getsource(AppSession.__init__)
assert "self._scriptrunner" in made and "self._event_loop" in made

async def ask(has_ended):
    heard.clear()
    session = AppSession.__new__(AppSession)
    session._event_loop, requests = asyncio.get_running_loop(), ScriptRequests()
    session._scriptrunner = SimpleNamespace(_requests=requests)
    if has_ended:
        requests.request_stop()
    session._event_loop.call_soon(heard.append, "shown")
    for click in (1, 2):
        session.request_rerun(click)
    await asyncio.sleep(0)
    return list(heard)

print(asyncio.run(ask(True)), asyncio.run(ask(False)))
"""
    assert run(code) == "['shown', 1, 2] [1, 2, 'shown']"


def test_undelivered_deltas_survive_a_fragment_but_not_a_full_rerun():
    """Fail if a new version of Streamlit keeps them another way."""
    code = """
import inspect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from views.serving import process

def message(path, kind, fragment=""):
    made = ForwardMsg()
    made.metadata.delta_path[:] = path
    if kind == "known":
        made.ref_hash = "of a component"
        return made
    made.delta.fragment_id = fragment
    if kind == "block":
        made.delta.add_block.allow_empty = True
    else:
        made.delta.new_element.markdown.body = kind
    return made

def waiting(*fragments):
    queue = ForwardMsgQueue()
    session = AppSession.__new__(AppSession)
    session._browser_queue = queue
    queue.enqueue(message([0, 0], "block", "panel"))
    queue.enqueue(message([0, 0, 0], "known"))
    queue.enqueue(message([0, 0, 1], "old", "panel"))
    session._clear_queue(*fragments)
    queue.enqueue(message([0, 0, 1], "new", "panel"))
    sent = queue.flush()
    return [list(each.metadata.delta_path) for each in sent], sent[-1].delta.new_element.markdown.body

before = waiting(["panel"])
process.configure()
assert before == ([[0, 0, 0], [0, 0, 1]], "new"), before  # the first has no place, for which this is done
assert "self._clear_queue(fragment_ids_this_run)" in inspect.getsource(AppSession)
print(waiting(["panel"]), waiting())
"""
    paths = [[0, 0], [0, 0, 0], [0, 0, 1], [0, 0, 1]]
    assert run(code) == f"({paths}, 'new') ([[0, 0, 1]], 'new')"


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


def test_the_process_starts_without_streamlit_s_internals(monkeypatch):
    process.configure.forget()
    monkeypatch.setitem(sys.modules, "streamlit.watcher.polling_path_watcher", None)
    monkeypatch.delattr("streamlit.watcher.polling_path_watcher")
    inside = "streamlit.components.v2.bidi_component.serialization"
    monkeypatch.setitem(sys.modules, inside, None)
    monkeypatch.delattr(inside)
    process.configure()
    process.configure.forget()
    monkeypatch.undo()
    monkeypatch.delattr(polling_path_watcher, "_POLLING_PERIOD_SECS")
    monkeypatch.delattr(serialization, "is_dataframe_like")
    process.configure()
    assert not hasattr(serialization, "is_dataframe_like")
    assert not hasattr(polling_path_watcher, "_POLLING_PERIOD_SECS")


def test_a_message_that_is_too_large_is_freed_despite_its_error(monkeypatch):
    class Unpacked(bytearray):
        """An object that tests can check for being freed."""

    held = []

    def decode(self: object, frame: object, *, max_size: int) -> None:
        unpacked = Unpacked(max_size + 1)
        held.append(weakref.ref(unpacked))
        raise PayloadTooBig(len(unpacked), max_size)

    monkeypatch.setattr(PerMessageDeflate, "decode", decode)
    process.forget_what_is_too_large()
    with pytest.raises(PayloadTooBig) as caught:
        PerMessageDeflate.decode(None, "a frame", max_size=9)
    assert held[0]() is None
    assert caught.value.__cause__ is None


def test_a_network_has_an_address_among_streamlit_s_media_files(monkeypatch):
    """Fail if a new version of Streamlit keeps them another way."""
    from streamlit.runtime.media_file_manager import MediaFileManager
    from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

    from views.serving import network_file

    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(network_file, "exists", lambda: True)
    monkeypatch.setattr(network_file, "get_instance", lambda: SimpleNamespace(media_file_mgr=manager))
    assert network_file.published(b"a file").startswith("/media/")
    for changed in (SimpleNamespace(), SimpleNamespace(media_file_mgr=SimpleNamespace(add=lambda: None))):
        monkeypatch.setattr(network_file, "get_instance", lambda changed=changed: changed)
        assert network_file.published(b"a file") is None
    monkeypatch.setattr(network_file, "exists", lambda: False)
    assert network_file.published(b"a file") is None
