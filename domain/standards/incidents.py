"""Figures of incidents: one outage, many reporters (EMG-01, EMG-04)."""

from domain.standards.kinds import Kind, Standard, number

STANDARDS: tuple[Standard, ...] = (
    number("incident.reports", Kind.INT, 3, "EMG-01", "几户报同类故障算突发事件", "Homes with the same trouble that make an incident", 2, 50),
    number("incident.minutes", Kind.MINUTES, 60, "EMG-01", "突发事件：多久以内的报修一起算", "Incident: reports counted together within",
            5, 1440),
    number("incident.again_minutes", Kind.MINUTES, 60, "EMG-04", "认定不是同一事件后多久可再提示", "Incident: proposed again after a no at the earliest",
            5, 1440),
)  # fmt: skip
