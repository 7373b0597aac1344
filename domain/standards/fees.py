"""Figures of fee accounts and disputed bills (FEE-06, DUN-12, X-13)."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("fee.dispute_answer_d", Kind.DAYS, 3, "FEE-06 DUN-12 DUN-20", "账单有异议，几个工作日内答复", "A disputed bill is answered within working days", 1, 30),
    number("fee.dispute_confirm_d", Kind.DAYS, 3, "DUN-12", "异议答复后业主没回话，几天后办结", "A dispute answered and no word: closed after", 1, 30),
    number("fee.correct_most_fen", Kind.FEN, 50_000, "X-13", "更正账单超过多少要经理同意", "Bills put right by more need the manager", 0, 100_000_000),
    number("fee.custody_percent", Kind.INT, 70, "FEE-09 F-22", "托管期间物业费按百分之几收", "Property fee in custody, per cent", 0, 100),
    number("fee.odd_percent", Kind.INT, 30, "FEE-19", "出账前提示：比上期多或少超过百分之几", "Before bills are made: more or less than last time by per cent", 1, 1000),
    number("fee.due_day", Kind.INT, 10, "FEE-01 DUN-01", "账单几号到期", "Bills are due on day of the month", 1, 28),
    number("fee.rows", Kind.INT, 8, "", "费用卡片一页列几笔", "Lines of a fee account shown at once", 3, 20),
)  # fmt: skip
