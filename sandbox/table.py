"""The methods served, each with its parameters: the one page that says what a bot may send.

`name:type` is a parameter, `!` after the name makes it required. Types: int, str, bool, float, chat (id or @name),
file (upload, file_id or address), upload, markup (any keyboard), a name from OBJECTS, or [type] for a list. A test
holds this page against the published description of the Bot API and against aiogram's models.
"""

from dataclasses import dataclass

_SEND = (
    "disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str "
    "reply_parameters:ReplyParameters"
)
_WHERE = "business_connection_id:str chat_id!:chat message_thread_id:int direct_messages_topic_id:int"
_POST = f"{_WHERE} {_SEND} suggested_post_parameters:SuggestedPostParameters reply_markup:markup"
_CAPTION = "caption:str parse_mode:str caption_entities:[MessageEntity]"
_ABOVE = "show_caption_above_media:bool"
_WHICH = (
    "business_connection_id:str chat_id:chat message_id:int inline_message_id:str reply_markup:InlineKeyboardMarkup"
)
_COPY = (
    "message_thread_id:int direct_messages_topic_id:int from_chat_id!:chat chat_id!:chat disable_notification:bool "
    "protect_content:bool"
)
_SCOPE = "scope:BotCommandScope language_code:str"

_METHODS = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:[str]",
    "setWebhook": "url!:str certificate:upload ip_address:str max_connections:int allowed_updates:[str] "
    "drop_pending_updates:bool secret_token:str",
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": f"{_POST} text!:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions",
    "forwardMessage": f"{_COPY} video_start_timestamp:int message_effect_id:str message_id!:int "
    "suggested_post_parameters:SuggestedPostParameters",
    "copyMessage": f"{_COPY} message_id!:int video_start_timestamp:int {_CAPTION} {_ABOVE} allow_paid_broadcast:bool "
    "message_effect_id:str suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters "
    "reply_markup:markup",
    "copyMessages": f"{_COPY} message_ids!:[int] remove_caption:bool",
    "sendPhoto": f"{_POST} photo!:file {_CAPTION} {_ABOVE} has_spoiler:bool",
    "sendVoice": f"{_POST} voice!:file {_CAPTION} duration:int",
    "sendAudio": f"{_POST} audio!:file {_CAPTION} duration:int performer:str title:str thumbnail:file",
    "sendVideo": f"{_POST} video!:file duration:int width:int height:int thumbnail:file cover:file start_timestamp:int "
    f"{_CAPTION} {_ABOVE} has_spoiler:bool supports_streaming:bool",
    "sendDocument": f"{_POST} document!:file thumbnail:file {_CAPTION} disable_content_type_detection:bool",
    "sendMediaGroup": f"{_WHERE} {_SEND} media!:[InputMedia]",
    "sendLocation": f"{_POST} latitude!:float longitude!:float horizontal_accuracy:float live_period:int heading:int "
    "proximity_alert_radius:int",
    "sendVenue": f"{_POST} latitude!:float longitude!:float title!:str address!:str foursquare_id:str "
    "foursquare_type:str "
    "google_place_id:str google_place_type:str",
    "sendContact": f"{_POST} phone_number!:str first_name!:str last_name:str vcard:str",
    "sendPoll": f"business_connection_id:str chat_id!:chat message_thread_id:int {_SEND} reply_markup:markup "
    "question!:str "
    "question_parse_mode:str question_entities:[MessageEntity] options!:[InputPollOption] is_anonymous:bool type:str "
    "allows_multiple_answers:bool allows_revoting:bool shuffle_options:bool allow_adding_options:bool "
    "hide_results_until_closes:bool members_only:bool country_codes:[str] correct_option_ids:[int] explanation:str "
    "explanation_parse_mode:str explanation_entities:[MessageEntity] explanation_media:InputPollMedia open_period:int "
    "close_date:int is_closed:bool description:str description_parse_mode:str description_entities:[MessageEntity] "
    "media:InputPollMedia",
    "sendDice": f"{_POST} emoji:str",
    "sendChatAction": "business_connection_id:str chat_id!:chat message_thread_id:int action!:str",
    "editMessageText": f"{_WHICH} text:str parse_mode:str entities:[MessageEntity] "
    "link_preview_options:LinkPreviewOptions "
    "rich_message:InputRichMessage",
    "editMessageCaption": f"{_WHICH} {_CAPTION} {_ABOVE}",
    "editMessageMedia": f"{_WHICH} media!:InputMedia",
    "editMessageReplyMarkup": _WHICH,
    "deleteMessage": "chat_id!:chat message_id!:int",
    "deleteMessages": "chat_id!:chat message_ids!:[int]",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
    "sendInvoice": f"chat_id!:chat message_thread_id:int direct_messages_topic_id:int {_SEND} title!:str description!:str "
    "payload!:str provider_token:str currency!:str prices!:[LabeledPrice] max_tip_amount:int suggested_tip_amounts:[int] "
    "start_parameter:str provider_data:str photo_url:str photo_size:int photo_width:int photo_height:int need_name:bool "
    "need_phone_number:bool need_email:bool need_shipping_address:bool send_phone_number_to_provider:bool "
    "send_email_to_provider:bool is_flexible:bool suggested_post_parameters:SuggestedPostParameters "
    "reply_markup:InlineKeyboardMarkup",
    "answerPreCheckoutQuery": "pre_checkout_query_id!:str ok!:bool error_message:str",
    "getFile": "file_id!:str",
    "getChat": "chat_id!:chat",
    "getChatAdministrators": "chat_id!:chat return_bots:bool",
    "getChatMember": "chat_id!:chat user_id!:int",
    "getChatMemberCount": "chat_id!:chat",
    "leaveChat": "chat_id!:chat",
    "banChatMember": "chat_id!:chat user_id!:int until_date:int revoke_messages:bool",
    "setMyCommands": f"commands!:[BotCommand] {_SCOPE}",
    "getMyCommands": _SCOPE,
    "deleteMyCommands": _SCOPE,
    "setMyName": "name:str language_code:str",
    "setMyDescription": "description:str language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "setChatMenuButton": "chat_id:int menu_button:MenuButton",
    "setMessageReaction": "chat_id!:chat message_id!:int reaction:[ReactionType] is_big:bool",
    "pinChatMessage": "business_connection_id:str chat_id!:chat message_id!:int disable_notification:bool",
    "unpinChatMessage": "business_connection_id:str chat_id!:chat message_id:int",
    "createForumTopic": "chat_id!:chat name!:str icon_color:int icon_custom_emoji_id:str",
    "getUserProfilePhotos": "user_id!:int offset:int limit:int",
}

