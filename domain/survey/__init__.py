"""Surveys: what is asked, of whom, what has been answered so far, and how long it goes on (SUR-01 to SUR-14, X-28 to X-30)."""

from domain.survey.answering import SUMMARY, Draft, Given, Progress
from domain.survey.questions import ASPECTS, DISSATISFIED, OVERALL, REMARKS, SATISFIED, Grade, Kind, Question
from domain.survey.quota import allocate, drawn, issue_quota, return_quota
from domain.survey.states import FINAL, START, TABLE, Counts, Event, Form, Questionnaire, Status, Survey

__all__ = [
    "ASPECTS", "DISSATISFIED", "FINAL", "OVERALL", "REMARKS", "SATISFIED", "START", "SUMMARY", "TABLE", "Counts", "Draft", "Event", "Form",
    "Given", "Grade", "Kind", "Progress", "Question", "Questionnaire", "Status", "Survey", "allocate", "drawn", "issue_quota", "return_quota",
]  # fmt: skip
