import { byId, toast } from "./dom.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
let recorder = null;

// A click starts, the next one stops and hands over the recording with its length.
export async function toggleRecording(done) {
  if (recorder) {
    recorder.stop();
    return;
  }
  const type = TYPES.find((it) => window.MediaRecorder?.isTypeSupported(it));
  if (!type || !navigator.mediaDevices) {
    toast("This browser cannot record here: attach a file instead", { bad: true });
    return;
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    toast(`No microphone: ${error.name}`, { bad: true });
    return;
  }
  record(stream, type, done);
}

function record(stream, type, done) {
  const parts = [];
  const begin = Date.now();
  const seconds = () => Math.max(1, Math.round((Date.now() - begin) / 1000));
  const label = byId("recording");
  const tick = setInterval(() => { label.textContent = `● Recording, ${seconds()} s. Press the microphone again to send.`; }, 250);
  label.hidden = false;
  label.textContent = "● Recording";
  byId("record").setAttribute("aria-pressed", "true");
  recorder = new MediaRecorder(stream, { mimeType: type });
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.onstop = () => {
    recorder = null;
    clearInterval(tick);
    label.hidden = true;
    byId("record").setAttribute("aria-pressed", "false");
    stream.getTracks().forEach((track) => track.stop());
    done(new Blob(parts, { type }), seconds());
  };
  recorder.start();
}
