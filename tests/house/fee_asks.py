"""The lifecycle of what finance asks of a head."""

from domain.fees import asks
from tests.house.lifecycle import Lifecycle

FEE_ASKS = (
    Lifecycle(
        "fee_ask",
        "A price, a reduction, a large correction (待同意)",
        "domain/fees/asks.py",
        asks.ASK,
        asks.ASK_START,
        asks.ASK_FINAL,
        {
            "approve": "A head agrees: the price counts from its day, bills of those periods are less, the entry is made. What was overtaken "
            "meanwhile is refused with the reason.",
            "decline": "A head does not agree, and why; whoever asked reads it.",
        },
        intro="What a head does is done at once. Corrections up to `fee.correct_most_fen` need nobody's word (X-13).",
    ),
)
