"""Words of English, as data: for the cues and topics of the same names, and for danger.

Cues and topics are written as `lexicon.py` says (a word is the beginning of longer ones: `leak` is in `leaking`; `\\b` ends it); danger as
`dangers.py`: what the Chinese patterns say, kind by kind. What words are worth is learnt in `weights.py`; a cue weighs the same in both languages.
"""

from collections.abc import Mapping

from domain.repair import Danger

CUES: Mapping[str, str] = {
    "fault": r"""does_nothing no_reaction ignores_my_(?:code|card|finger|face) jumped_(?:out|off) off_(?:its|the)_(?:track|rail|hinge) out_of_its has_a_hole a_hole_in (?:makes?|making)_.{0,16}(?:noise|sound) (?:grinding|rattling|strange|weird|squeaking)_(?:noise|sound) jammed jams\b won't doesn't_(?:work|open|close|flush|drain|turn|start|lock|ring|respond|recogni[sz]e|heat|cool|light|shut|fit|stop|move) don't_(?:work|open|close|light|heat|ring)
        does_not_(?:work|open|close|flush|drain|turn|start|lock|ring|respond|recogni[sz]e|heat|cool|light|shut|stop|move) do_not_(?:work|open|close|light) isn't_(?:working|closing|opening|heating|cooling|draining) is_not_(?:working|closing|opening|heating|cooling|draining)
        can't_(?:open|close|lock|flush|turn|get_.{1,12}_(?:open|closed|shut)) cannot_(?:open|close|lock|flush|turn) stopped_working not_working no_longer_(?:works|opens|closes|working) out_of_order faulty defective malfunction dead\b died\b
        gone_out went_out burn(?:ed|t)_out blown drip seep damp\b damage rust rotten mould mold peel crack chipped bent\b loose snapped fell_off fallen_off came_off come_off comes_off coming_off broke shatter smashed torn\b worn
        jam\b backs?_up backed_up overflow clog plugged stuck\b squeak rattl grind(?:ing|s)\b buzzing hum(?:ming|s)\b beep(?:s|ing) flicker blink dim\b lukewarm freez frozen stays_(?:cold|on|off|open|dark|shut)
        not_(?:hot|cold|heating|cooling|draining|flushing|closing|opening|lighting|responding) no_(?:hot_water|signal|heat|heating|pressure|light|sound|picture|display|response) low_(?:water_)?pressure water_pressure weak\b leak
        tripp(?:ed|ing)\b trips\b doesn't_.{0,16}_(?:properly|any_more|anymore) stiff\b sticks\b wobbl stain water_mark puddle fail(?:s|ed|ing)?\b missing slow(?:ly)?_drain drains?_slowly is_off\b is_gone\b are_gone\b is_out\b are_out\b""",
    "actor": r"""neighbour neighbor upstairs\b downstairs next_door the_(?:people|family|guy|man|woman|tenant|owner|kids|children|shop|restaurant)s? people\b somebody someone some_people strangers? your_(?:technician|staff|people|guy|guard|worker|cleaner|plumber|colleague|man|men|company)
        guards?\b cleaner gardener technician security_(?:guard|staff|man|people) receptionist delivery couriers? contractors? workers tenants? landlord developer management_(?:company|office|team)? property_(?:management|company|office|staff) nobody no_one they\b their_(?:dog|kids|children|tv|music|car) reception\b""",
    "mend": r"""plumber electrician locksmith handyman repairman technician_(?:to|please) send_(?:someone|somebody|a_|an_|the_|over) come_(?:and_|over_|to_)?(?:look|fix|check|repair|see|have_a_look) can_(?:someone|somebody)_(?:please_)?(?:come|fix|look|check|repair|have) could_(?:someone|somebody)
        could_you_(?:please_)?(?:send|fix|repair|check|replace|look|come) can_you_(?:please_)?(?:send|fix|repair|check|replace|look|come) please_(?:fix|repair|check|replace|send|come|look|have_a_look) needs?_(?:to_be_)?(?:fix|repair|replac|adjust|a_new|mending|looking) needs_a_
        have_a_look take_a_look replace(?:d|ment)?\b repair fix\b fixed_please fixing get_.{1,16}_(?:fixed|repaired|replaced) maintenance to_be_(?:fixed|repaired|replaced) unclog unblock""",
    "called": "^need_a_(?:repair|plumber|electrician|locksmith) ^i_(?:want|need)_(?:to_report|a_repair|something_repaired) ^repair_request ^report_a_",
    "fixture": r"""toilet taps?\b faucet sink washbasin basin bathtub bath\b shower pipe drain\b socket outlet plug\b switch(?:es)?\b light_(?:switch|bulb) bulb lamp lights?\b kitchen bathroom bedroom living_room guest_room window balcony ceiling in_my_(?:flat|home|house|room|apartment) my_(?:door|flat|lock|window|wall|room|heater|kitchen|apartment)
        chute front_door door_(?:handle|lock|frame|bell) doorbell lock\b key\b handle\b hinge heater heating radiator boiler water_heater air_?con ac_unit extractor hood\b stove\b oven\b fridge washing_machine dishwasher thermostat fuse breaker meter\b mosquito_(?:net|screen) screen_door floorboard
        floor_tile tiles?\b wallpaper cupboard cabinet valve hose\b hot_water router wi-?fi intercom paint(?:\b) flush wardrobe curtain""",
    "shared": r"""elevator lifts?\b corridor hallway lobby garage gate\b gates\b stair(?:s|case|well)? entrance entry\b barrier card_reader reader\b street_?lamp street_?light playground swing\b slide\b bench\b fence fountain pool\b gym\b mailbox letterbox parcel_locker basement roof\b courtyard landing\b camera cctv
        charging_(?:station|point|pile) pump\b main_door building_door common_area walkway pavement path\b garden facade sprinkler hydrant manhole""",
    "urgent_ask": r"come_quick quickly right_away right_now as_soon_as straight_away at_once help\b emergency",
    "accuse": r"complain file_a_complaint report_(?:him|her|them|my_neighbou?r|the_guard|your) hold_.{1,12}_responsible take_legal lawyer sue\b i_object protest",
    "authority": "hotline_12345 authorities housing_bureau city_council",
    "neglect": r"""nobody_(?:has_|ever_|is_)?(?:came|come|care|answer|clean|clear|collect|respon|react|does|did|do|fix|show|call|told|check|remov|pick|help|repl|empt) no_one_(?:has_|ever_|is_)?(?:came|come|care|answer|clean|clear|collect|respon|react|does|did|fix|show|call|told|check|remov|pick|help|repl|empt)
        never_(?:show|came|come|call|answer|repl|respon|clean|fix|check|arriv|turned|got|receiv|did|do|does|pick|react|clear|collect|empt|sweep) didn't_(?:show|come|call|answer|reply|turn_up) did_not_(?:show|come|call|answer|reply|turn_up) hasn't_(?:been_)?(?:cleaned|fixed|repaired|come|answered|collected|emptied|repl|called|swept) haven't_(?:been_)?(?:cleaned|fixed|repaired|come|answered|collected|emptied|repl|called|heard|received|swept)
        nothing_(?:happen|has_happen|has_been_done|was_done|is_(?:being_)?done|changed|has_changed) none_of_my answered_none no_(?:reply|response|answer|action|follow) (?:i_|we_)?(?:called|reported|complained|told|asked|wrote|written|phoned|emailed|messaged)_.{0,36}(?:times|twice|again|already) reported_.{0,30}(?:times|twice|weeks?_ago|months?_ago|already) waited_ waiting_(?:for|since|all|the_whole) i_have_been_waiting
        for_(?:weeks|months|days|two_weeks|three_weeks|a_week|a_month|over_a) (?:two|three|four|several|many)_(?:weeks|months|days)_(?:now|already)? don't_(?:care|answer|pick_up|reply|do_anything|clean|bother) doesn't_(?:care|answer|reply) do_nothing does_nothing did_nothing doing_nothing ignor no_show still_(?:no|not|nothing|waiting|hasn't|haven't) unanswered neglect hung_up""",
    "staff": r"""rude\b impolite unfriendly unhelpful arrogant attitude disrespect shout(?:ed|ing|s) yell(?:ed|ing|s) insult swore swear lazy careless sleep(?:s|ing)_(?:on|at|in|during) asleep on_(?:his|her|their)_phone playing_(?:with_)?(?:his|her|their|on) incompetent unprofessional bad_service poor_service terrible_service service_is_(?:bad|poor|terrible|awful)
        (?:lets|letting|let)_(?:anyone|anybody|everyone|everybody|strangers) (?:never|doesn't|don't|not)_(?:check|patrol|greet|register|stop)(?:s|ing)?_ (?:talked|spoke|speaks|talks)_to_(?:me|us|my) lied\b lies\b threaten useless bad_management badly_managed poorly_managed mismanag""",
    "nuisance": r"""noise nois(?:y|e) loud drill(?:s|ing)?\b hammer(?:s|ing)? bang(?:s|ing)\b bark(?:s|ing|ed)? scream(?:s|ing)? party\b parties partying music karaoke piano stomp(?:s|ing)? jump(?:s|ing) running_around at_(?:night|midnight|\d+_?am) every_(?:night|evening|morning|weekend) all_(?:night|day)\b until_(?:\d|midnight|late|two|three|four) past_midnight after_midnight in_the_middle_of_the_night late_at_night can't_sleep cannot_sleep can_not_sleep wakes? woken keeps?_(?:me|us)_(?:up|awake)
        stink stench smells?_of_(?:smoke|cigarette|urine|pee|sewage) cigarette smok(?:e|es|ing|er|ers)\b fumes parks?\b_(?:in|on|his|her|their|across|at) parked_(?:in|on|across|at|illegal) (?:is|are|car|cars|always|keeps)_block(?:s|ing|ed)? (?:has|have)_been_blocking block(?:s|ed)?_(?:my|our|the_(?:entrance|exit|way|path|corridor|stair|hallway|gate|garage|door)) blocking_(?:my|our|the) my_(?:parking_)?(?:space|spot) our_(?:parking_)?(?:space|spot) takes_my occup(?:y|ies|ied) double.parked
        litter throw(?:s|ing|n)?_ threw dump(?:s|ed|ing)? spit(?:s|ting)? pee(?:s|d|ing)?\b poop poo\b dog_mess feces urinat urine off_(?:the_)?(?:leash|lead) unleashed without_a_(?:leash|lead) bites? bitten shoes_(?:in|on) shoe_rack leaves?_(?:his|her|their|rubbish|trash|garbage|bikes?|shoes) left_(?:his|her|their|rubbish|trash|garbage)_ bikes?_(?:in|on|block) stolen stole\b theft thief thieves burglar
        scratch(?:ed|es)_(?:my|our|the) broke(?:n)?_into harass fight(?:s|ing)? drunk short.?term_rent airbnb fly(?:ing)?_leaflets leaflets flyers e-?bikes?_(?:in|on|inside) barbecu bbq cooking_smell disturb""",
    "unkept": r"""garbage rubbish trash\b dirty filthy filth mess\b messy disgusting unhygienic cockroach roach\b rats?\b mice\b mouse\b mosquito flies\b ants\b piling pile(?:s|d)?_up piles_of overflowing_(?:bin|trash|garbage) bins?_(?:is|are|overflow|full|not) not_(?:been_)?(?:cleaned|swept|emptied|collected|mopped) hasn't_been_(?:cleaned|swept|emptied|collected|mopped) overgrown weeds dying_(?:plants|trees) dead_(?:plants|trees|grass|leaves) dust(?:y)?\b graffiti sticky neglected""",
    "unlawful": r"illegal without_(?:permission|permit|consent|asking|notice|telling) not_allowed against_the_rules violat unauthori[sz] forbidden unfair cheat scam refus(?:e|es|ed|ing)_to why_(?:do|should)_(?:i|we)_(?:have_to_)?pay promised",
    "hazard": "hazard unsafe safety_risk fire_risk security_risk",
    "anger": r"ridiculous unacceptable outrageous upset\b fed_up sick_of tired_of enough_is_enough had_enough can't_stand cannot_stand unbearable horrible awful terrible disappointing disappointed shame\b joke\b worst\b angry furious annoying annoyed this_is_too_much too_much\b please_do_something do_something_about something_must_be_done what_are_you_doing",
    "again": r"always\b all_the_time constantly keeps\b every_(?:day|week|time|month) each_(?:day|time) several_times many_times (?:two|three|four|five|\d+)_times repeatedly for_(?:days|weeks|months|years) once_more over_and_over never_stops non.?stop continuously",
    "fee": r"fees?\b bills?\b billed billing invoice receipt deposit refund rent\b payment(?:s)? overdue late_(?:fee|charge) penalty surcharge statement_of (?:water|electricity|gas|heating|parking|service|management|property|utility)_(?:bill|fee|charge|cost|rate)s? service_charge parking_charge balance\b arrears instal?lment maintenance_fund fapiao tax_invoice",
    "pay": r"pay\b pays\b paid\b paying payable charge(?:d|s)?_(?:me|us|twice|for|double|too|again|on|wrong) was_charged were_charged been_charged how_much_(?:is|are|do|does|would|must|should) (?:cost|costs)\b price\b expensive discount bank_transfer wechat_pay alipay credit_card transfer(?:red)?_(?:the|money|yesterday) owe\b owed money\b yuan rmb per_(?:month|year|square)_? cash\b",
    "fee_wrong": r"charged_(?:twice|double|again|wrong|too_much) double.?charged overcharg billed_twice wrong_(?:amount|bill|charge|fee) (?:amount|bill|charge|invoice|fee|balance)_.{0,20}(?:wrong|incorrect|mistake|doesn't_match|too_high|error) too_high mistake_(?:in|on) so_high already_paid paid_already paid_.{0,30}but why_is_my_.{0,20}(?:bill|fee) higher_than not_refunded no_refund",
    "ask": r"""^how\b how_(?:do|can|does|to|long|many|often|much|late|early|is|are|should|would|could)\b ^what\b what_(?:is|are|time|day|do|does|documents|papers|kind|about|if|should|can|must|would|number|phone) ^where\b where_(?:is|are|can|do|does|should) ^when\b when_(?:is|are|do|does|will|can|would|should) ^who\b who_(?:is|do|does|can|should|to|would|am|are)\b whom ^are_ ^is_ ^do_ ^does_ ^will_ ^may_ ^should_ ^which\b which_(?:day|one|documents|form|floor|office|number) until_when since_when ^till_when from_when
        is_there are_there do_you_(?:know|have|offer|accept|open|provide) does_(?:the|anyone|anybody|this|it)\b is_it_(?:allowed|possible|ok|okay|permitted|true|legal|free|open) are_(?:we|pets|dogs|guests|visitors|tenants|owners)_.{0,12}(?:allowed|permitted) am_i_allowed may_(?:i|we)\b can_i\b can_we\b can_(?:my|our|guests|visitors|tenants|owners|dogs|kids|children|people|residents)\b could_i\b should_i\b do_i_(?:need|have|get) do_we_(?:need|have|get) will_(?:there|the|it|you_be)\b would_it_be_possible_to
        could_you_(?:tell|explain|let_me_know|say|inform|advise) can_you_(?:tell|explain|let_me_know|say|inform|advise) please_(?:tell_(?:me|us)|advise|explain|let_me_know|inform) i_(?:would|'d)_like_to_(?:know|ask) i_want_to_(?:know|ask) i_wonder wondering_(?:if|when|how|what|whether|where|who) tell_me opening_(?:hours|times) office_hours phone_number contact_(?:number|details|person) who_to_contact what's where's when's who's have_a_question quick_question any_(?:news|information|info)_(?:about|on) procedure\b requirements\b""",
    "lawful_ask": "is_it_legal is_this_legal legal_to allowed_by_law",
    "hypothetical": "what_if in_case_of just_in_case if_there_(?:is|was|were) suppose",
    "let_us": r"why_(?:not|don't_(?:we|you))\b could_we_(?:get|have|add|put|install|organi[sz]e) can_we_(?:get|have|add|put|install|organi[sz]e) let's would_be_(?:great|good|nice|helpful|lovely|useful|better|wonderful|cool|handy|convenient|practical|fun|wise|welcome)\b would_help would_be_appreciated maybe_(?:we|you)_(?:could|can|should) perhaps_(?:we|you)_(?:could|can|should) how_about what_about_(?:adding|putting|a)",
    "suggest": r"""it'?d_be_(?:great|good|nice|helpful|lovely|useful|better|wonderful|cool|handy) suggest propos(?:e|al) recommend my_idea an_idea idea:? i_have_an_idea it_would_(?:be|help) would_be_(?:great|good|nice|helpful|lovely|useful|better|wonderful|cool|handy|convenient|practical|fun|wise|welcome)\b would_(?:help|like_to_see|love_to_see|make_.{1,20}(?:easier|better|safer|nicer)) please_(?:add|install|plant|put_up|organi[sz]e|extend|set_up|introduce|provide_more)\b please_consider consider_(?:adding|installing|putting|planting|having|setting|opening|extending|organi[sz]ing|a_|making) you_(?:could|should|might)_(?:add|install|put|plant|set|open|extend|organi[sz]e|consider|think_about|make|have|offer|place) we_(?:could|should)_(?:have|get|add|install|put|plant|organi[sz]e)
        maybe_(?:we|you|the)_ maybe_(?:add|put|switch|turn|make|open|set|use|move|extend|plant|install|have|let|give|paint)_ perhaps_(?:we|you|the)_ could_(?:we|you)_(?:get|have|add|put_up|put|install|plant|organi[sz]e|extend|set_up|offer|place|consider|make) can_(?:we|you)_(?:add|put_up|install|plant|organi[sz]e|extend|set_up|place) why_not_(?:put|add|have|install|plant|organi[sz]e|set|make|open|offer|place|use|let) why_don't_(?:we|you)_ how_about_ there_should_be should_be_(?:more|a_|an_)
        i_think_.{1,50}(?:would|could|should)_(?:help|be|have|make|add|use) i_(?:wish|hope)_(?:there|we|you)_ (?:wish|hope)_there_(?:was|were|would|could) would_love_(?:a|some|more|if) improve(?:ment)? better_if nicer_if one_suggestion""",
    "new_thing": r"install(?:ing|ed|ation)? add(?:ing)?\b more_(?:benches|trees|lights|bins|lockers|chargers|seats|parking|plants|flowers|patrols|space|charging|cameras|shade|bike) plant(?:ing)?_(?:some|more|trees|flowers|a) a_new\b new_(?:benches|playground|bins|lockers) set(?:ting)?_up put(?:ting)?_up put_.{0,24}(?:on_every|at_the|in_the|near) (?:a|an|some|few)_(?:mirror|hoop|bench|shelter|table|rack|sign|ramp|garden|box|corner|library|kiosk|market|club|event|charger|locker|bin|camera|lamp|trampoline|net|canopy|roof)s? bike_(?:rack|shed|stand|parking) extend(?:ing)? organi[sz](?:e|ing) once_a_(?:month|week|year) open_(?:earlier|longer|later)",
    "thanks": r"thank_(?:him|her|them) thanks\b thank_you thx\b cheers\b appreciate grateful much_obliged",
    "praise": r"great_(?:job|work|service|team) good_(?:job|work|service|team) lovely_(?:job|work|service|team) nice_(?:job|work|service|team) excellent fantastic wonderful_(?:job|work|service|staff) well_done was_(?:super|great|excellent|fantastic|lovely|brilliant|very_good|so_good) is_(?:super|great|excellent|fantastic|brilliant) very_(?:kind|helpful|friendly|polite|professional|patient|satisfied|happy_with) so_(?:kind|helpful|friendly|fast|quick) super_(?:fast|friendly|helpful) helpful\b friendly\b professional\b brilliant amazing awesome perfect\b impressed (?:quick|fast|prompt)_(?:help|repair|response|service|fix) compliment praise keep_it_up five_stars best_(?:service|team|property) lovely_(?:staff|team|people)",
    "over": r"works_(?:again|now|fine) working_(?:again|now|fine) is_back\b are_back\b all_good never_?mind no_need_to sorted\b solved",
    "deny": r"false_alarm by_mistake my_mistake wrong_number wrong_(?:chat|group|person) just_(?:testing|a_test|kidding) ignore_(?:this|my) disregard sorry,_(?:wrong|my)",
    "greet": r"^good_(?:morning|evening|afternoon|night|day) ^hello ^hi\b ^hey\b ^morning\b ^ok(?:ay)?\b ^yes\b ^no$ ^sure\b ^great$ ^fine\b ^alright ^got_it ^noted ^understood ^see_you ^bye\b ^goodbye ^welcome ^happy_(?:new|birthday|holiday|mid|chinese|spring) ^merry ^congrat ^perfect$ ^will_do ^sounds_good ^you're_welcome ^no_problem ^no_worries ^talk_to you_too",
    "spam": r"for_sale\b for_rent\b selling_my second.?hand_(?!market) special_offer promotion\b click_(?:here|the_link|this) join_(?:our|my)_group earn_money loan\b loans\b investment crypto free_trial limited_time best_price whatsapp_me dm_me lessons\b tutor cleaning_service_from",
    "social": r"anyone_(?:want|interested|up_for|know|else|lost|selling|going) anybody_(?:want|interested|know|lost) does_any(?:one|body)_(?:want|know_a|have_a_spare) found_(?:a|some)_(?:key|wallet|phone|cat|dog|bag|card|ring) lost_my looking_for_(?:a_nanny|a_tutor|someone_to_play) weather is_this_the_right_(?:chat|group) who_wants birthday",
    "outside": r"across_the_street on_the_street road_outside outside_the_(?:estate|compound|community) bus_stop bus\b subway metro\b school\b construction_site_(?:next|across|opposite|nearby) traffic_light hospital",
    "state": r"passport visa\b residence_permit police_registration social_security mortgage school_enrol",
    "committee": r"owners'?_?(?:committee|meeting|association|assembly) committee\b election vote\b voting",
    "developer": r"developer handover warranty",
}  # fmt: skip

