"""Only who knows the secret can report anything."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook

from integrations.inbound.signatures import signed_by_standard_webhooks, signed_by_woocommerce
from tests.woocommerce_deliveries import SECRET, recorded

KEY, NEW_KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + base64.b64encode(b"n" * 24).decode()
BODY, STAMP = b'{"test": 2432232314}', 1614265330
GOOD = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": str(STAMP),
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def verified(**changed: str) -> bool:
    headers = GOOD | {name.replace("_", "-"): value for name, value in changed.items()}
    return signed_by_standard_webhooks(BODY, headers, (KEY,), STAMP + 10)


def test_the_published_example_is_verified():
    assert verified()


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook_signature": ""},
        {"webhook_signature": "v1,AAAA"},
        {"webhook_signature": "v1a," + GOOD["webhook-signature"][3:]},
        {"webhook_signature": "none"},
        {"webhook_id": "msg_other"},
        {"webhook_id": ""},
        {"webhook_timestamp": str(STAMP + 1)},
        {"webhook_timestamp": "soon"},
        {"webhook_timestamp": "9" * 400},
        {"webhook_signature": "v1,\u00e6\u00f8\u00e5"},
    ],
)
def test_a_forged_signature_is_refused(changed: dict[str, str]):
    assert not verified(**changed)


def test_a_changed_body_or_another_secret_is_refused():
    assert not signed_by_standard_webhooks(BODY + b" ", GOOD, (KEY,), STAMP)
    assert not signed_by_standard_webhooks(BODY, GOOD, (NEW_KEY,), STAMP)
    assert not signed_by_standard_webhooks(BODY, GOOD, (), STAMP)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_%%%", "é"])
def test_an_empty_or_broken_secret_signs_nothing(secret: str):
    assert not signed_by_standard_webhooks(BODY, GOOD, (secret,), STAMP)


@pytest.mark.parametrize(("age", "good"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_a_signature_is_good_for_five_minutes(age: int, good: bool):  # noqa: FBT001
    assert signed_by_standard_webhooks(BODY, GOOD, (KEY,), STAMP + age) is good


def test_while_the_secret_changes_both_are_good():
    moment = datetime.fromtimestamp(STAMP, UTC)
    headers = GOOD | {"webhook-signature": Webhook(NEW_KEY).sign(GOOD["webhook-id"], moment, BODY.decode())}

    assert signed_by_standard_webhooks(BODY, headers, (KEY, NEW_KEY), STAMP)


def test_every_recorded_woocommerce_delivery_is_verified():
    signed = [delivery for delivery in recorded() if delivery.topic]

    verified = [signed_by_woocommerce(d.body, d.headers["X-WC-Webhook-Signature"], (SECRET,)) for d in signed]

    assert verified == [True] * 4


@pytest.mark.parametrize(("body", "secret"), [(b"", SECRET), (None, "other"), (None, "")])
def test_a_woocommerce_delivery_with_another_body_or_secret_is_refused(body: bytes | None, secret: str):
    delivery = next(d for d in recorded() if d.topic)
    signature = delivery.headers["X-WC-Webhook-Signature"]

    assert not signed_by_woocommerce(body if body is not None else delivery.body, signature, (secret,))


def test_woocommerce_signs_with_the_secret_as_its_page_decodes_it():
    import hashlib
    import hmac

    signature = base64.b64encode(hmac.digest(b"a&b", b"{}", hashlib.sha256)).decode()

    assert signed_by_woocommerce(b"{}", signature, ("a&amp;b",))
