"""Where a conversation came from: matters filed at its end are linked to the visit (VIS-04), the forum (VIS-07), the exchange whose words
they are, the line of the record of dunning that tells of a service problem (DUN-04), or the callback after a survey (SUR-21)."""

from domain.people import Who
from domain.talk import Answers
from services import Work, forums
from services.dunning import acting as dunning
from services.opinions import acting as opinions
from services.relay import holding
from services.visits import acts

#: The answer that names the visit; conversations about its opinions are begun with it.
VISIT = "_visit"
#: The one that names the forum in whose minutes the opinion stands.
FORUM = "_forum"
#: And the one that names the exchange with the desk.
RELAY = "_relay"
#: And the one that names the line of the record.
DUNNING = "_dunning"
#: And the one that names the callback after a survey.
OPINION = "_opinion"


def link(work: Work, who: Who, answers: Answers) -> None:
    """What was filed just now is linked to what the answers name, if they name anything."""
    visit = answers.get(VISIT)
    if visit is not None and work.cases.added:
        acts.link(work, int(visit), list(work.cases.added))
    forum = answers.get(FORUM)
    if forum is not None and work.cases.added:
        forums.link(work, who, int(forum), list(work.cases.added))
    relay = answers.get(RELAY)
    if relay is not None and work.cases.added:
        holding.attach(work, who, int(relay), work.cases.added[-1])
    line = answers.get(DUNNING)
    if line is not None and work.cases.added:
        dunning.wait(work, int(line), list(work.cases.added))
    opinion = answers.get(OPINION)
    if opinion is not None and work.cases.added:
        opinions.complained(work, who, int(opinion), work.cases.added[-1])