#: Words that name a topic, that go with it, that hint at it.
TOPICS: Mapping[str, tuple[str, str, str]] = {
    "fee": (r"fees?\b bill\b bills\b billed payment overdue service_charge charged paid\b", r"pay\b paying owe\b money\b", ""),
    "parking": (r"parking parked parks\b garage_space car_space", r"car\b cars\b vehicle plate", ""),
    "noise": (r"noise loud drill hammer music karaoke barking parties party\b", r"bang(?:s|ing)\b can't_sleep cannot_sleep scream stomp piano", ""),
    "odour_smoke": (r"smell stink stench odor smok(?:e|es|ing)\b cigarette", "fumes awful_smell", ""),
    "drainage_leak": (r"leak toilet drain sewage flood sink washbasin basin clog burst_pipe pipe_burst damp seep", r"drip tap\b faucet shower overflow plumb pipe flush bathtub", "bathroom"),
    "water_supply": ("water_supply water_pressure hot_water water_heater no_water low_pressure", r"taps?\b faucet", r"water\b"),
    "power": (r"electric power_(?:cut|outage|is) no_power socket outlet breaker fuse blackout shock", r"light\b lights\b bulb lamp switch\b spark wiring wire\b wires power\b", ""),
    "network": ("internet broadband wi-?fi router", "signal", ""),
    "animals": (r"dogs?\b cats?\b pets?\b", r"leash bark", ""),
    "greening": (r"trees?\b grass lawn hedge weeds", r"plants?\b garden gardener flowers", ""),
    "renovation": (r"renovat decorat refurbish fit-?out", r"construction drill", ""),
    "structure_wall": (r"walls?\b crack ceiling facade plaster tile", r"paint", ""),
    "door_window": (r"doors?\b window lock\b doorbell door_handle key\b hinge", r"handle\b screen", ""),
    "security": (r"guards?\b security thief theft stolen burglar camera cctv intercom access_card entry_card card_reader", r"gate\b gates\b visitor stranger delivery", "entry"),
    "cleaning": (r"rubbish trash garbage dirty filthy cleaner cleaned cleaning cockroach rats\b mosquito litter swept", r"mess\b bins?\b dust", ""),
    "staff_service": (r"rude\b attitude your_(?:staff|technician|people) service_desk receptionist", r"unprofessional unhelpful complain", ""),
    "public_facility": (r"playground swing\b bench gym\b pool\b fountain parcel locker manhole street_?light charging basketball mailbox", r"courtyard lobby corridor hallway stair", ""),
    "gas_heating": (r"gas\b heating heater radiator boiler", "", ""),
    "elevator": (r"lifts?\b elevator", "", ""),
    "fire_safety": (r"fire\b extinguisher hydrant sprinkler fire_exit", "", ""),
}  # fmt: skip

