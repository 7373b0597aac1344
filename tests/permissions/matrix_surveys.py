"""What everybody may do with questionnaires and surveys; as `matrix_things`."""

from tests.permissions.rows import Row, rows

ROWS: list[Row] = [
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
]
