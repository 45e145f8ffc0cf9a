"""A class's code, which people read aloud and type, and its teacher's key, which is part of a link."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

# Without characters that look alike: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ34679"
CODE_LENGTH = 6
KEY_BYTES = 16  # 128 bits, which nobody can guess
_KEY = re.compile(r"[\w-]{22}", re.ASCII)
_BETWEEN = re.compile(r"[\s-]")


def new_code() -> str:
    """Return one of 28**6 codes, which are 28.8 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def code_in(text: str) -> str | None:
    """Return the code that somebody typed, perhaps with spaces or small letters; None for anything else."""
    code = _BETWEEN.sub("", text).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def possible_code(code: str) -> str:
    """Return a code that a class may have; "" for anything else, which isn't worth a query."""
    return code if code_in(code) == code else ""


def never_in_codes(text: str) -> list[str]:
    """Return the letters and digits of a typed text that no code contains, in order."""
    return sorted({each for each in text.upper() if each.isalnum()} - set(ALPHABET))


def new_secret() -> str:
    """Return a new teacher's key or device's token: 22 characters."""
    return secrets.token_urlsafe(KEY_BYTES)


def secret_in(text: object) -> str | None:
    """Return the key or token in an address or from a browser; None for anything else."""
    return text if isinstance(text, str) and _KEY.fullmatch(text) else None


def hashed(secret: str) -> str:
    """Return what a store saves of a key or token: 64 hexadecimal digits, which don't reveal it."""
    return sha256(secret.encode()).hexdigest()
