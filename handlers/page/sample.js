// Choosing whom to be, in sample mode.

import { sizeButtons } from "./size.js";
import { say, translatePage } from "./words.js";

function card(name, title, href, letter = "") {
  const link = document.createElement("a");
  Object.assign(link, { href, target: "_blank", rel: "noopener", className: "person" });
  const face = document.createElement("span");
  Object.assign(face, { className: "face", textContent: letter || Array.from(name.replace(/^.*·/, ""))[0] || "？" });
  face.setAttribute("aria-hidden", "true");
  const who = document.createElement("span");
  const strong = document.createElement("strong");
  strong.textContent = name;
  const small = document.createElement("small");
  small.textContent = title;
  who.append(strong, small);
  link.append(face, who);
  return link;
}

function group(heading, cards) {
  const box = document.createElement("section");
  const h3 = document.createElement("h3");
  h3.textContent = heading;
  box.append(h3, ...cards);
  return box;
}

async function showPeople() {
  const people = await (await fetch("/sample/people")).json();
  const groups = new Map();
  for (const seat of people) {
    if (!groups.has(seat.group)) groups.set(seat.group, []);
    groups.get(seat.group).push(card(seat.name, seat.title, `/as/${encodeURIComponent(seat.key)}`));
  }
  const box = document.getElementById("people");
  box.replaceChildren(...Array.from(groups, ([heading, cards]) => group(heading, cards)),
    card(say("guest"), say("guestTitle"), "/", "+"));
}

translatePage();
sizeButtons();
showPeople().catch(() => { document.getElementById("people").textContent = say("lost"); });
