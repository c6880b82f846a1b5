// Draws the talk: bubbles, buttons, pictures, and how far one's own words have come.

import { findBlob } from "./store.js";
import { readAloud } from "./aloud.js";
import { say } from "./words.js";

const CALLABLE = /(https?:\/\/[^\s，。；）]+)|(?:^|[^\d-])(1[3-9]\d{9}|0\d{2,3}-\d{7,8}|12345|1(?:10|19|20))(?![\d-]|\s*[天个元分人件米])/g;

export function openLog({ log, scroll, fileUrl, onTap, onPicture, status }) {
  const shown = new Map();
  let atEnd = true;
  let touched = 0;
  // Pictures that load move the view too; only a hand that scrolls away means "leave me here".
  const byHand = () => { touched = Date.now(); };
  for (const sign of ["wheel", "touchmove"]) scroll.addEventListener(sign, byHand, { passive: true });
  scroll.addEventListener("pointerdown", (event) => { if (event.target === scroll) byHand(); });
  scroll.addEventListener("keydown", (event) => { if (/^(Page|Arrow|Home)/.test(event.key)) byHand(); });
  scroll.addEventListener("scroll", () => {
    const left = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
    if (left < 120) atEnd = true;
    else if (Date.now() - touched < 1500) atEnd = false;
  });
  // The view shrinks when a keyboard, the menu or a wish opens, and grows when pictures arrive.
  if (window.ResizeObserver) {
    const watcher = new ResizeObserver(() => { if (atEnd) toEnd(); });
    watcher.observe(scroll);
    watcher.observe(log);
  }

  function put(entry) {
    let el = shown.get(entry.id);
    const fresh = !el;
    if (fresh) {
      offer([]);
      el = document.createElement("article");
      shown.set(entry.id, el);
      log.append(el);
    }
    el.className = `entry ${entry.from}`;
    el.replaceChildren(...parts(entry));
    if (atEnd || (fresh && entry.from === "me")) toEnd();
  }

  function parts(entry) {
    const bubble = make("div", "bubble");
    for (const [number, kind, name] of entry.files || []) bubble.append(enclosure(fileUrl(number), kind, name));
    if (entry.blob) bubble.append(ownFile(entry));
    if (entry.text) bubble.append(paragraph(entry.text));
    if (entry.from === "them" && entry.text) bubble.append(...readAloud(entry.text));
    const under = make("p", "under");
    under.append(status(entry));
    return [bubble, ...rows(entry), under];
  }

  function rows(entry) {
    if (!entry.rows || !entry.rows.length) return [];
    const box = make("div", "rows");
    for (const row of entry.rows) {
      const line = make("div", "row");
      for (const [label, token] of row) line.append(button(entry, label, token));
      box.append(line);
    }
    return [box];
  }

  function button(entry, label, token) {
    const el = make("button", "answer");
    el.type = "button";
    el.textContent = label;
    const pressed = entry.pressed === token;
    el.setAttribute("aria-pressed", String(pressed));
    el.disabled = Boolean(entry.held) && !pressed;
    el.addEventListener("click", () => { if (!entry.held) onTap(entry, token); });
    return el;
  }

  function enclosure(url, kind, name) {
    if (kind === "photo") return picture(url, name);
    if (kind === "voice" || kind === "video") {
      const el = make(kind === "voice" ? "audio" : "video", "sound");
      Object.assign(el, { src: url, controls: true, preload: "metadata", playsInline: true });
      el.setAttribute("aria-label", name || say(`${kind}Sent`));
      return el;
    }
    const link = make("a", "paper");
    Object.assign(link, { href: url, download: name || "" });
    link.textContent = `📄 ${name || say("documentSent")}`;
    return link;
  }

  function picture(url, name) {
    const el = make("button", "picture");
    el.type = "button";
    el.setAttribute("aria-label", say("open"));
    const img = make("img", "");
    Object.assign(img, { src: url, alt: name || say("photoSent") });
    el.append(img);
    el.addEventListener("click", () => onPicture(url, name));
    return el;
  }

  function ownFile(entry) {
    const box = make("div", "own");
    findBlob(entry.id).then((blob) => {
      if (blob) box.append(enclosure(URL.createObjectURL(blob), entry.blob, ""));
      else box.textContent = say(`${entry.blob}Sent`);
    });
    return box;
  }

  // The menu under the newest message, until the talk goes on.
  function offer(items) {
    for (const old of log.querySelectorAll(".menu")) old.remove();
    if (!items.length) return;
    const box = make("div", "menu");
    box.append(...items);
    log.append(box);
    if (atEnd) toEnd();
  }

  // The end of the talk; of a message taller than the view, its beginning.
  function toEnd() {
    const last = [...log.querySelectorAll("article")].pop();
    const end = scroll.scrollHeight - scroll.clientHeight;
    scroll.scrollTop = last && last.classList.contains("them") ? Math.min(end, last.offsetTop - 8) : end;
    atEnd = true;
  }

  return {
    put,
    offer,
    remove(id) { const el = shown.get(id); if (el) el.remove(); shown.delete(id); },
    clear() { shown.clear(); log.replaceChildren(); },
    toEnd,
  };
}

function make(tag, className) {
  const el = document.createElement(tag);
  if (className) el.className = className;
  return el;
}

// Numbers can be called and addresses opened; all else stays plain text.
function paragraph(text) {
  const el = make("p", "said");
  let done = 0;
  for (const hit of text.matchAll(CALLABLE)) {
    const what = hit[1] || hit[2];
    const start = hit.index + hit[0].length - what.length;
    const link = make("a", "");
    link.href = hit[1] ? what : `tel:${what}`;
    if (hit[1]) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
    link.textContent = what;
    el.append(text.slice(done, start), link);
    done = start + what.length;
  }
  el.append(text.slice(done));
  return el;
}
