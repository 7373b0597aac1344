"""What everybody may do with questionnaires and surveys; as `matrix_things`."""

from tests.permissions.rows import Row, rows

_PLANNED = {"improvement": {"status": "measure_planned"}}
_SUBMITTED = {"improve_plan": {"status": "submitted"}}
_APPROVED = {"improve_plan": {"status": "approved"}}
_HEADS_ONLY = {"common/heads_only": "OFFICE -TOP"}

ROWS: list[Row] = [
    *rows(
        "U",
        "survey_over",
        {
            **{verb: Row("OFFICE") for verb in ("improve", "improve_book", "improve_records")},
            "improve_row": Row("HEADS", value="#improvement"),
            "improve_add": Row("HEADS"),
            "improve_submit": Row("HEADS", states=_PLANNED),
            **{
                verb: Row("TOP", states=_SUBMITTED, others=_HEADS_ONLY)
                for verb in ("improve_approve", "improve_return")
            },
            **{verb: Row("HEADS", states=_APPROVED) for verb in ("improve_notice", "improve_told", "improve_paper")},
            "improve_file": Row(
                "HEADS", states={"improvement": {"status": "closed"}, "opinion": {"status": "closed"}, **_APPROVED}
            ),
        },
    ),
    *rows(
        "W",
        "improvement",
        {
            **{verb: Row("HEADS lead") for verb in ("fill", "open", "history")},
            **{verb: Row("HEADS") for verb in ("give", "drop")},
            "redo": Row("HEADS", states=_PLANNED),
            "finish": Row("HEADS lead", states={"improvement": {"status": "improving"}}),
            "table": Row("OFFICE"),
        },
    ),
    *rows(
        "U",
        "survey_over",
        {
            **{verb: Row("OFFICE") for verb in ("opinions", "opinion_book")},
            "opinion_row": Row("OFFICE", value="#opinion"),
            "opinion_key": Row("HEADS"),
        },
    ),
    *rows(
        "Z",
        "opinion",
        {
            **{verb: Row("OFFICE") for verb in ("content", "not_yet", "missed", "complaint", "open", "history")},
            "close": Row("HEADS"),
        },
    ),
    *rows(
        "U",
        "questionnaire",
        {
            **{verb: Row("HEADS") for verb in ("show", "add", "preview", "copy", "rename", "plan", "sheet", "fill")},
            **{verb: Row("HEADS", value="q1") for verb in ("one", "reword", "up", "down", "remove")},
            **{verb: Row("HEADS", thing="survey_plan") for verb in ("issue", "discard")},
            **{verb: Row("HEADS", thing="survey") for verb in ("extend", "stop", "silent")},
            **{verb: Row("OFFICE", thing="survey") for verb in ("count", "enter")},
            **{verb: Row("HEADS", thing="survey") for verb in ("results", "chart", "book", "paper")},
            **{
                verb: Row("HEADS", value="0", thing="survey")
                for verb in ("items", "item", "houses", "house", "remarks", "remark")
            },
        },
    ),  # fmt: skip
    *rows(
        "V",
        "survey_draft",
        {
            "begin": Row("HOME", value="#home", thing="survey"),
            "hand": Row("HOME", value="#home", thing="survey"),
            "pick": Row("owner", value="0-0", rest="outdated"),
            **{verb: Row("owner", value="0", rest="outdated") for verb in ("on", "before", "write", "again")},
            **{verb: Row("owner", rest="outdated") for verb in ("later", "resume", "send")},
        },
    ),  # fmt: skip
    *rows(
        "X",
        "poll",
        {
            "issue": Row("HEADS", thing="poll_plan"),
            "discard": Row("HEADS desk", thing="poll_plan"),
            **{verb: Row("HEADS") for verb in ("extend", "stop")},
            "count": Row("OFFICE"),
            "book": Row("OFFICE", thing="poll_over"),
            "choose": Row("HOME", value="#poll_choice"),
        },
    ),  # fmt: skip
    *rows(
        "Y",
        "short_poor",
        {
            "grade": Row("owner", value="satisfied", thing="short_activity"),
            "wish": Row("owner", thing="short_activity"),
            **{verb: Row("OFFICE") for verb in ("look", "open")},
        },
    ),  # fmt: skip
]
