"""Invoices, and the bot's word before money is taken."""

from typing import Any

from sandbox.errors import bad_request, misuse
from sandbox.methods.sending import post
from sandbox.places import reachable
from sandbox.world import World

Params = dict[str, Any]

#: Bytes of what an invoice carries along; letters of its title and description.
_PAYLOAD, _TITLE, _DESCRIPTION = 128, 32, 255


def send_invoice(world: World, params: Params) -> Params:
    """A message with a button to pay. Raises what Telegram says of a title, payload, token or amount it does not take."""
    chat = reachable(world, params["chat_id"])
    for name, longest in (("title", _TITLE), ("description", _DESCRIPTION)):
        if not 1 <= len(params[name]) <= longest:
            raise misuse(f"{name.upper()}_INVALID")
    if not 1 <= len(params["payload"].encode()) <= _PAYLOAD:
        raise misuse("INVOICE_PAYLOAD_INVALID")
    if not params.get("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    total = sum(part["amount"] for part in params["prices"])
    if len(params["currency"]) != 3 or not params["prices"] or total <= 0:
        raise misuse("CURRENCY_TOTAL_AMOUNT_INVALID")
    invoice = {
        "title": params["title"], "description": params["description"], "start_parameter": params.get("start_parameter", ""),
        "currency": params["currency"], "total_amount": total,
    }  # fmt: skip
    button = {"text": f"Pay {total / 100:.2f} {params['currency']}", "pay": True}
    keyboard = params.get("reply_markup") or {"inline_keyboard": [[button]]}
    message = post(world, chat, {**params, "reply_markup": keyboard}, {"invoice": invoice})
    world.invoices[chat.id, message.id] = params["payload"]
    return message.api


def answer_pre_checkout_query(world: World, params: Params) -> bool:
    """Yes: the money is taken, and the bot told of it. No: whoever pays reads why."""
    wish = world.checkouts.pop(params["pre_checkout_query_id"], None)
    if wish is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if not params["ok"]:
        if not params.get("error_message"):
            raise misuse("error message must be non-empty")
        world.answer(wish.id, wish.press, params["error_message"], True, None)
        return True
    number = next(world.numbers)
    paid = {**wish.paid, "telegram_payment_charge_id": f"tg{number}", "provider_payment_charge_id": f"pr{number}"}
    message = world.post(wish.press.chat, world.people[wish.press.user_id].user, {"successful_payment": paid})
    wish.press.answered = True
    world.updates.put("message", message.api)
    return True


HANDLERS = {"sendInvoice": send_invoice, "answerPreCheckoutQuery": answer_pre_checkout_query}
