import { element, icon, length, toast } from "./dom.js";
import { t } from "./i18n.js";
import { on } from "./store.js";

const BARS = 44;
const SPEEDS = [1, 1.5, 2];
const LARGEST_DECODED = 4e6; // bytes, and
const LONGEST_DECODED = 300; // seconds; a longer recording keeps a plain line, as it unfolds to many times its size
const RATE = 8000; // samples a second, the least that browsers give
const shapes = new Map(); // by address: the promised bars
let playing = null;
let decoder = null;
let decoded = Promise.resolve(); // the one before: a chat full of recordings is decoded one by one

on("place", (how) => { if (!how?.same) playing?.pause(); }); // its controls are gone

// The loudest moment of each stretch, from 0 to 1.
function loudness(samples) {
  const step = Math.max(1, Math.floor(samples.length / BARS));
  const peaks = Array.from({ length: BARS }, (_, bar) => {
    let most = 0;
    for (let i = bar * step; i < Math.min((bar + 1) * step, samples.length); i++) most = Math.max(most, Math.abs(samples[i]));
    return most;
  });
  const loudest = Math.max(...peaks, 0.02);
  return peaks.map((it) => it / loudest);
}

async function decode(url) {
  const bytes = await fetch(url).then((it) => (it.ok ? it.arrayBuffer() : Promise.reject(new Error(url))));
  if (bytes.byteLength > LARGEST_DECODED) return null;
  decoder ??= new OfflineAudioContext(1, 1, RATE);
  return loudness((await decoder.decodeAudioData(bytes)).getChannelData(0));
}

function shape(url, seconds) {
  if (!(seconds > 0 && seconds <= LONGEST_DECODED)) return Promise.resolve(null);
  if (!shapes.has(url)) {
    decoded = decoded.then(() => decode(url)).catch(() => null);
    shapes.set(url, decoded);
  }
  return shapes.get(url);
}

const SVG = "http://www.w3.org/2000/svg";

function waveform() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${BARS * 4} 28`);
  svg.setAttribute("class", "wave");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("preserveAspectRatio", "none");
  const bars = Array.from({ length: BARS }, (_, i) => {
    const bar = document.createElementNS(SVG, "rect");
    bar.setAttribute("x", i * 4 + 0.75);
    bar.setAttribute("width", 2.5);
    bar.setAttribute("rx", 1.25);
    return bar;
  });
  svg.append(...bars);
  const draw = (peaks) => bars.forEach((bar, i) => {
    const height = 3 + 25 * (peaks?.[i] ?? 0);
    bar.setAttribute("height", height);
    bar.setAttribute("y", (28 - height) / 2);
  });
  draw(null);
  return { svg, draw, show: (share) => bars.forEach((bar, i) => bar.classList.toggle("past", (i + 0.5) / BARS <= share)) };
}

// A player for a voice message, whose waveform is also where one jumps to.
export function voicePlayer(url, seconds) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = url;
  const wave = waveform();
  const position = element("input", {
    type: "range", min: 0, max: Math.max(1, seconds), step: 0.1, value: 0, className: "seek",
    attributes: { "aria-label": t("voice.position") },
  });
  const time = element("span", { className: "time" }, length(seconds));
  const play = element("button", { type: "button", className: "play", attributes: { "aria-label": t("voice.play") } }, icon("play"));
  const speed = element("button", { type: "button", className: "speed", hidden: true }, "1×");
  const whole = () => (Number.isFinite(audio.duration) ? audio.duration : seconds);

  const show = () => {
    const begun = audio.currentTime > 0 && !audio.ended;
    wave.show(whole() ? audio.currentTime / whole() : 0);
    position.max = Math.max(1, whole());
    position.value = audio.currentTime;
    position.setAttribute("aria-valuetext", length(audio.currentTime));
    time.textContent = begun ? `${length(audio.currentTime)} / ${length(whole())}` : length(whole());
  };
  const showState = () => {
    play.replaceChildren(icon(audio.paused ? "play" : "pause"));
    play.setAttribute("aria-label", audio.paused ? t("voice.play") : t("voice.pause"));
    speed.hidden = audio.paused;
    show();
  };
  let frame = 0;
  const follow = () => {
    show();
    if (!audio.paused) frame = requestAnimationFrame(follow);
  };
  play.onclick = () => {
    if (!audio.paused) {
      audio.pause();
      return;
    }
    playing?.pause();
    playing = audio;
    audio.play().catch(() => toast(t("voice.broken"), { bad: true }));
  };
  speed.onclick = () => {
    audio.playbackRate = SPEEDS[(SPEEDS.indexOf(audio.playbackRate) + 1) % SPEEDS.length];
    speed.textContent = `${audio.playbackRate}×`;
    speed.setAttribute("aria-label", t("voice.speed", audio.playbackRate));
  };
  position.oninput = () => { audio.currentTime = Number(position.value); show(); };
  audio.onplay = () => { showState(); cancelAnimationFrame(frame); follow(); };
  audio.onpause = showState;
  audio.onended = () => { audio.currentTime = 0; showState(); };
  shape(url, seconds).then(wave.draw);
  return element("div", { className: "voice" }, play,
    element("div", { className: "track" }, wave.svg, position),
    element("div", { className: "voice-foot" }, time, speed));
}
