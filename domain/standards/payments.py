"""Figures of payments (FEE-07, FEE-17, DUN-17, X-18)."""

from domain.standards.kinds import Kind, Standard, number, other

STANDARDS: tuple[Standard, ...] = (
    number("pay.check_d", Kind.DAYS, 1, "FEE-17 DUN-17", "业主说已付款，财务几个工作日内核对", "A payment told of is checked within working days", 1, 10),
    other("pay.desk_takes", Kind.FLAG, False, "FEE-06 FEE-07 X-18", "前台客服也可以收款", "The desk takes payments, too"),
    number("pay.back_most_fen", Kind.FEN, 20_000, "FEE-20 X-13", "退款超过多少要经理同意", "More given back needs the manager", 0, 100_000_000),
)  # fmt: skip
