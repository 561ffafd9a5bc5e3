"""`do: work out refund`: the amount that the customer gets back, line by line, with the reasons in one sentence.

Goods as paid, plus the standard delivery when the whole order comes back (Directive 2011/83/EU art. 13), less a
deduction only where the customer had been told of the right to withdraw and a written reason exists (art. 14).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.case.note import Note
from engine.language.values import Line, Money
from engine.run.steps import Call, Done, NothingDone, Result
from integrations.case_words import lines_of, listed, money_in, quantity_of

_UNKNOWN = "the prices of what comes back are not known, so nobody can add them up but a person."

STAYS_HERE = True  # nothing leaves the machine, so a rehearsal runs it for real


@dataclass(frozen=True, slots=True)
class _Part:
    amount: Decimal
    words: Note | None = None


async def work_out_refund(call: Call, /) -> Result:
    """Add up what comes back and keep the total in the case."""
    lines = lines_of(call.lookup("return.lines")) or lines_of(call.lookup("order.lines"))
    prices = [money_in(line.get("price")) for line in lines]
    currencies = {price.currency for price in prices if price}
    if not lines or None in prices or len(currencies) != 1:
        return NothingDone(Note(_UNKNOWN))
    currency = currencies.pop()
    parts = (
        _goods(lines, currency),
        _cap(call, lines, currency),
        _delivery(call, lines, currency),
        _deduction(call, currency),
    )
    total = Money(currency, max(Decimal(0), sum((part.amount for part in parts), Decimal(0))).quantize(Decimal("0.01")))
    words = tuple(part.words for part in parts if part.words)
    note = Note("To pay back: {total} ({parts}).", total=total, parts=words)
    return Done(note=note, fields={"return.refund_total": total}, value=total)


def _goods(lines: tuple[Line, ...], currency: str) -> _Part:
    total = sum((_price(line) * quantity_of(line) for line in lines), Decimal(0))
    return _Part(total, Note("{lines}: {amount}", lines=listed(lines), amount=Money(currency, total)))


def _price(line: Line) -> Decimal:
    price = money_in(line.get("price"))
    return price.amount if price else Decimal(0)


def _cap(call: Call, lines: tuple[Line, ...], currency: str) -> _Part:
    """A rebate on the order lowers what the goods were worth: nobody gets back more than was paid for them."""
    paid = _in(call, "order.paid_total", currency)
    if paid is None:
        return _Part(Decimal(0))
    over = _goods(lines, currency).amount - (paid - (_in(call, "order.shipping_paid", currency) or Decimal(0)))
    rebate = Note("rebate on the order: {amount}", amount=Money(currency, -over))
    return _Part(-over, rebate) if over > 0 else _Part(Decimal(0))


def _delivery(call: Call, lines: tuple[Line, ...], currency: str) -> _Part:
    costs = [_in(call, f"order.{path}", currency) for path in ("shipping_standard", "shipping_paid")]
    cost = min((cost for cost in costs if cost is not None), default=Decimal(0))
    if not _everything(call, lines):
        return _Part(Decimal(0), Note("no delivery, as a part of the order is kept"))
    paid = Note("standard delivery: {amount}", amount=Money(currency, cost))
    return _Part(cost, paid if cost else Note("no delivery was paid"))


def _everything(call: Call, lines: tuple[Line, ...]) -> bool:
    """Whether the whole order comes back; an order whose lines nobody knows counts as whole, in the customer's favour."""
    back: dict[str, Decimal] = {}
    for line in lines:
        back[line.id] = back.get(line.id, Decimal(0)) + quantity_of(line)
    return all(back.get(line.id, Decimal(0)) >= quantity_of(line) for line in lines_of(call.lookup("order.lines")))


def _deduction(call: Call, currency: str) -> _Part:
    amount = _in(call, "return.deduction", currency)
    reason = str(call.lookup("return.deduction_reason") or "").strip()
    if not amount:
        return _Part(Decimal(0))
    if call.lookup("return.informed") is not True:
        return _Part(Decimal(0), Note("no deduction, as the customer had not been told of the right to withdraw"))
    if not reason:
        return _Part(Decimal(0), Note("no deduction, as no reason was written"))
    taken = Note("deduction: {amount} ({reason})", amount=Money(currency, -amount), reason=reason)
    return _Part(-amount, taken)


def _in(call: Call, path: str, currency: str) -> Decimal | None:
    money = money_in(call.lookup(path))
    return money.amount if money and money.currency == currency else None
