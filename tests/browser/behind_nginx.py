"""Run several processes of the app behind nginx, as in deploy/nginx.conf, on this machine's loopback."""

import contextlib
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from model import PROJECT
from tests.browser.server import App, end, free_port, serve, wait_until_up


@contextlib.contextmanager
def serve_behind_nginx(processes: int, log: Path | None = None) -> Iterator[tuple[str, list[App]]]:
    """Run that many processes with a shared log, and nginx; yield their shared address and the processes."""
    with contextlib.ExitStack() as stack:
        apps = [stack.enter_context(serve(log=log)) for _ in range(processes)]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)  # if root starts nginx, it writes large uploads there as another user
        yield stack.enter_context(_nginx([app.address for app in apps], folder)), apps


@contextlib.contextmanager
def _nginx(addresses: Sequence[str], folder: Path) -> Iterator[str]:
    """Run nginx with deploy/nginx.conf, but with these processes in place of the compose file's."""
    port = free_port()
    servers = "".join(f"server {address.removeprefix('http://')};\n" for address in addresses)
    site = (PROJECT / "deploy" / "nginx.conf").read_text()
    site = re.sub(r"(# processes\n).*?(# end of)", rf"\1{servers}\2", site, flags=re.DOTALL)
    site = site.replace("${INKLING_PROXIES}", "127.0.0.1")  # so that tests can name a sender
    site = site.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    site = site.replace(
        "    add_header", "    add_header X-Process $upstream_addr always;\n    add_header", 1
    )
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log stderr;\nworker_processes 1;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{\naccess_log off;\n{paths}{site}\n}}\n"
    )
    command, log = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until_up(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        end(process)
