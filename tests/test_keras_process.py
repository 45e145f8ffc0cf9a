"""Tests the process that opens an uploaded network: it always ends with a network or a sentence."""

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from model import PROJECT
from model.errors import NetworkError
from model.files import MAX_MEGABYTES
from model.learning.uploads.config import MAX_SIDE, MAX_UNITS
from model.learning.uploads.file import answer
from model.network import Network, forward
from model.network.message import encode, encode_network
from model.processes import keras_process
from model.processes.keras_process import make_keras_file, open_keras_file
from tests.keras_files import edited, sequential, small, to_bytes
from tests.signs import NAMES, network_of_signs, reading_of
from tests.specimens import some_images, specimen


def test_a_downloaded_network_can_be_uploaded_again(monkeypatch):
    monkeypatch.setattr(keras_process, "LONGEST_SECONDS", 600.0)  # a busy machine would run out of time
    network = specimen("strided").network
    assert_same_answers(open_keras_file(make_keras_file(network), "yours 7"), network)


def test_a_downloaded_network_for_signs_has_their_names_and_its_answers(monkeypatch, tmp_path):
    monkeypatch.setattr(keras_process, "LONGEST_SECONDS", 600.0)
    file = make_keras_file(network_of_signs())
    with zipfile.ZipFile(io.BytesIO(file)) as contents:
        assert json.loads(contents.read("classes.json")) == [*NAMES]
    (tmp_path / "signs.keras").write_bytes(file)
    import keras

    reading = reading_of(0)
    answer = keras.saving.load_model(tmp_path / "signs.keras")(reading.image[None]).numpy()[0]
    np.testing.assert_allclose(answer, reading.probs, atol=1e-5)