_MEDIA = f"type!:str media!:str {_CAPTION}"

_OBJECTS = {
    "ReplyParameters": "message_id!:int chat_id:chat allow_sending_without_reply:bool quote:str quote_parse_mode:str "
    "quote_entities:[MessageEntity] quote_position:int checklist_task_id:int poll_option_id:str",
    "LinkPreviewOptions": "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool "
    "show_above_text:bool",
    "MessageEntity": "type!:str offset!:int length!:int url:str user:User language:str custom_emoji_id:str "
    "unix_time:int "
    "date_time_format:str",
    "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": "text!:str icon_custom_emoji_id:str style:str url:str callback_data:str web_app:WebAppInfo "
    "login_url:LoginUrl switch_inline_query:str switch_inline_query_current_chat:str "
    "switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton "
    "callback_game:CallbackGame pay:bool",
    "ReplyKeyboardMarkup": "keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool "
    "one_time_keyboard:bool "
    "input_field_placeholder:str selective:bool",
    "KeyboardButton": "text!:str icon_custom_emoji_id:str style:str request_users:KeyboardButtonRequestUsers "
    "request_chat:KeyboardButtonRequestChat request_managed_bot:KeyboardButtonRequestManagedBot request_contact:bool "
    "request_location:bool request_poll:KeyboardButtonPollType web_app:WebAppInfo",
    "ReplyKeyboardRemove": "remove_keyboard!:bool selective:bool",
    "ForceReply": "force_reply!:bool input_field_placeholder:str selective:bool",
    "BotCommand": "command!:str description!:str",
    "InputMediaPhoto": f"{_MEDIA} {_ABOVE} has_spoiler:bool",
    "InputMediaVideo": f"{_MEDIA} {_ABOVE} has_spoiler:bool thumbnail:str cover:str start_timestamp:int width:int "
    "height:int "
    "duration:int supports_streaming:bool",
    "InputMediaAudio": f"{_MEDIA} thumbnail:str duration:int performer:str title:str",
    "InputMediaDocument": f"{_MEDIA} thumbnail:str disable_content_type_detection:bool",
    "InputPollOption": "text!:str text_parse_mode:str text_entities:[MessageEntity] media:InputPollOptionMedia",
    "ReactionTypeEmoji": "type!:str emoji!:str",
    "LabeledPrice": "label!:str amount!:int",
    "BotCommandScopeChat": "type!:str chat_id!:chat",
}

#: Longest texts in characters, counted as Telegram does (UTF-16 units): method → parameter → limit. Formatted texts
#: are counted
#: after their entities were parsed and so are not here.
LONGEST = {
    "answerCallbackQuery": {"text": 200},
    "setMyName": {"name": 64},
    "setMyDescription": {"description": 512},
    "setMyShortDescription": {"short_description": 120},
    "createForumTopic": {"name": 128},
    "sendPoll": {"question": 300, "explanation": 200},
    "setWebhook": {"secret_token": 256},
}
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_CALLBACK_DATA_BYTES = 64


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method or field of an object."""

    name: str
    kind: str
    required: bool


def _read(spec: str) -> dict[str, Field]:
    fields = {}
    for word in spec.split():
        name, kind = word.split(":", 1)
        fields[name.rstrip("!")] = Field(name.rstrip("!"), kind, name.endswith("!"))
    return fields


#: Method name → its parameters by name.
METHODS = {name: _read(spec) for name, spec in _METHODS.items()}

#: Object name → its fields by name. Objects not listed are taken as they come.
OBJECTS = {name: _read(spec) for name, spec in _OBJECTS.items()}
