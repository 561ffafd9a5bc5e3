"""Whether a delivery comes from who it says: signatures over the raw bytes, compared in constant time."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import html
from collections.abc import Mapping, Sequence

_TOLERANCE = 300.0
"""Seconds that a signature may be old or early (Standard Webhooks): a recorded delivery is worth nothing later."""


def signed_by_standard_webhooks(
    body: bytes, headers: Mapping[str, str], secrets: Sequence[str], machine: float
) -> bool:
    """Whether one of the secrets signed these bytes within the last five minutes; several serve a change of secret."""
    name, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not name or not stamp.isascii() or not stamp.isdigit() or abs(machine - int(stamp[:20])) > _TOLERANCE:
        return False
    content = b".".join((name.encode("latin-1", "replace"), stamp.encode(), body))
    given = [part[3:] for part in headers.get("webhook-signature", "").split(" ")[:10] if part.startswith("v1,")]
    return any([_matches(signature, _key(secret), content) for secret in secrets for signature in given])  # noqa: C419  # all of them, so that time tells nothing


def signed_by_woocommerce(body: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Whether one of the secrets signed these bytes; WooCommerce signs with the secret as its settings page decodes it."""
    keys = [html.unescape(secret).encode() for secret in secrets if secret]
    return any([_matches(signature, key, body) for key in keys])  # noqa: C419  # all of them, so that time tells nothing


def _key(secret: str) -> bytes:
    """The bytes of a `whsec_…` secret; none where it is empty or no base64, and then nothing is signed by it."""
    try:
        return base64.b64decode(secret.removeprefix("whsec_") + "==")
    except (binascii.Error, ValueError):
        return b""


def _matches(signature: str, key: bytes, content: bytes) -> bool:
    right = base64.b64encode(hmac.digest(key, content, hashlib.sha256))
    return hmac.compare_digest(right, signature.encode("utf-8", "replace")) and bool(key)
