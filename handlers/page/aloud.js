// Reads a message aloud with a voice that lives on the phone; never one that is fetched from afar.

import { language, say } from "./words.js";

const synth = window.speechSynthesis;

function localVoice() {
  const near = language.slice(0, 2).toLowerCase();
  return synth && synth.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(near));
}

export function readAloud(text) {
  if (!localVoice()) return [];
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "aloud", textContent: `🔊 ${say("hear")}` });
  button.addEventListener("click", () => {
    const speaking = synth.speaking;
    synth.cancel();
    if (speaking) return;
    const speech = new SpeechSynthesisUtterance(text);
    Object.assign(speech, { voice: localVoice(), rate: 0.9 });
    synth.speak(speech);
  });
  return [button];
}
