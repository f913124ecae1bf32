import { element, iconButton, length, toast } from "./dom.js";
import { t } from "./i18n.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const BARS = 48;

// How loud it is now, from 0 to 1.
function meter(stream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    close: () => context.close(),
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return Math.min(1, Math.max(...samples.map(Math.abs)) * 2);
    },
  };
}

async function microphone() {
  const type = TYPES.find((it) => window.MediaRecorder?.isTypeSupported(it));
  if (!type || !navigator.mediaDevices) {
    toast(t("compose.noRecorder"), { bad: true });
    return null;
  }
  try {
    return { type, stream: await navigator.mediaDevices.getUserMedia({ audio: true }) };
  } catch (error) {
    toast(t("compose.noMicrophone", error.name), { bad: true });
    return null;
  }
}

// Takes the composer's place while it records. `send` gets the recording and its length; `done` comes
// in any case, and before it, with whether there is one to send.
export async function record(bar, send, done) {
  const source = await microphone();
  if (!source) {
    done(false);
    return;
  }
  const { type, stream } = source;
  const parts = [];
  const loud = meter(stream);
  const begin = Date.now();
  const seconds = () => Math.max(1, Math.round((Date.now() - begin) / 1000));
  const recorder = new MediaRecorder(stream, { mimeType: type });
  let wanted = false;
  const stop = (keep) => {
    wanted = keep;
    if (recorder.state !== "inactive") recorder.stop();
  };
  const time = element("span", { className: "rec-time", attributes: { role: "timer", "aria-label": t("compose.recording") } }, "0:00");
  const bars = element("span", { className: "rec-bars", attributes: { "aria-hidden": "true" } },
    ...Array.from({ length: BARS }, () => element("i")));
  const sendButton = iconButton("send", t("compose.sendRecording"), () => stop(true), { className: "round filled", id: "send-recording" });
  bar.replaceChildren(iconButton("trash", t("compose.discard"), () => stop(false)),
    element("span", { className: "rec-dot", attributes: { "aria-hidden": "true" } }), time, bars, sendButton);
  bar.onkeydown = (event) => { if (event.key === "Escape") { event.stopPropagation(); stop(false); } };
  const tick = setInterval(() => {
    time.textContent = length((Date.now() - begin) / 1000);
    bars.firstElementChild.remove();
    const it = element("i");
    it.style.height = `${12 + 88 * loud.level()}%`;
    bars.append(it);
  }, 100);
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.onstop = () => {
    const took = seconds();
    clearInterval(tick);
    loud.close();
    stream.getTracks().forEach((track) => track.stop());
    done(wanted);
    if (wanted) send(new Blob(parts, { type }), took);
  };
  recorder.start();
  sendButton.focus();
}
