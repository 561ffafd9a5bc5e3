"""Money goes back once, by a person unless the owner allows otherwise."""

from __future__ import annotations

from decimal import Decimal

from whenever import Date, Instant

from engine.errors import OutsideError
from engine.language.shop import Refunds
from engine.run.steps import Done, NothingDone, Unclear
from integrations.payments.connector import Paid, Payout
from integrations.refund import pay, refund
from tests.unit.integrations.conftest import MakeCall, dkk

AUTOMATIC = Refunds("test bank", {"DKK": Decimal(500)}, {"DKK": Decimal(600)})


class Bank:
    """A payment provider kept in memory: it knows what it paid, and can fall silent."""

    def __init__(self, *, silent: bool = False, paid_today: str = "0") -> None:
        self.paid: dict[str, Paid] = {}
        self.silent, self.today = silent, Decimal(paid_today)

    async def find(self, payout: Payout) -> Paid | None:
        return self.paid.get(payout.key)

    async def paid_on(self, day: Date, currency: str) -> Decimal:
        assert (day, currency) == (Date(2026, 12, 11), "DKK")
        return self.today

    async def pay(self, payout: Payout) -> Paid:
        moment = Instant.parse_iso("2026-12-11T08:05:00Z")
        assert payout.key not in self.paid
        self.paid[payout.key] = Paid("r1", payout.amount, "card", "NORDLYS 1042", moment)
        if self.silent:
            raise OutsideError("no answer within 10 seconds")
        return self.paid[payout.key]


async def test_by_default_a_person_is_asked_to_pay(call: MakeCall):
    result = await refund(call(), amount=dkk("499.00"))

    say = "Please pay 499.00 DKK back for order 1042; report it when it is done."
    assert isinstance(result, Done)
    assert str(result.note) == "A person was asked to pay 499.00 DKK back."
    assert [(who, str(told)) for who, told in result.tells] == [("returns team", say)]


async def test_the_person_whom_the_shop_names_is_asked(call: MakeCall):
    result = await refund(call(refunds=Refunds(by="Mads")), amount=dkk("499.00"))

    assert isinstance(result, Done)
    assert result.tells[0][0] == "Mads"


async def test_nothing_and_less_cannot_be_paid_back(call: MakeCall):
    assert isinstance(await refund(call(), amount=dkk("0.00")), NothingDone)
    assert isinstance(await refund(call(), amount=dkk("-1.00")), NothingDone)


async def test_within_the_limits_a_connector_pays_and_the_case_knows_it(call: MakeCall):
    bank = Bank()

    result = await pay(call(refunds=AUTOMATIC), dkk("499.00"), "", bank)

    assert isinstance(result, Done)
    assert (result.fields["refund.id"], result.fields["refund.amount"]) == ("r1", dkk("499.00"))


async def test_the_second_try_finds_the_first_refund_and_pays_nothing(call: MakeCall):
    bank = Bank(silent=True)

    first = await pay(call(refunds=AUTOMATIC), dkk("499.00"), "", bank)
    second = await pay(call(refunds=AUTOMATIC), dkk("499.00"), "", bank)

    assert isinstance(first, Unclear)
    assert isinstance(second, Done)
    assert len(bank.paid) == 1


async def test_above_the_limit_of_a_case_or_a_day_a_person_pays(call: MakeCall):
    for amount, bank in [("500.01", Bank()), ("101.00", Bank(paid_today="500"))]:
        result = await pay(call(refunds=AUTOMATIC), dkk(amount), "", bank)

        assert isinstance(result, Done)
        assert result.tells
        assert not bank.paid


async def test_a_currency_without_limit_is_never_paid_by_itself(call: MakeCall):
    bank = Bank()

    result = await pay(call(refunds=Refunds("test bank")), dkk("1.00"), "", bank)

    assert isinstance(result, Done)
    assert not bank.paid
