// What the page itself says: Chinese first, English for browsers that read no Chinese.

const CHINESE = {
  name: "村帮",
  promise: "村帮不会找您要钱，也不会问银行卡密码、短信验证码。",
  offline: "网断了，正在重连…",
  menu: "菜单", voice: "说话", photo: "照片", place: "位置",
  write: "写在这里", send: "发出去", log: "您和村帮说的话", sizes: "字的大小",
  smaller: "字小一点", bigger: "字大一点", large: "大图", close: "关上",
  drop: "不要了", done: "说完了，发出去",
  waiting: "还没发出去", sending: "正在发…", accepted: "✓ 已收到",
  wishPhoto: "拍照片", wishAlbum: "从相册里选", wishVoice: "按这里，说给我听",
  wishPlace: "发我现在的位置", wishPhone: "手机号码", wishPhoneSend: "发这个号码", wishFile: "选 Excel 文件",
  photoSent: "照片", voiceSent: "语音", videoSent: "视频", documentSent: "文件", placeSent: "我的位置",
  locating: "正在找您的位置…",
  noPlace: "没找到位置。您写在哪里也行，比如“老学校后面”。",
  noVoice: "话筒打不开。您打字，或者拍照也行。",
  tooBig: "这个文件太大了，最多 20 MB，请换一个小一点的。",
  filmTooBig: "这个视频太大了，最多20兆，大约半分钟。请拍短一点的再发。",
  tooShort: "没听到声音，请您再说一次。",
  hear: "念给我听", hush: "别念了", open: "看大图",
  youAre: "样例模式 · 您现在是 {name}（{title}）", other: "换个人",
  sampleGuest: "样例模式 · 您现在是一位新来的人", whom: "您想当哪一位？",
  aboutSample: "这里的人和事都是编的。每一位开一个自己的窗口，可以同时当几位，看消息怎么走。",
  guest: "一位新来的人", guestTitle: "还没有登记，从头开始",
  lost: "暂时连不上，请过一会儿再打开。",
};

const ENGLISH = {
  name: "Cunbang",
  promise: "Cunbang never asks for money, a card PIN or a code from a text message.",
  offline: "No connection, trying again…",
  menu: "Menu", voice: "Speak", photo: "Photo", place: "Place",
  write: "Write here", send: "Send", log: "What you and Cunbang said", sizes: "Text size",
  smaller: "Smaller text", bigger: "Larger text", large: "Large picture", close: "Close",
  drop: "Discard", done: "Done, send it",
  waiting: "Not sent yet", sending: "Sending…", accepted: "✓ Received",
  wishPhoto: "Take a photo", wishAlbum: "Choose from album", wishVoice: "Press here and speak",
  wishPlace: "Send where I am now", wishPhone: "Phone number", wishPhoneSend: "Send this number", wishFile: "Choose the Excel file",
  photoSent: "Photo", voiceSent: "Voice", videoSent: "Video", documentSent: "File", placeSent: "My place",
  locating: "Looking for your place…",
  noPlace: "The place was not found. You can also write where it is.",
  noVoice: "The microphone does not open. You can write or take a photo.",
  tooBig: "This file is too big; 20 MB at most, please choose a smaller one.",
  filmTooBig: "This video is too big; 20 MB at most, about half a minute. Please send a shorter one.",
  tooShort: "Nothing was heard, please speak again.",
  hear: "Read aloud", hush: "Stop reading", open: "See it large",
  youAre: "Sample · you are {name} ({title})", other: "Be someone else",
  sampleGuest: "Sample · you are a newcomer", whom: "Who would you like to be?",
  aboutSample: "All people and matters here are invented. Each person has a window of their own; be several at once and see how messages travel.",
  guest: "A newcomer", guestTitle: "Not registered yet, starts from the beginning",
  lost: "No connection for now, please open the page again later.",
};

export const language = navigator.language || "zh-CN";
const chinese = /^zh/i.test(language);
const words = chinese ? CHINESE : ENGLISH;

export function say(key, gaps = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, gap) => gaps[gap] || "");
}

// Puts the reader's language into everything the page was written with.
export function translatePage() {
  if (chinese) return;
  document.documentElement.lang = "en";
  for (const [attribute, put] of [
    ["data-words", (el, text) => { el.textContent = text; }],
    ["data-label", (el, text) => el.setAttribute("aria-label", text)],
    ["data-hint", (el, text) => { el.placeholder = text; }],
  ]) {
    for (const el of document.querySelectorAll(`[${attribute}]`)) put(el, say(el.getAttribute(attribute)));
  }
}