def children() -> set[str]:
    """Return the ids of the child processes that haven't been reaped."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {number for task in tasks for number in task.read_text().split()}


def assert_same_answers(opened: Network, network: Network) -> None:
    assert opened.name == "yours 7"
    assert set(opened.card["scales"]) == {layer.name for layer in opened.layers[1:]}
    for image in some_images()[:2]:
        expected = forward(network, image)["probs"]
        np.testing.assert_allclose(forward(opened, image)["probs"], expected, atol=1e-6)


def large_kernels(config):
    """Add a convolution with the largest kernel and the most filters allowed, 3 GB together."""
    plain = {"module": "keras.layers"}
    wide = {"name": "wide", "filters": MAX_UNITS, "kernel_size": [MAX_SIDE, MAX_SIDE], "padding": "same"}
    config["config"]["layers"][1:2] = [
        plain | {"class_name": "Reshape", "config": {"name": "pixels", "target_shape": [28, 28, 1]}},
        plain | {"class_name": "Conv2D", "config": wide},
        plain | {"class_name": "Flatten", "config": {"name": "flatten"}},
    ]


def packed_weights(file):
    """Store a kernel of 3.2 GB that is tiny when compressed because it is all zeros."""
    group = file["layers/dense/vars"]
    del group["0"]
    group.create_dataset("0", (400_000_000, 2), "f4", chunks=(1_000_000, 2), compression="gzip")


def test_files_that_need_gigabytes_get_a_sentence_and_no_memory(monkeypatch):
    """Both run at once, because TensorFlow waits ten seconds for memory to become free."""
    most = []
    for limit in ("SECONDS", "LONGEST_SECONDS"):  # a busy machine would run out of time before memory
        monkeypatch.setattr(keras_process, limit, 600.0)
    monkeypatch.setattr(keras_process.subprocess, "run", lambda *a, **k: watched(most, *a, **k))
    files = edited(large_kernels), edited(change_weights=packed_weights)
    assert max(map(len, files)) < 100_000
    with ThreadPoolExecutor() as threads:
        for refused in [threads.submit(open_keras_file, contents, "yours 1") for contents in files]:
            with pytest.raises(NetworkError, match=r"1.5 GB of memory.*\.$"):
                refused.result()
    assert len(most) == 2 and 100 < min(most) <= max(most) < 1536


def watched(most: list[int], command: list[str], **settings) -> subprocess.CompletedProcess:
    """Run a command and note the most memory it had, in MB."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    process = subprocess.Popen(command, cwd=settings["cwd"], **pipes)
    high = []

    def look():
        while process.poll() is None:
            with contextlib.suppress(OSError):  # it has already ended
                status = Path(f"/proc/{process.pid}/status").read_text()
                high.extend(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
            time.sleep(0.05)

    thread = threading.Thread(target=look)
    thread.start()
    out, errors = process.communicate(settings["input"], settings["timeout"])
    thread.join()
    most.append(max(high) // 1024)
    return subprocess.CompletedProcess(command, process.returncode, out, errors)


def test_opening_a_file_does_not_import_pandas():
    """Keras would import it if it were there, which costs half a second and 30 MB of the file's memory."""
    code = (
        "import sys; from model.learning.uploads import file\n"
        "file.answer = lambda *_: str(sys.modules.get('pandas', 'would be imported')).encode()\n"
        "file.main()"
    )
    command = [sys.executable, "-c", code, "20", "yours 1"]
    assert subprocess.run(command, cwd=PROJECT, input=b"a file", capture_output=True).stdout == b"None"


def test_an_upload_or_a_download_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(keras_process, "SECONDS", 0.001)
    before = children()
    for ask in (
        lambda: open_keras_file(to_bytes(small()), "yours 1"),
        lambda: make_keras_file(specimen("untrained dense").network),
    ):
        with pytest.raises(NetworkError, match=r"took more than .*\.$"):
            ask()
    assert children() <= before


def test_a_busy_server_is_not_blamed_on_the_file(monkeypatch):
    """If a process can't compute, for example a stopped one, the message says that the server is busy."""
    monkeypatch.setattr(keras_process, "LONGEST_SECONDS", 0.3)
    before = children()
    with pytest.raises(NetworkError, match=r"^The server is busy.*\.$"):
        keras_process._run(["sh", "-c", "kill -STOP $$"], b"a file")
    assert children() <= before
    with pytest.raises(NetworkError, match=r"^The server is busy.*\.$"):
        keras_process._run(["sleep", "20"], b"a file")
    with contextlib.ExitStack() as turns:
        for _ in range(keras_process.MAX_PROCESSES):
            turns.enter_context(keras_process._slots)
        with pytest.raises(NetworkError, match=r"^The server is busy.*\.$"):
            keras_process._run(["true"], b"a file")


def test_only_time_after_the_limit_starts_counts():
    """The limit counts processor time, so waiting in between costs nothing."""
    code = (
        "import time; from model.processes.child import limit_processor\n"
        "while time.process_time() < 0.4: pass\n"
        "limit_processor(0.3); began = time.process_time(); time.sleep(0.4)\n"
        "while time.process_time() < began + {}: pass"
    )
    codes = [
        subprocess.run([sys.executable, "-c", code.format(seconds)], cwd=PROJECT).returncode
        for seconds in (0.1, 30)
    ]
    assert codes == [0, keras_process.TIME_IS_UP]


def test_time_counts_once_keras_is_loaded_and_the_file_checked(monkeypatch):
    """A file is refused for its list of layers before that, and loaded within the time."""
    order = []
    load = keras.saving.load_model
    monkeypatch.setattr(keras.saving, "load_model", lambda *a, **k: order.append("loaded") or load(*a, **k))
    refused = to_bytes(sequential(layers.LSTM(4), layers.Dense(10)))
    assert b"LSTM" in answer(refused, "yours 1", lambda: order.append("begun"))
    assert order == []
    answer(to_bytes(small()), "yours 1", lambda: order.append("begun"))
    assert order == ["begun", "loaded"]


def test_the_sentence_about_time_has_the_current_limit(monkeypatch):
    monkeypatch.setattr(keras_process, "SECONDS", 33.0)
    monkeypatch.setattr(keras_process.subprocess, "run", answering(b"", keras_process.TIME_IS_UP))
    with pytest.raises(NetworkError, match="took more than 33 seconds"):
        open_keras_file(b"anything", "yours 1")


def test_too_little_memory_for_a_process_gives_a_sentence(monkeypatch):
    def full(*_, **__):
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(keras_process.subprocess, "run", full)
    with pytest.raises(NetworkError, match=r"^There is no room.*\.$"):
        open_keras_file(b"anything", "yours 1")


def test_downloads_wait_for_a_turn_like_uploads(monkeypatch):
    taken = threading.Event()
    run = answering(b"a file")
    monkeypatch.setattr(keras_process.subprocess, "run", lambda *a, **more: taken.set() or run(*a, **more))
    network, made = specimen("untrained dense").network, []
    thread = threading.Thread(target=lambda: made.append(make_keras_file(network)))
    with contextlib.ExitStack() as turns:
        for _ in range(keras_process.MAX_PROCESSES):
            turns.enter_context(keras_process._slots)
        thread.start()
        assert not taken.wait(0.3)
    thread.join(10)
    assert made == [b"a file"]


def test_a_file_too_large_to_upload_starts_no_process(monkeypatch):
    monkeypatch.setattr(keras_process.subprocess, "run", lambda *_, **__: pytest.fail("it was started"))
    with pytest.raises(NetworkError, match="larger than 10 MB"):
        open_keras_file(bytes(MAX_MEGABYTES * 1024**2 + 1), "yours 1")


def answering(message: bytes, code: int = 0, printed: bytes = b""):
    return lambda command, **_: subprocess.CompletedProcess(command, code, message, printed)


@pytest.mark.parametrize(
    "code, printed, words",
    [
        (-9, b"", "because there wasn.t enough memory"),
        (-6, b"terminate called after throwing an instance of 'std::bad_alloc'", "1.5 GB of memory"),
        (1, b"MemoryError", "1.5 GB of memory"),
        (-6, b"Check failed: no memory of this", "unexpectedly failed"),
        (-11, b"", "unexpectedly failed"),
        (1, b"ModuleNotFoundError: No module named 'keras'", "unexpectedly failed"),
        (0, b"\xff\x1b[31m", "unexpectedly failed"),
    ],
)
def test_a_dead_process_s_exit_decides_the_sentence(code, printed, words, monkeypatch, caplog):
    monkeypatch.setattr(keras_process.subprocess, "run", answering(b"", code, printed))
    with pytest.raises(NetworkError, match=rf"^[A-Z].*{words}.*\.$"):
        open_keras_file(b"anything", "yours 1")
    assert f"exit code {code}" in caplog.text
    assert "\x1b" not in caplog.text


@pytest.mark.parametrize("code", [-9, 1])
def test_a_file_that_can_t_be_made_is_for_want_of_room(code, monkeypatch):
    monkeypatch.setattr(keras_process.subprocess, "run", answering(b"", code, b"OSError: No space left"))
    with pytest.raises(NetworkError, match=r"^There is no room.*\.$"):
        make_keras_file(specimen("untrained dense").network)


def changed_answer(**header) -> bytes:
    network = specimen("untrained dense").network
    card = {"network": "yours 1", "scales": {layer.name: 1.0 for layer in network.layers[1:]}}
    return encode_network(network, {"card": card} | header)


def test_an_answer_is_a_network_or_a_problem_whose_details_are_logged(monkeypatch, caplog):
    monkeypatch.setattr(keras_process.subprocess, "run", answering(changed_answer()))
    assert open_keras_file(b"anything", "yours 1").logits.shape == (10,)
    message = encode({"problem": "A sentence.", "details": "Traceback: x"})
    monkeypatch.setattr(keras_process.subprocess, "run", answering(message))
    with pytest.raises(NetworkError, match=r"^A sentence\.$"):
        open_keras_file(b"anything", "yours 1")
    assert "Traceback: x" in caplog.text
    for header in ({"card": {}}, {"card": {"scales": {"x": 1.0}}}, {"layers": []}, {"layers": "layers"}):
        monkeypatch.setattr(keras_process.subprocess, "run", answering(changed_answer(**header)))
        with pytest.raises(NetworkError, match="unexpectedly failed"):
            open_keras_file(b"anything", "yours 1")
