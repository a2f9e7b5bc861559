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
