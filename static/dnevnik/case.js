// Renews the state of a case while its page is open: every half a minute, until there is nothing left to wait for.
"use strict";

const PAUSE = 30 * 1000;
const LIFE = 15 * 60 * 1000; // how long a case pass lives
const LAST = ["open", "over"];

const shown = document.querySelector("[data-state-url]");
const opened = Date.now();
let first; // what the page itself says already

function tell(told) {
  first ??= told.text;
  if (told.text !== first || LAST.includes(told.state)) {
    shown.textContent = told.text;
    shown.hidden = false;
  }
  shown.dataset.state = told.state;
}

async function ask() {
  try {
    const answer = await fetch(shown.dataset.stateUrl, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      tell(await answer.json());
    }
  } catch {
    // The line is down: the next question may get through.
  }
  const goesOn = !LAST.includes(shown.dataset.state) && Date.now() - opened < LIFE + PAUSE;
  if (goesOn) {
    window.setTimeout(ask, PAUSE);
  }
}

if (shown) {
  ask();
}
