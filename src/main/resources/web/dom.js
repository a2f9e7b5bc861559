// What every part of the page needs. Names and errors come from the outside world: they only ever
// become text, never markup.

export const byId = id => document.getElementById(id);

/** Makes an element; children are elements or text. */
export function make(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for a picture. */
export function draw(tag, attributes, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined).map(
    child => child instanceof Node ? child : String(child)));
  return element;
}

const PATIENCE_MS = 10_000;

/** Asks the exporter; relative addresses, so that it works behind a proxy's prefix. */
export const ask = (path, options = {}) =>
  fetch(path, {...options, signal: AbortSignal.timeout(PATIENCE_MS)});

/** The JSON of an answer, or an error with what the exporter says. */
export async function read(path) {
  const response = await ask(path);
  const body = response.ok || response.headers.get('Content-Type') === 'application/json'
    ? await response.json() : {};
  if (!response.ok) throw new Error(body.error ?? `HTTP ${response.status}`);
  return body;
}

// What is shown is kept in the address, so that it can be sent to a colleague.

const parameters = () => new URLSearchParams(location.hash.slice(1));

export const kept = name => parameters().get(name) ?? '';

/** Keeps something; an empty text forgets it. */
export function keep(name, value, asNewPage = false) {
  const all = parameters();
  if (value === '') all.delete(name); else all.set(name, value);
  history[asNewPage ? 'pushState' : 'replaceState'](null, '', `#${all}`);
}

/** A field whose text is kept in the address; calls back whenever it changes. */
export function keptField(id, name, changed) {
  const field = byId(id);
  field.value = kept(name);
  field.addEventListener('input', () => { keep(name, field.value); changed(); });
  field.form?.addEventListener('submit', event => event.preventDefault());
  addEventListener('popstate', () => { field.value = kept(name); changed(); });
  return field;
}

/** The words that somebody looks for. */
export const wordsOf = field => field.value.toLowerCase().split(/\s+/).filter(Boolean);

/** Calls a function when nothing has happened for a moment. */
export function calmly(action) {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(action, 250); };
}

// Numbers and times as people read them.

const numbers = new Intl.NumberFormat('en');

export const whole = number => numbers.format(number);

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 120) return `${s} s`;
  if (s < 7_200) return `${Math.floor(s / 60)} min`;
  if (s < 172_800) return `${Math.floor(s / 3_600)} h ${Math.floor(s % 3_600 / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor(s % 86_400 / 3_600)} h`;
}

export function bytes(number) {
  if (number < 1_000) return `${number} B`;
  if (number < 1_000_000) return `${(number / 1_000).toFixed(1)} kB`;
  return number < 1e9 ? `${(number / 1e6).toFixed(1)} MB` : `${(number / 1e9).toFixed(1)} GB`;
}

const iso = second => new Date(second * 1_000).toISOString().slice(0, 19);

/** The time of day in UTC, as logs have it; the whole instant as a tooltip. */
export const clock = second =>
  make('time', {datetime: `${iso(second)}Z`, title: `${iso(second).replace('T', ' ')} UTC`},
    `${iso(second).slice(11, 16)} UTC`);

export const cell = (state, title) =>
  make('i', {class: `cell ${state}`, 'aria-hidden': 'true', title: title ?? state});

export const orNone = (items, text, tag = 'li') =>
  items.length > 0 ? items : [make(tag, {class: 'none'}, text)];

/** Changes the document only when there is something new, so that nothing loses the focus. */
export function show(element, key, children) {
  const said = JSON.stringify(key);
  if (element.said === said) return;
  element.said = said;
  element.replaceChildren(...children());
}
