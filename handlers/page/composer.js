// The means of answering: words, voice, photos, place, phone number, and the numbered menu.

import { fits, lighter } from "./photos.js";
import { freshId } from "./store.js";
import { canRecord, openVoice } from "./voice.js";
import { say } from "./words.js";

const el = (id) => document.getElementById(id);

export function openComposer({ sendText, sendPhone, sendPlace, sendFile }) {
  const text = el("text");
  const notes = openNotes();
  const voice = voiceButtons(sendFile, notes);

  el("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!text.value.trim()) return text.focus();
    sendText(text.value.trim());
    text.value = "";
    grow();
  });
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      el("send").click();
    }
  });
  function grow() {
    text.rows = Math.min(4, Math.max(1, text.value.split("\n").length));
    el("send").classList.toggle("ready", Boolean(text.value.trim()));
  }

  for (const input of [el("photos"), el("camera")]) {
    input.addEventListener("change", async () => {
      const album = input.files.length > 1 ? freshId() : "";
      const files = Array.from(input.files);
      input.value = "";
      let caption = takeWords();
      for (const file of files) {
        await (file.type.startsWith("video/") ? sendFilm : sendPhoto)(file, album, caption);
        caption = "";
      }
    });
  }
  el("document").addEventListener("change", () => {
    const [file] = el("document").files;
    el("document").value = "";
    if (!file) return;
    if (fits(file)) sendFile("document", file, file.name); else notes.show(say("tooBig"));
  });
  // What was written but not sent goes along with the first picture.
  function takeWords() {
    const words = text.value.trim();
    text.value = "";
    grow();
    return words;
  }
  async function sendFilm(file, _album, caption) {
    if (fits(file)) sendFile("video", file, file.name, { caption }); else notes.show(say("filmTooBig"));
  }
  async function sendPhoto(file, album, caption) {
    const blob = await lighter(file);
    if (fits(blob)) sendFile("photo", blob, file.name, { album, caption }); else notes.show(say("tooBig"));
  }

  el("picture").addEventListener("click", () => el("photos").click());
  el("here").addEventListener("click", here);
  el("here").hidden = !navigator.geolocation;
  function here() {
    notes.show(say("locating"));
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => { notes.hide(); sendPlace([coords.latitude, coords.longitude, coords.accuracy, foundAt(timestamp)]); },
      () => notes.show(say("noPlace")),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  }

  // By this phone's own clock, right or wrong: only the time until it is sent counts.
  function foundAt(timestamp) {
    const now = Date.now();
    return timestamp > now - 3600000 && timestamp < now ? timestamp : now;
  }

  return { notes, wish: (kind) => showWish(kind, { here, voice, sendPhone }) };
}

function voiceButtons(sendFile, notes) {
  const speak = el("speak");
  if (!canRecord()) {
    speak.addEventListener("click", () => el("sound").click());
    el("sound").addEventListener("change", () => {
      const [file] = el("sound").files;
      if (file && fits(file)) sendFile("voice", file, file.name);
      el("sound").value = "";
    });
    return { listenTo: (button) => button.addEventListener("click", () => el("sound").click()) };
  }
  const voice = openVoice({
    onStart() { document.body.classList.add("is-recording"); el("recording").hidden = false; },
    onTick(seconds) { el("seconds").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`; },
    onEnd(blob, seconds) {
      document.body.classList.remove("is-recording");
      el("recording").hidden = true;
      if (!blob) return;
      if (fits(blob)) sendFile("voice", blob, "", { seconds }); else notes.show(say("tooShort"));
    },
    onTrouble() { notes.show(say("noVoice")); },
  });
  voice.listenTo(speak);
  el("done").addEventListener("click", () => voice.stop());
  el("drop").addEventListener("click", () => voice.stop(false));
  return voice;
}

function openNotes() {
  const note = el("note");
  let timer = 0;
  const hide = () => { note.hidden = true; };
  return {
    hide,
    show(sentence) {
      note.textContent = sentence;
      note.hidden = false;
      clearTimeout(timer);
      timer = setTimeout(hide, 15000);
    },
  };
}

// What the newest question would like best comes first and big.
function showWish(kind, { here, voice, sendPhone }) {
  const box = el("wish");
  const means = {
    photo: () => [wishButton("i-photo", "wishPhoto", () => el("camera").click()),
      wishButton("", "wishAlbum", () => el("photos").click())],
    place: () => (navigator.geolocation ? [wishButton("i-place", "wishPlace", here)] : []),
    voice: () => { const button = wishButton("i-voice", "wishVoice", () => {}); voice.listenTo(button); return [button]; },
    phone: () => [phoneBox(sendPhone)],
    file: () => [wishButton("i-send", "wishFile", () => el("document").click())],
  };
  box.replaceChildren(...(means[kind] ? means[kind]() : []));
  box.hidden = !box.children.length;
}

function wishButton(icon, words, act) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: icon ? "strong" : "quiet" });
  if (icon) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#${icon}`);
    svg.setAttribute("aria-hidden", "true");
    svg.append(use);
    button.append(svg);
  }
  button.append(say(words));
  button.addEventListener("click", act);
  return button;
}

function phoneBox(sendPhone) {
  const form = document.createElement("form");
  const input = document.createElement("input");
  Object.assign(input, { type: "tel", inputMode: "tel", autocomplete: "tel", maxLength: 20, placeholder: say("wishPhone") });
  input.setAttribute("aria-label", say("wishPhone"));
  const button = wishButton("i-phone", "wishPhoneSend", () => {});
  button.type = "submit";
  form.append(input, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) sendPhone(input.value.trim()); else input.focus();
  });
  return form;
}
