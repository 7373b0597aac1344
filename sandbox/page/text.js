/** Every word of the page's own chrome, [中文, English]; what people and the bot say is never translated here. */

const WORDS = {
  title: ["管家 · 手机沙盒", "Guanjia · phone sandbox"],
  now: ["现在", "Now"],
  plus5m: ["+5分", "+5 min"],
  plus15m: ["+15分", "+15 min"],
  plus1h: ["+1小时", "+1 h"],
  plus8h: ["+8小时", "+8 h"],
  plus1d: ["+1天", "+1 day"],
  advanceHint: ["把沙盒的时钟拨快", "Move the sandbox clock ahead"],
  addPerson: ["添加住户/成员", "Add a person"],
  addGroup: ["添加群", "Add a group"],
  addPhone: ["添加手机", "Add a phone"],
  tools: ["工具", "Tools"],
  otherLanguage: ["English", "中文"],
  online: ["已连接", "Connected"],
  offline: ["连接断开,正在重连…", "Connection lost, reconnecting…"],
  emptyTitle: ["还没有手机", "No phones yet"],
  emptyHint: ["添加一位住户或员工,他的手机就会出现在这里。", "Add a resident or a member of staff and their phone appears here."],
  firstName: ["姓名", "First name"],
  lastName: ["姓氏(可不填)", "Last name (optional)"],
  phoneNumber: ["手机号", "Phone number"],
  language: ["语言", "Language"],
  groupTitle: ["群名称", "Group title"],
  members: ["成员", "Members"],
  withBot: ["把管家拉进群", "Invite the bot"],
  botAdmin: ["管家是管理员", "The bot is an administrator"],
  create: ["创建", "Create"],
  add: ["添加", "Add"],
  cancel: ["取消", "Cancel"],
  ok: ["好", "OK"],
  close: ["关闭", "Close"],
  needName: ["请填写姓名", "Please enter a name"],
  needTitle: ["请填写群名称", "Please enter a group title"],
  allOpen: ["所有人的手机都已打开。", "Everybody's phone is already open."],
  pickPerson: ["打开谁的手机?", "Whose phone?"],
  phoneMenu: ["手机菜单", "Phone menu"],
  blockBot: ["停用管家(拉黑)", "Block the bot"],
  unblockBot: ["重新启用管家", "Unblock the bot"],
  blocked: ["已拉黑", "Blocked"],
  shareMine: ["发送我的名片", "Share my contact"],
  moveLeft: ["向左移", "Move left"],
  moveRight: ["向右移", "Move right"],
  closePhone: ["关闭这部手机", "Close this phone"],
  chats: ["聊天", "Chats"],
  noMessages: ["还没有消息", "No messages yet"],
  bot: ["机器人", "bot"],
  typing: ["正在输入…", "typing…"],
  memberCount: ["{0} 位成员", "{0} members"],
  back: ["返回聊天列表", "Back to chats"],
  start: ["开始", "Start"],
  startHint: ["点“开始”,和管家说第一句话。", "Press Start to say the first word to the bot."],
  message: ["消息", "Message"],
  send: ["发送", "Send"],
  attach: ["附件", "Attach"],
  commands: ["菜单", "Menu"],
  keyboard: ["快捷键盘", "Keyboard"],
  photo: ["照片(示例)", "Photo (sample)"],
  photoGps: ["带位置的照片(示例)", "Photo with GPS (sample)"],
  photoFile: ["选择照片…", "Choose photos…"],
  album: ["相册", "Album"],
  albumCount: ["{0} 张", "{0} photos"],
  voice: ["语音(示例)", "Voice (sample)"],
  video: ["视频(示例)", "Video (sample)"],
  document: ["文件(示例)", "Document (sample)"],
  documentFile: ["选择文件…", "Choose a file…"],
  location: ["位置", "Location"],
  contactMine: ["我的名片", "My contact"],
  contactOther: ["别人的名片", "Somebody's contact"],
  shareContactAsk: ["把您的手机号 {0} 发给管家吗?", "Share your phone number {0} with the bot?"],
  shareLocationAsk: ["把您的位置发给管家吗?", "Share your location with the bot?"],
  share: ["发送", "Share"],
  forwarded: ["转发的消息", "Forwarded message"],
  edited: ["已编辑", "edited"],
  reply: ["回复", "Reply"],
  edit: ["编辑", "Edit"],
  editing: ["编辑消息", "Edit message"],
  copy: ["复制文字", "Copy text"],
  delete: ["删除", "Delete"],
  download: ["下载", "Download"],
  play: ["播放", "Play"],
  pause: ["暂停", "Pause"],
  toNewest: ["回到最新消息", "To the newest message"],
  groupInfo: ["群资料", "Group"],
  addMember: ["添加成员", "Add a member"],
  remove: ["移出", "Remove"],
  makeAdmin: ["把管家设为管理员", "Make the bot an administrator"],
  upgrade: ["升级为超级群(换群号)", "Upgrade (the chat id changes)"],
  inviteBot: ["把管家拉进群", "Invite the bot"],
  today: ["今天", "Today"],
  yesterday: ["昨天", "Yesterday"],
  kind_photo: ["[照片]", "[Photo]"],
  kind_voice: ["[语音]", "[Voice]"],
  kind_audio: ["[音频]", "[Audio]"],
  kind_video: ["[视频]", "[Video]"],
  kind_animation: ["[动图]", "[GIF]"],
  kind_document: ["[文件]", "[Document]"],
  kind_location: ["[位置]", "[Location]"],
  kind_venue: ["[地点]", "[Venue]"],
  kind_contact: ["[名片]", "[Contact]"],
  kind_sticker: ["[贴纸]", "[Sticker]"],
  kind_poll: ["[投票]", "[Poll]"],
  kind_dice: ["[骰子]", "[Dice]"],
  kind_album: ["[相册]", "[Album]"],
  svcJoined: ["{0} 加入了群", "{0} joined the group"],
  svcAdded: ["{0} 邀请 {1} 进群", "{0} added {1}"],
  svcLeft: ["{0} 退出了群", "{0} left the group"],
  svcCreated: ["群已创建", "Group created"],
  svcMigrated: ["群已升级为超级群", "The group became a supergroup"],
  svcPinned: ["{0} 置顶了一条消息", "{0} pinned a message"],
  svcTitle: ["群名称改为“{0}”", "The group is now “{0}”"],
  svcTopic: ["新话题:{0}", "New topic: {0}"],
  svcOther: ["群消息", "Service message"],
  failed: ["没有成功:{0}", "That did not work: {0}"],
  unreachable: ["暂时连不上沙盒,请稍后再试", "The sandbox cannot be reached just now"],
  tooBig: ["文件太大(最多 20 MB)", "The file is too big (20 MB at most)"],
  zh: ["中文", "中文"],
  en: ["English", "English"],
};

let column = 0;

/** The language of the chrome: "zh" or "en". */
export function language() {
  return column ? "en" : "zh";
}

/** Switches the chrome's language and remembers it in this browser. */
export function setLanguage(code) {
  column = code === "en" ? 1 : 0;
  document.documentElement.lang = column ? "en" : "zh-CN";
  try {
    localStorage.setItem("sandbox.language", language());
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

/** Reads the remembered language (or `?lang=en`); Chinese when there is none. */
export function restoreLanguage() {
  let saved = new URLSearchParams(location.search).get("lang");
  try {
    saved ??= localStorage.getItem("sandbox.language");
  } catch {
    saved ??= null;
  }
  setLanguage(saved);
}

/** The words for a key, with {0}, {1} filled in. */
export function t(key, ...values) {
  const words = WORDS[key];
  if (!words) return key;
  return words[column].replace(/\{(\d)\}/g, (_, n) => values[n] ?? "");
}

/** A short name of a person's language code for chips. */
export function languageName(code) {
  if (!code) return "—";
  if (code.startsWith("zh")) return t("zh");
  if (code.startsWith("en")) return t("en");
  return code;
}
