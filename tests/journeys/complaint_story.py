"""A complaint with every promise kept, from the owner's words to the stars, to be told for each grade (CMP)."""

from tests.journeys.acts import presses
from tests.journeys.complaints import ZH, Say, case, complains, confirms, hands, judges, kills, promises, speaks, writes
from tests.support.stagecraft import Stage

#: What is promised by each grade.
KEPT = {
    "minor": {"interim", "first_answer", "solve"},
    "important": {"interim", "first_answer", "solve", "hand_over"},
    "major": {"interim", "first_answer", "solve", "hand_over", "to_director", "definite_answer"},
}
#: What the owner complains of in each: the words propose the grade.
WORDS = {
    ("minor", "zh"): "上次修完水龙头没擦地",
    ("minor", "en"): "The floor was left wet after the last job",
    ("important", "zh"): "报修几个月一直没人来",
    ("major", "en"): "Nobody came and I will call my lawyer",
}


async def every_promise_kept(stage: Stage, grade: str, person: str, say: Say) -> None:
    """Filed with all its questions, judged, handed over, taken, contacted, told how far it is, answered, confirmed."""
    owner, chen, wu, feng = stage[person], stage["陈静"], stage["吴工"], stage["冯主任"]
    for one in (chen, wu, feng):
        await speaks(one, say)
    words = WORDS[grade, "zh" if say is ZH else "en"]
    number = await complains(stage, owner, say, words, killed=True)
    seen = await chen.hears(lambda m: number in m["text"] and "📣" in m["text"], stage.desk)
    assert owner.name not in seen["text"] and stage.home(owner)[-3:] not in seen["text"]
    await owner.hears(lambda m: number in m["text"] and say["promised"] in m["text"])
    await judges(stage, number, chen, say, grade, "valid", "neglect", "ours", "slowness")
    await kills(stage)
    await hands(number, chen, say)
    await owner.hears(lambda m: number in m["text"] and say["with_head"] in m["text"])
    card = await wu.hears(lambda m: number in m["text"] and owner.name in m["text"])
    assert str(owner.number)[-8:] in card["text"], "whoever answers for it may ring"
    if grade == "major":
        await feng.hears(lambda m: number in m["text"])
    else:
        await feng.sees_no(number)
    await presses(number, wu, say["take"])
    await wu.gets_toast(say["taken"])
    await owner.hears(say["on_it"])
    await kills(stage)
    await presses(number, wu, say["contact"])
    await wu.taps(say["phoned"])
    sort = "sort_definite" if grade == "major" else "sort_progress"
    await writes(number, wu, say, "progress", "今天已查到是谁，明早上门", sort=sort)
    await owner.hears("今天已查到是谁")
    await writes(number, wu, say, "findings", "当班师傅没按要求收尾")
    await owner.sees_no("当班师傅没按要求收尾")
    await kills(stage)
    await writes(number, wu, say, "answer", "已批评教育，以后收尾都拍照")
    await owner.hears(lambda m: say["result"] in m["text"] and "以后收尾都拍照" in m["text"])
    await confirms(number, owner, say)
    await owner.hears(lambda m: number in m["text"] and say["closed"] in m["text"])
    found = await case(stage, number)
    assert (found.status, found.rating, found.flow) == ("closed", 5, "complaint")
    assert (found.grade, found.validity, found.subtype, found.responsibility) == (grade, "valid", "neglect", "company")
    kept = await promises(stage, number)
    # Until it is judged it counts as important: judged minor, the hour to the head is no longer owed.
    left = {"hand_over": "dropped"} if grade == "minor" else {}
    assert kept == dict.fromkeys((*KEPT[grade], "tell_result", "confirm"), "met") | left
    await presses(number, owner, say["history"])
    told = await owner.hears(lambda m: number in m["text"] and m["text"].count("\n") > 6)
    assert "没按要求收尾" not in told["text"]
    await stage.all_well()
