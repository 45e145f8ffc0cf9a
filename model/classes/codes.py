"""A class's code, which people read aloud and type, and its teacher's key, which a link carries."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

# Without what is taken for another: 0 and O, 1, I and L, 2 for Z, 5 for S, 8 for B.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ34679"
CODE_LENGTH = 6
KEY_BYTES = 16  # 128 bits, which nobody guesses
_KEY = re.compile(r"[\w-]{22}", re.ASCII)
_BETWEEN = re.compile(r"[\s-]")


def new_code() -> str:
    """One of 28**6, which are 28.8 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def code_in(text: str) -> str | None:
    """The code that somebody has typed, perhaps with spaces or small letters; None for anything else."""
    code = _BETWEEN.sub("", text).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def possible_code(code: str) -> str:
    """A code that a class may have; "" for anything else, which a database need not be asked."""
    return code if code_in(code) == code else ""


def never_in_codes(text: str) -> list[str]:
    """Letters and digits of what somebody has typed that no code has, in order."""
    return sorted({each for each in text.upper() if each.isalnum()} - set(ALPHABET))


def new_secret() -> str:
    """A teacher's key, or a device's token: 22 characters."""
    return secrets.token_urlsafe(KEY_BYTES)


def secret_in(text: object) -> str | None:
    """The key or token that an address or a browser says; None for anything else."""
    return text if isinstance(text, str) and _KEY.fullmatch(text) else None


def hashed(secret: str) -> str:
    """What a store has of a key or token: 64 hexadecimal digits, from which it can't be had."""
    return sha256(secret.encode()).hexdigest()
