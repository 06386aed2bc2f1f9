// The board's page: shows what GET /state says, and touches the board as a hand would.
const $ = (id) => document.getElementById(id);
const EVERY_MS = 200;
const TONE_HZ = 2700; // an active buzzer's usual pitch

const alarm = $("alarm");
const message = $("message");
let audio = null;
let tone = null;
let rises = null;
let failures = 0;
let messageTimer = 0;

function say(text) {
  message.textContent = text;
  message.hidden = false;
  clearTimeout(messageTimer);
  messageTimer = setTimeout(() => { message.hidden = true; }, 5000);
}

// Browsers let a page sound only after it was touched.
function wakeAudio() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
}

function startTone() {
  if (!audio || tone) return;
  const gain = audio.createGain();
  gain.gain.value = 0.06;
  tone = audio.createOscillator();
  tone.type = "square";
  tone.frequency.value = TONE_HZ;
  tone.connect(gain).connect(audio.destination);
  tone.start();
}

function stopTone() {
  tone?.stop();
  tone = null;
}

function chirp() {
  if (tone || !audio) return;
  startTone();
  setTimeout(() => { if (!$("buzzer").dataset.high) stopTone(); }, 90);
}

function lit(element, on, text) {
  element.classList.toggle("on", on);
  if (text) text.textContent = on ? text.dataset.on : text.dataset.off;
}

function flash(element, ms) {
  element.classList.add("on");
  setTimeout(() => element.classList.remove("on"), ms);
}

function showAlarm(name) {
  alarm.dataset.state = name;
  const key = "text" + name[0].toUpperCase() + name.slice(1);
  $("alarm-text").textContent = alarm.dataset[key] ?? name;
}

function showBuzzer(high, count) {
  const buzzer = $("buzzer");
  // A chirp is over before anybody asks: the count of rises tells of it.
  const heard = rises !== null && count > rises;
  rises = count;
  buzzer.dataset.high = high ? "1" : "";
  if (high) {
    lit(buzzer, true, $("buzzer-text"));
    startTone();
  } else {
    lit(buzzer, false, $("buzzer-text"));
    if (heard) {
      flash(buzzer, 250);
      chirp();
    } else {
      stopTone();
    }
  }
}

function show(state) {
  showAlarm(state.alarm);
  lit($("pir"), state.lines.pir, $("pir-text"));
  lit($("led"), state.lines.pir);
  showBuzzer(state.lines.buzzer, state.lines.buzzerRises);
  const siren = $("siren");
  lit(siren, state.siren, siren);
  $("horn").setAttribute("transform", `rotate(${state.servo.angle} 650 158)`);
  $("angle").textContent = `${Math.round(state.servo.angle)}°`;
}

async function post(path) {
  try {
    const answer = await fetch(path, { method: "POST", headers: { "X-Vigia-Board": "1" } });
    const body = await answer.json();
    if (answer.ok) show(body);
    else say(`${message.dataset.refused} ${body.detail}`);
  } catch {
    say(message.dataset.lost);
  }
}

async function watch() {
  try {
    const answer = await fetch("/state", { signal: AbortSignal.timeout(3000) });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.json());
    failures = 0;
  } catch {
    failures += 1;
    if (failures === 3) {
      showAlarm("unknown");
      stopTone();
      say(message.dataset.lost);
    }
  }
  setTimeout(watch, failures > 3 ? 1000 : EVERY_MS);
}

document.addEventListener("pointerdown", wakeAudio);
document.addEventListener("keydown", wakeAudio);
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-button], [data-ms]");
  if (!target) return;
  if (target.dataset.button) {
    flash($("emitter"), 180);
    flash($("infrared"), 180);
    post(`/ir/${target.dataset.button}`);
  } else {
    post(`/pir?ms=${target.dataset.ms}`);
  }
});
$("pir").addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    post(`/pir?ms=${$("pir").dataset.ms}`);
  }
});
watch();
