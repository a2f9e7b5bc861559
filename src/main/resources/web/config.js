// The configuration: shows every key, and changes it in place over the same REST API that everybody
// else may use.
import {ask, byId, keptField, make, read, wordsOf} from './dom.js';

const rows = new Map(); // key -> row
let keys = null;

/** Asks for the configuration and shows it; what somebody is editing stays as it is. */
export async function refreshConfig() {
  try {
    if (keys === null && !await open()) return;
    const [config, defaults] = await Promise.all([readWithAccess('config', showAccess), read('config/defaults')]);
    for (const [key, row] of rows) row.showDefault(defaults[key]);
    show(config);
  } catch (error) {
    byId('config-count').textContent = `not up to date: ${error.message}`;
  }
}

/** Makes the table; answers false where the API is switched off. */
async function open() {
  const response = await ask('assets/keys.json');
  byId('config-off').hidden = response.status !== 404;
  byId('config-table').hidden = !response.ok;
  byId('config-bar').hidden = !response.ok;
  if (!response.ok) return false;
  keys = await response.json();
  for (const key of keys) rows.set(key.key, makeRow(key));
  byId('config').replaceChildren(...[...rows.values()].map(row => row.element));
  filterKeys();
  return true;
}

async function readWithAccess(path, look) {
  const response = await ask(path);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  look(response);
  return response.json();
}

/** Where nobody has to log in, only this machine may change settings. */
function showAccess(response) {
  const writable = (response.headers.get('Allow') ?? '').includes('DELETE');
  byId('config-read-only').hidden = writable;
  byId('reset-all').hidden = !writable;
  for (const row of rows.values()) row.edit.classList.toggle('read-only', !writable);
  for (const row of rows.values()) row.control.disabled = !writable;
}

function show(config) {
  for (const [key, row] of rows) row.show(config[key]);
  const set = Object.values(config).filter(({source}) => source === 'override').length;
  byId('reset-all').disabled = set === 0;
  byId('config-count').textContent = set === 0 ? 'nothing is set at runtime' : `${set} set at runtime`;
}

const spelt = value => value === null || value === undefined ? '' : String(value);

/** How an empty value reads in words. */
const emptyWord = form => form === 'selection' ? 'all' : 'none';

function makeControl({key, form, choices}) {
  const id = `value-${key}`;
  const attributes = {id, 'aria-describedby': `help-${key} message-${key}`};
  const options = form === 'boolean' ? ['true', 'false'] : choices;
  if (options.length > 0) {
    return make('select', attributes, ...options.map(option => make('option', {value: option}, option)));
  }
  const kind = form === 'integer' ? {inputmode: 'numeric'} : {placeholder: emptyWord(form)};
  return make('input', {...attributes, ...kind, type: 'text', autocomplete: 'off', spellcheck: 'false'});
}

/** The JSON value of what was typed; what is no number is sent as it is, and refused with a reason. */
function jsonOf(form, text) {
  const typed = text.trim();
  if (form === 'integer') return /^\d{1,15}$/.test(typed) ? Number(typed) : typed;
  if (form === 'boolean') return typed === 'true';
  return form === 'selection' && typed === '' ? null : typed;
}

function makeRow(about) {
  const {key, form, help, allowed, variable} = about;
  const control = makeControl(about);
  const save = make('button', {type: 'submit'}, 'Save');
  const reset = make('button', {type: 'button', 'aria-label': `Reset ${key}`}, 'Reset');
  const message = make('p', {id: `message-${key}`, class: 'message', role: 'status'});
  const source = make('td', {'data-label': 'source', class: 'source'});
  const fallback = make('td', {'data-label': 'without override'});
  const edit = make('form', {class: 'edit', novalidate: ''}, control, save, reset);
  const element = make('tr', {},
    make('th', {scope: 'row'},
      make('label', {for: control.id}, key),
      make('p', {id: `help-${key}`, class: 'help'}, help,
        make('span', {class: 'quiet'}, ` Allowed: ${allowed}. Variable ${variable}.`))),
    make('td', {class: 'value'}, edit, message), source, fallback);

  let held = control.value; // of a list of choices that is the first
  const isDirty = () => control.value !== held;
  const notice = () => { save.disabled = !isDirty(); };
  const say = (text, isBad) => {
    message.textContent = text;
    message.classList.toggle('bad', isBad);
    control.setAttribute('aria-invalid', String(isBad));
  };
  const revert = () => { control.value = held; say('', false); notice(); };
  const change = async (path, options, done) => {
    save.disabled = reset.disabled = true;
    try {
      const response = await ask(path, options);
      const body = await response.json();
      if (response.ok) {
        held = control.value; // so that show() may replace what was typed
        show(body);
        say(done, false);
      } else {
        say(body.error, true);
        control.focus();
      }
    } catch (error) {
      say(`Not saved: ${error.message}`, true);
    }
    reset.disabled = false;
    notice();
  };

  control.addEventListener('input', () => { say('', false); notice(); });
  control.addEventListener('keydown', event => { if (event.key === 'Escape') revert(); });
  edit.addEventListener('submit', event => {
    event.preventDefault();
    if (!isDirty()) return;
    change(`config/${key}`, {
      method: 'PUT',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({value: jsonOf(form, control.value)}),
    }, 'Saved.');
  });
  reset.addEventListener('click', () => change(`config/${key}`, {method: 'DELETE'}, 'Reset.'));

  return {
    element,
    edit,
    control,
    text: `${key} ${help} ${variable}`.toLowerCase(),
    show(entry) {
      const text = spelt(entry.value);
      if (!isDirty()) control.value = text;
      held = text;
      source.textContent = entry.source;
      source.classList.toggle('override', entry.source === 'override');
      reset.hidden = entry.source !== 'override';
      notice();
    },
    showDefault(entry) {
      const text = spelt(entry.value) || emptyWord(form);
      fallback.textContent = entry.source === 'default' ? text : `${text} (${entry.source})`;
    },
  };
}

function filterKeys() {
  const words = wordsOf(byId('config-words'));
  for (const row of rows.values()) {
    row.element.hidden = !words.every(word => row.text.includes(word));
  }
}

/** A second press within a few seconds confirms the first. */
async function resetAll() {
  const button = byId('reset-all');
  if (button.dataset.sure !== 'yes') {
    button.dataset.sure = 'yes';
    button.textContent = 'Really reset all?';
    setTimeout(calm, 4_000);
    return;
  }
  calm();
  try {
    const response = await ask('config', {method: 'DELETE'});
    const body = await response.json();
    if (!response.ok) throw new Error(body.error);
    show(body);
  } catch (error) {
    byId('config-count').textContent = `not reset: ${error.message}`;
  }
}

function calm() {
  const button = byId('reset-all');
  delete button.dataset.sure;
  button.textContent = 'Reset all';
}

keptField('config-words', 'key', filterKeys);
byId('reset-all').addEventListener('click', resetAll);
