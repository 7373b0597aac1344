"""Names for the numbers that tell rows apart, so that a case id never lands where a person id belongs."""

from typing import NewType

CommunityId = NewType("CommunityId", int)
UnitId = NewType("UnitId", int)
PersonId = NewType("PersonId", int)
StaffId = NewType("StaffId", int)
CaseId = NewType("CaseId", int)
TalkId = NewType("TalkId", int)
MediaId = NewType("MediaId", int)
#: A chat of the channel (for Telegram: negative for groups). Not a person.
ChatId = NewType("ChatId", int)
