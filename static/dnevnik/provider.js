// Asks every five minutes whether Gosuslugi answer again, and offers the way in once they do.
"use strict";

const PAUSE = 5 * 60 * 1000;

const shown = document.querySelector("[data-provider-url]");

function tell(told) {
  const parts = [told.text];
  if (told.url) {
    const link = document.createElement("a");
    link.href = told.url;
    link.textContent = told.link;
    parts.push(" ", link, ".");
  }
  shown.replaceChildren(...parts);
  shown.dataset.state = told.state;
  shown.hidden = false;
}

async function ask() {
  try {
    const answer = await fetch(shown.dataset.providerUrl, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      tell(await answer.json());
    }
  } catch {
    // The line is down: the next question may get through.
  }
  if (shown.dataset.state !== "answers") {
    window.setTimeout(ask, PAUSE);
  }
}

if (shown) {
  shown.hidden = false; // what it promises is true only while this script runs
  window.setTimeout(ask, PAUSE);
}
