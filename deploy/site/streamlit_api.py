"""The API of the Streamlit inside stlite: streamlit_api.json, with which the tests find what is too new.

python -m deploy.site.streamlit_api    fetches that version of Streamlit, and rewrites the list
"""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.site.registries import pinned

BESIDES = ("blinker",)  # which that version needs, but the current one doesn't
API = Path(__file__).with_name("streamlit_api.json")


def api() -> dict:
    """Return version; commands: name -> its parameters; settings: their names in config.toml."""
    return json.loads(API.read_text())


def version_in_stlite() -> str:
    """Return the version of Streamlit that pinned.json gives for stlite."""
    (about,) = [each["about"] for each in pinned() if each["name"] == "@stlite/browser"]
    return re.search(r"Streamlit (\d+\.\d+)", about)[1] + ".0"


def described() -> dict:
    """Return the same for the Streamlit that is imported here."""
    import streamlit as st
    from streamlit import config

    commands = {"components.v2.component": st.components.v2.component}
    commands |= {name: getattr(st, name) for name in dir(st) if not name.startswith("_")}
    parameters = {
        name: [
            str(each).partition(":")[0].partition("=")[0]
            for each in inspect.signature(command).parameters.values()
        ]
        if inspect.isroutine(command) or inspect.isclass(command)
        else []
        for name, command in commands.items()
    }
    settings = sorted(name for name in config._config_options_template if not name.startswith("_"))
    return {"version": st.__version__, "commands": parameters, "settings": settings}


def main() -> None:
    """Write the list."""
    if sys.argv[1:] == ["--here"]:
        print(json.dumps(described()))
        return
    with tempfile.TemporaryDirectory() as folder:
        install = [*(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder)]
        subprocess.run([*install, f"streamlit=={version_in_stlite()}", *BESIDES], check=True)
        code = f"import sys; sys.path.insert(0, {folder!r}); sys.argv[1:] = ['--here']; import runpy; "
        code += f"runpy.run_module({__spec__.name!r}, run_name='__main__')"
        command = [sys.executable, "-c", code]
        found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    lines = [f"  {json.dumps(name)}: {json.dumps(names)}" for name, names in found["commands"].items()]
    head = f'{{"version": {json.dumps(found["version"])},\n "settings": {json.dumps(found["settings"])},\n'
    API.write_text(f'{head} "commands": {{\n' + ",\n".join(lines) + "\n}}\n")


if __name__ == "__main__":
    main()
