// What a page can do beyond being read: nothing here is needed for reading. One file, no library, no request of its own.

const { dataset: words, lang } = document.currentScript;
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
let markSection = null;

beThere();
furnish();
// While a post is being written, its page changes in place, and what is new in it has nothing of this yet.
document.addEventListener("inkstone:update", furnish);

function furnish() {
  switchScheme();
  nameSections();
  copyCode();
  copyAddress();
  enlargePictures();
  loadOnDemand();
  // What measures waits until everything is in its place, so that a page is laid out once.
  requestAnimationFrame(() => {
    followContents();
    reachScrollers();
  });
}

/** The theme speaks the site's language, which the page need not. */
function inOurWords(element) {
  if (lang !== root.lang) element.lang = lang;
}

/** What the inline script says before a page is painted is said here, too, for sites that have taken that out. */
function beThere() {
  root.dataset.js = "";
  try {
    const chosen = localStorage.getItem("scheme");
    if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;
    else if (chosen) delete root.dataset.scheme;
  } catch {
    // A browser that keeps nothing has nothing to say.
  }
}

/** Automatic, light, dark, and round again. What was chosen is remembered, and set before a page is painted. */
function switchScheme() {
  const button = document.querySelector(".scheme");
  if (!button) return;
  const schemes = ["auto", "light", "dark"];
  const say = () => {
    button.ariaLabel = button.title = button.dataset[root.dataset.scheme ?? "auto"];
  };
  button.onclick = () => {
    const next = schemes[(schemes.indexOf(root.dataset.scheme ?? "auto") + 1) % schemes.length];
    if (next === "auto") delete root.dataset.scheme;
    else root.dataset.scheme = next;
    try {
      localStorage.setItem("scheme", next);
    } catch {
      // A browser that keeps nothing still switches.
    }
    say();
  };
  say();
}

/** Marks the section that is being read in the table of contents. */
function followContents() {
  const links = all(".contents a");
  const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (markSection === null && !places.some(Boolean)) return;
  if (markSection === null) onScroll(() => markSection());
  let current = links.find((link) => link.ariaCurrent) ?? null;
  markSection = () => {
    const at = places.findLastIndex((place) => place && place.getBoundingClientRect().top < innerHeight / 4);
    if (links[at] === current) return;
    current?.removeAttribute("aria-current");
    current = links[at] ?? null;
    current?.setAttribute("aria-current", "true");
  };
  markSection();
}

function onScroll(act) {
  let waits = false;
  addEventListener(
    "scroll",
    () => {
      if (waits) return;
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        act();
      });
    },
    { passive: true },
  );
}

/** Each heading of a text has a link to itself, for those who want to point at it. */
function nameSections() {
  for (const heading of all(".prose :is(h1, h2, h3, h4, h5, h6)[id]")) {
    if (heading.querySelector(":scope > .anchor")) continue;
    const link = document.createElement("a");
    link.className = "anchor";
    link.href = `#${heading.id}`;
    link.ariaLabel = `${words.section} ${heading.textContent}`;
    inOurWords(link);
    link.textContent = "#";
    heading.append(link);
  }
}

/** What scrolls sideways can be reached, and so scrolled, with the keyboard. */
function reachScrollers() {
  for (const box of all("pre, .table, .formula")) if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}

function copyCode() {
  for (const pre of all(".prose pre")) {
    if (pre.parentElement.className === "copyable") continue;
    const box = document.createElement("div");
    box.className = "copyable";
    pre.replaceWith(box);
    const button = document.createElement("button");
    button.type = "button";
    inOurWords(button);
    button.textContent = words.copy;
    button.onclick = () => copy((pre.querySelector("code") ?? pre).textContent, button);
    box.append(pre, button);
  }
}

function copyAddress() {
  for (const button of all("[data-address]")) button.onclick = () => copy(button.dataset.address, button);
}

async function copy(text, button) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else if (!copyBySelecting(text, button)) return;
  const before = button.textContent;
  button.textContent = words.copied;
  setTimeout(() => {
    button.textContent = before;
  }, 1500);
}

/** Where a page comes by plain http, browsers have no clipboard to write to, but still copy what is selected. */
function copyBySelecting(text, button) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  button.focus();
  return isCopied;
}

/** A picture in a figure opens large over the page; Escape, a click or the button closes it. */
function enlargePictures() {
  for (const picture of all(".prose figure img")) {
    if (picture.closest("a")) continue;
    const link = document.createElement("a");
    link.className = "zoom";
    link.href = picture.currentSrc || picture.src;
    link.ariaLabel = [words.enlarge, picture.alt].filter(Boolean).join(" · ");
    inOurWords(link);
    picture.replaceWith(link);
    link.append(picture);
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(picture);
    };
  }
}

function show(picture) {
  const dialog = document.createElement("dialog");
  const large = new Image();
  large.src = picture.currentSrc || picture.src;
  large.alt = picture.alt;
  const close = document.createElement("button");
  close.type = "button";
  inOurWords(close);
  close.textContent = words.close;
  dialog.ariaLabel = picture.alt || words.enlarge;
  dialog.append(large, close);
  dialog.onclick = () => dialog.close();
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}

/** Films and comments of other sites come only when they are asked for. */
function loadOnDemand() {
  for (const link of all("a[data-frame]")) {
    link.onclick = (event) => {
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = link.dataset.frame;
      frame.title = link.textContent;
      frame.allow = "autoplay; fullscreen; picture-in-picture";
      link.replaceWith(frame);
      frame.focus();
    };
  }
  for (const button of all("button[data-script]")) {
    button.onclick = () => {
      const script = document.createElement("script");
      for (const [name, value] of Object.entries(button.dataset)) if (name !== "script") script.dataset[name] = value;
      script.src = button.dataset.script;
      button.replaceWith(script);
    };
  }
}
