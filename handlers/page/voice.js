// The microphone: tap to start and to stop, or hold while speaking.

const LONGEST = 180;  // seconds
const HELD = 600;     // ms: a longer press is "hold while speaking"
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export const canRecord = () => Boolean(window.MediaRecorder && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);

export function openVoice({ onStart, onTick, onEnd, onTrouble }) {
  let recorder = null;
  let started = 0;
  let wanted = true;
  let asking = false;
  let ticking = 0;

  async function start() {
    if (recorder || asking) return;
    asking = true;
    try {
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      record(sound);
    } catch {
      onTrouble();
    } finally {
      asking = false;
    }
  }

  function record(sound) {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const pieces = [];
    recorder = new MediaRecorder(sound, mimeType ? { mimeType } : {});
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = () => {
      sound.getTracks().forEach((track) => track.stop());
      clearInterval(ticking);
      const blob = new Blob(pieces, { type: (recorder.mimeType || "audio/webm").split(";")[0] });
      recorder = null;
      onEnd(wanted ? blob : null, lasted());
    };
    wanted = true;
    started = Date.now();
    recorder.start();
    onStart();
    onTick(0);
    ticking = setInterval(tick, 250);
  }

  const lasted = () => Math.floor((Date.now() - started) / 1000);

  function tick() {
    const seconds = lasted();
    onTick(seconds);
    if (seconds >= LONGEST) stop();
  }

  function stop(keep = true) {
    if (!recorder || recorder.state === "inactive") return;
    wanted = keep;
    recorder.stop();
  }

  // One button for both ways.
  function listenTo(button) {
    let down = 0;
    button.addEventListener("pointerdown", () => { down = recorder ? 0 : Date.now(); if (!recorder) start(); });
    const release = () => { if (down && Date.now() - down > HELD) stop(); };
    button.addEventListener("pointerup", release);
    button.addEventListener("pointercancel", release);
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      if (!down && recorder) stop(); else if (event.detail === 0) start();
      down = 0;
    });
  }

  return { listenTo, stop };
}
