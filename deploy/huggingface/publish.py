"""Put the app on Hugging Face, as a Space that builds the Dockerfile. Do it again to update it.

pip install huggingface_hub && hf auth login
python -m deploy.huggingface.publish NAME/inkling
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from model import PROJECT

README = Path(__file__).with_name("README.md")  # tells the Space its port
FRAMED = {"key": "INKLING_FRAME_ANCESTORS", "value": "https://huggingface.co"}  # shows a Space in a frame
LEFT_OUT = ["*__pycache__*", "assets/screenshots/*"]
OWN_NAME = re.compile(r"[\w.-]+/[\w.-]+")


def files() -> list[str]:
    """Return patterns of what the image is built from: the Dockerfile, and what its COPY lines name."""
    lines = re.findall(r"^COPY (?!--)(.+) \S+$", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    names = [name for line in lines for name in line.split()]
    return [
        "Dockerfile",
        ".dockerignore",
        *(f"{each}/*" if (PROJECT / each).is_dir() else each for each in names),
    ]


def main() -> None:
    """Create the Space unless it's there, and upload the files."""
    if len(sys.argv) != 2 or not OWN_NAME.fullmatch(sys.argv[1]):
        sys.exit("Name the Space, for example: python -m deploy.huggingface.publish NAME/inkling")
    try:
        from huggingface_hub import HfApi
    except ImportError:
        sys.exit("This needs Hugging Face's own package: pip install huggingface_hub && hf auth login")
    api, space = HfApi(), {"repo_id": sys.argv[1], "repo_type": "space"}
    try:
        api.create_repo(**space, space_sdk="docker", space_variables=[FRAMED], exist_ok=True)
        api.upload_folder(**space, folder_path=PROJECT, allow_patterns=files(), ignore_patterns=LEFT_OUT)
        api.upload_file(**space, path_or_fileobj=README, path_in_repo="README.md")
    except Exception as error:  # its client raises anything, without a network, a login or the right
        sys.exit(f"Hugging Face refused it: {error}\nAre you logged in (hf auth login), and is NAME yours?")
    print(f"https://huggingface.co/spaces/{sys.argv[1]} builds the app now, which takes some minutes.")


if __name__ == "__main__":
    main()