_LIFT = r"\b(?:lift|elevator)s?\b"
_SOMEBODY = (
    r"(?:people|person|someone|somebody|child|children|kids?|baby|man|woman|lady|mother|mum|mom|father|dad|grand\w+|wife|husband|son|daughter|"
    r"us|me|i'm|i am|we are|we're|he|she|they)"
)
_FELL = (
    r"(?:about to (?:fall|drop|come)|(?:going to|gonna|will soon|could|might) (?:fall|drop|come down)|fall(?:s|ing|en)?(?: \w+)? (?:off|down|from|on|onto)\b|fell|"
    r"came (?:off|down|loose)|coming (?:off|down|loose)|dropp(?:ed|ing) (?:off|down|from|on)|hanging (?:off|loose|by)|dangling|crash(?:ed|ing))"
)
#: What reports danger; what takes it out again is in `sense.py`.
DANGERS: Mapping[Danger, tuple[str, ...]] = {
    Danger.TRAPPED_IN_LIFT: (
        r"\b(?:we|i)(?:'m|'re| am| are)(?: \w+)? trapped\b|(?:stuck|stopped|stopping|hanging|stands) between\b",
        rf"(?:stuck|trapped|locked|caught|shut) (?:in|inside)\b(?: \w+){{0,3}} {_LIFT}",
        rf"{_LIFT}.{{0,30}}\b(?:with|has|have|had)\b.{{0,24}}\b(?:inside|in it)\b|{_LIFT}.{{0,50}}\b{_SOMEBODY}\b.{{0,30}}\b(?:in it|in there|inside)\b",
        rf"\b{_SOMEBODY}\b.{{0,16}}(?:stuck|trapped).{{0,16}}{_LIFT}|{_LIFT}.{{0,40}}\b{_SOMEBODY}\b.{{0,16}}(?:stuck|trapped|inside)",
        rf"(?:can't|cannot|can not|couldn't|unable to) get out of (?:the |this |our )?{_LIFT}|{_LIFT}.{{0,30}}(?:can't|cannot|couldn't) get out",
    ),
    Danger.LIFT_OUT_OF_CONTROL: (
        rf"{_LIFT}.{{0,30}}(?:plummet|plung|shak(?:es|ing|en) (?:badly|violently|a lot|terribly|like)|by itself|(?:cabin|car) (?:wasn't|isn't|was not|is not) there|no (?:cabin|car)\b|(?:onto|into) (?:nothing|the shaft|an empty shaft)|skips|out of control|jerk(?:s|ed|ing) |free.?fall|shot (?:up|down)|slid down|drop(?:s|ped)|fell\b|emergency stop)",
        rf"{_LIFT}.{{0,30}}(?:moves?|moving|goes|runs|running|went|drove) with (?:the )?(?:doors? )open",
        rf"{_LIFT}(?: doors?)?.{{0,20}}(?:closed on|shut on|closes on|caught my|caught (?:a|his|her)|trapped my|squeez|crush|hit my|hit (?:a|his|her))",
    ),
    Danger.GAS: (
        r"(?:smell|stink|reek)\w*(?: \w+){0,3} gas\b|\bgas\b.{0,16}(?:smell|stink|odou?r|leak|escap|hiss)",
        r"gas (?:alarm|detector).{0,16}(?:ring|beep|going off|went off|sound)|hiss\w*.{0,20}\bgas\b|\bgas\b.{0,20}hiss|carbon monoxide|(?:stove|cooker|gas) (?:was |is |got )?left on",
    ),
    Danger.FIRE: (
        r"\bsomething(?: is|'s)? burning|\bflames?\b|burn(?:t|ed) smell|(?:smell|smells|smelled|smelling)(?: \w+){0,2} burn|\bcaught fire|\bablaze|\bblaze\b|is burning\b(?! (?:incense|paper|joss))|started (?:burning|smoking)|burning (?:plastic|rubber|wire|cable)|\bsmoulder|\bcharred",
        r"(?:smoke|fire) (?:alarm|detector).{0,16}(?:ringing|beeping|going off|went off|sounding)|\bexplo(?:ded|sion)|full of smoke|smells? (?:of|like) smoke",
    ),
    Danger.LIVE_WIRE: (
        r"(?:give|gives|gave|giving|got|get|gets|getting|had|received|feel|felt)\b(?: (?!(?:sticker|price)\b)\w+){0,3} (?:electric(?:al)? )?shocks?\b|\btingl(?:e|es|ing)\b|\bzapp?(?:s|ed)\b|\bsizzl|\bshocked (?:me|us|him|her|my)|electrified|(?:feel|felt|feeling)(?: \w+){0,2} (?:electricity|current)\b|(?:electricity|current|buzz) (?:when|if|whenever) (?:i |you |we )?touch",
        r"(?:socket|outlet|plug|switch|fuse ?box|breaker(?: box)?|meter(?: box)?|wir(?:e|ing)|cable|transformer)s?\b.{0,16}(?:spark|smok|burn(?:s|t|ing)|(?:very|too|getting) hot|melt|wet|crackl|hanging (?:out|down)|sticking out|exposed|bare)",
        r"(?:water|rain).{0,20}(?:into|on|in) the (?:socket|outlet|fuse ?box|breaker|meter|electric)",
    ),
    Danger.BURST_PIPE: (
        r"(?:pipe|hose|main|radiator|boiler|valve|hydrant|sprinkler|water heater|tank|joint|tap|faucet)s?\b.{0,14}(?:burst|exploded|blew|ruptured|split open|snapped|broke off|blown off)",
        r"\bburst(?:ed|ing)?\b.{0,14}(?:pipe|hose|main|radiator|valve|hydrant)|(?:pipe|main|hose|hydrant)s?\b.{0,30}\bburst|(?:is|keeps?|it's|started) (?:shooting|spraying|gushing)|water (?:is |was |keeps |just )*(?:gushing|spraying|shooting|jetting|spurting|squirting)|(?:spraying|shooting|jetting|spurting) water|(?:fountain|jet|geyser) of water|(?:tap|faucet|valve|hose|pipe) (?:came|broke|flew|popped) off|(?:pipe|hose|water main)s?\b.{0,30}\b(?:broke|broken|cracked open|split)\b|water sprays|sprays? (?:everywhere|out|all over)",
    ),
    Danger.FLOODING: (
        r"water (?:is |was |keeps |just |comes |came )*(?:pouring|rushing|running|streaming|flowing|coming|raining|cascading|down|dripping heavily)?(?: \w+)? ?(?:through|from|out of) (?:the |my |our )?(?:ceiling|upstairs|above|roof|flat above|wall|lamp|lights?|floor above|neighbou?rs?)",
        r"(?:pour|stream|cascad)(?:s|ing) (?:water|from|out)|raining (?:in|inside|through)|water all over|water (?:is |keeps |was )?(?:rising|pooling|spreading|filling|everywhere)|standing in water|like a (?:lake|river|waterfall)|water (?:keeps |is )?running down the (?:walls?|stairs?)|(?:ankle|knee).(?:deep|high)|(?:cm|centimet\w+|inch\w*|feet) of water|under ?water\b|\bsoaked\b",
        r"(?:sewage|sewer|waste ?water|black water|dirty water).{0,24}(?:coming|backing|back up|rising|overflow|everywhere|spill|flow|pour|running|all over)|(?:drain|toilet|sink)s?.{0,20}(?:overflow|back(?:ing|ed) up|coming up|spilling)",
        r"(?:tap|faucet|water|toilet|valve)s?\b.{0,16}(?:won't|doesn't|can't|cannot|does not|will not) (?:stop(?: running)?$|stop running|turn off|shut off|be (?:turned|shut) off)|can(?:'t|not| not) (?:turn|shut|stop)(?: off)? the (?:water|tap|faucet|valve)(?: off)?",
        r"leak(?:s|ing|age)? (?:like crazy|a lot|everywhere|non.?stop|heavily|badly|very (?:bad|strong|heavy)\w*)|(?:heavy|big|huge|major|terrible|serious) (?:water )?leak",
    ),
    Danger.STRUCTURE: (
        r"\b(?:building|house|pillar|beam|column|retaining wall|foundation|floor|slab|roof)s?\b.{0,16}(?:leaning|tilting|sinking|giving way|gave way|about to (?:fall|come|cave))|sink ?hole|land ?slide|(?:ceiling|wall|balcony|beam|floor|roof)s?\b.{0,12}(?:sagging|bulging|caving|buckl|crumbling|leaning)|subsid(?:ed|ing|ence)",
        r"\b(?:stair|step|tread)s?\b.{0,10}(?:broke|broken|missing|crumbl)",
    ),
    Danger.RAILING: (
        r"(?:railing|handrail|banister|balustrade|guard ?rail)s?\b.{0,20}(?:c[ao]me (?:off|loose)|coming (?:off|loose)|gave way|collapsed|falling|about to|detached|unstable|unsafe|snapped|bent|gone|moves|not (?:firm|fixed|stable))",
    ),
    Danger.FALLING: (
        rf"\b(?:glass|window|tile|brick|stone|wall|facade|cladding|sign|billboard|ceiling|plaster|panel|concrete|cement|stucco|render|gutter|shutter|tree|branch|air ?con\w*|ac unit|lamp|chandelier|canopy|awning|pane|roof|scaffold\w*|flower ?pot|chunk|piece)(?:e?s)?\b.{{0,30}}{_FELL}",
        r"fell (?:off|down|from) .{0,14}(?:wall|facade|roof|building|above|balcony|ceiling)|\bfalling (?:objects|debris|tiles|bricks|glass|plaster|concrete)",
    ),
    Danger.POWER_OUT_HOME: (
        r"\b(?:no|lost|without|out of|any) (?:power|electricity|current)\b(?! (?:bill|meter|card|fee|bank))|(?:power|electricity)(?:'s| is| has| was| went| just| suddenly| been| all| completely)* ?(?:out|off|gone|cut|cut off|down|dead|failed)\b",
        r"all (?:the |my |our )?lights (?:are|went|have gone|just went|suddenly went) (?:out|off|dark)|(?:flat|apartment|house|home|unit|whole building)\b.{0,16}(?:completely|totally|pitch|all)? ?(?:dark|black)\b|in the dark\b|nothing electric\w* works|(?:no|lost) power\b|(?:power|electricity) (?:doesn't|does not|won't) come (?:back|on)|(?:breaker|fuse|switch)s?\b.{0,20}(?:won't stay|will not stay|keeps? (?:tripping|jumping|falling)|can't be reset|won't reset)",
    ),
    Danger.NO_WATER: (
        r"(?:taps?|faucets?)\b.{0,12}\b(?:dry)\b|water(?: supply)?(?: has| is| was| just| suddenly| been| completely)* ?(?:stopped(?! leaking| dripping)|cut|disappeared|shut off|turned off)|(?:nothing|not a drop|no water)(?: \w+){0,2} (?:comes|coming|came) out|not a drop of water",
        r"(?:don't|do not|haven't|have not|didn't) (?:have|had|get|got)(?: any)? water\b|\bout of water\b|(?:water|tap)s?\b.{0,16}(?:has|have)? ?(?:been )?off\b(?! the)|nothing (?:from|out of) (?:the |our |my |all )?(?:taps?|faucets?)|\bwaterless\b",
    ),
    Danger.OTHER_DANGER: (
        r"(?:open|uncovered|missing|broken|no|without|lost|stolen|loose)\b.{0,6} manhole|manhole\b(?! cover.{0,12}(?:rattl|nois|clank|bang|loud))|\b(?:open|deep|uncovered|big|huge)(?: \w+)? (?:hole|pit|shaft|trench)\b|without (?:a |its |the )?(?:cover|lid|grate)\b|uncovered (?:drain|well|shaft|pit)|(?:drain|sewer|well|pit|shaft|hole)s?\b.{0,20}(?:cover|lid|grate|grating).{0,14}(?:missing|gone|disappeared|stolen|broken|lost|open)|(?:cover|lid|grate|grating)s?\b.{0,24}(?:drain|sewer|well|pit|shaft|hole)\b.{0,24}(?:missing|gone|disappeared|stolen|broken|lost)",
        r"call (?:an )?ambulance|ambulance please|need an ambulance|heart attack|can(?:'t|not) breathe|\bfainted\b|passed out|(?:isn't|not|stopped) breathing|\bunconscious|\bbleeding|\binjured|\b(?:someone|somebody|child|kid|boy|girl|man|woman|lady|worker|mother|father|grand\w+|son|daughter)\b.{0,16}(?:fell (?:from|off|into|down)|fallen (?:from|into|down))|\bdrown(?:ing|ed)\b|with a knife|\bintruder\b|burglar(?:s)? (?:in|inside)|break(?:ing|s)? into my|(?:wants?|threaten\w*|trying|going) to jump|life.threatening",
        r"(?:fire|emergency) (?:hydrant|alarm|sprinkler|hose)s?\b.{0,16}(?:no water|broken|dead|doesn't work|not working|empty|out of order)|(?:fire|emergency) (?:exit|door|escape|staircase|stair|route)s?\b.{0,16}(?:locked|blocked|chained|welded)",
        r"(?:very|so|really|extremely|too|quite) dangerous|danger(?:ous)? (?:for|to) (?:kids|children|people|life)",
    ),
}  # fmt: skip
