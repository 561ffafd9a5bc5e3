"""The recorded deliveries of a real WooCommerce, for every test that needs one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECRET = "hemmelig"
_FOLDER = Path(__file__).parent / "data" / "woocommerce"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One delivery as it went over the wire."""

    headers: dict[str, str]
    body: bytes

    @property
    def topic(self) -> str:
        """What WooCommerce says that it is about; empty for the unsigned ping."""
        return self.headers.get("X-WC-Webhook-Topic", "")


def recorded() -> list[Recorded]:
    """All of them, in the order in which they came."""
    files = [json.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.json"))]
    return [Recorded(file["headers"], file["body"].encode()) for file in files]


def of_topic(topic: str) -> Recorded:
    """The first recorded delivery of a topic."""
    return next(delivery for delivery in recorded() if delivery.topic == topic)


def changed(topic: str, **fields: Any) -> Recorded:
    """A recorded delivery with other fields, signed anew as WooCommerce would."""
    base = of_topic(topic)
    body = json.dumps(json.loads(base.body) | fields).encode()
    signature = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256)).decode()
    return Recorded(base.headers | {"X-WC-Webhook-Signature": signature, "Content-Length": str(len(body))}, body)
