"""Figures of rentals (RNT-01, RNT-04)."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("rental.director_fen", Kind.FEN, 5_000_000, "X-13", "租约总租金超过多少要主任同意", "Contracts of more in all need the director", 0, 1_000_000_000),
    number("rental.ending_d", Kind.DAYS, 30, "RNT-01 RNT-02 RNT-04", "租约到期前几天提醒", "A contract that runs out is told of before", 1, 180),
)  # fmt: skip
