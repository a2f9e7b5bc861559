// Metrics by the number of their series, what denying one saves, and live values.
import {ask, byId, bytes, calmly, keep, keptField, make, read, show, whole, wordsOf} from './dom.js';

let families = [];
let sure = ''; // the metric whose button was pressed once

function showFamilies() {
  const words = wordsOf(byId('family-words'));
  const all = families.reduce((total, family) => total + family.series, 0);
  const some = families
    .filter(family => words.every(word => `${family.name} ${family.kind} ${family.help}`.toLowerCase().includes(word)))
    .sort((a, b) => b.series - a.series || a.name.localeCompare(b.name, 'en'));
  byId('families-count').textContent = `${whole(some.length)} of ${whole(families.length)}, ${whole(all)} series`;
  show(byId('families'), [some, sure], () => some.map(family => familyRow(family, all)));
  show(byId('live-names'), families.map(family => family.name),
    () => families.map(family => make('option', {value: family.name})));
}

function familyRow(family, all) {
  const share = all === 0 ? 0 : family.series / all;
  const name = make('button', {type: 'button', class: 'opener flat', title: family.help}, family.name);
  name.addEventListener('click', () => {
    byId('live-name').value = family.name;
    keep('live', family.name);
    live();
    byId('live-title').scrollIntoView({block: 'start'});
  });
  return make('tr', {},
    make('th', {scope: 'row'}, name),
    make('td', {'data-label': 'kind'}, family.kind),
    make('td', {class: 'number', 'data-label': 'series'}, whole(family.series)),
    make('td', {class: 'number', 'data-label': 'share'}, `${(share * 100).toFixed(1)} %`,
      make('meter', {min: 0, max: 1, value: share, 'aria-label': `share of ${family.name}`})),
    make('td', {class: 'number', 'data-label': 'bytes'}, bytes(family.bytes)),
    make('td', {'data-label': ''}, denyButton(family)));
}

const savings = family => `saves ${whole(family.series)} series and ${bytes(family.bytes)} a scrape`
  + (family.last_of_kind ? `, and all calls of ${family.kind}` : '');

/** A second press confirms the first, after it has said what that saves. */
function denyButton(family) {
  const asking = sure === family.name;
  const text = family.denied ? 'Allow' : asking ? `Really deny? It ${savings(family)}` : 'Deny';
  const button = make('button', {type: 'button', 'data-family': family.name, class: asking ? 'sure' : '',
    title: family.denied ? 'Serve it again; counters begin at zero' : savings(family)}, text);
  if (!asking) button.setAttribute('aria-label', `${text} ${family.name}`);
  button.addEventListener('click', () => {
    if (family.denied || asking) {
      sure = '';
      change(family);
    } else {
      sure = family.name;
      showFamilies();
      document.querySelector(`[data-family="${CSS.escape(family.name)}"]`)?.focus();
    }
  });
  return button;
}

/** Changes the denylist over the REST API that everybody else may use. */
async function change(family) {
  const say = (text, isBad) => {
    byId('families-message').textContent = text;
    byId('families-message').classList.toggle('bad', isBad);
  };
  try {
    const {value} = await read('config/metricsDenylist');
    const denied = String(value ?? '').split(',').map(name => name.trim()).filter(Boolean);
    const others = denied.filter(name => name !== family.name);
    const response = await ask('config/metricsDenylist', {
      method: 'PUT',
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({value: family.denied ? others : [...others, family.name]}),
    });
    if (!response.ok) throw new Error((await response.json()).error);
    say(family.denied ? `${family.name} is served again; its counters begin at zero.`
      : `${family.name} is denied, which ${savings(family)}.`, false);
    await list();
  } catch (error) {
    say(`Nothing was changed: ${error.message}`, true);
    showFamilies();
  }
}

async function list() {
  ({families} = await read('page/families.json'));
  showFamilies();
}

// Live values

const before = new Map(); // line without value -> {value, change, at}
let shownName = '';

async function live() {
  const name = byId('live-name').value.trim();
  if (name !== shownName) {
    before.clear();
    shownName = name;
  }
  if (name === '') {
    byId('live-count').textContent = '';
    show(byId('live'), '', () => []);
    return;
  }
  const query = new URLSearchParams({name, search: byId('live-words').value});
  const {lines, more} = await read(`page/samples.json?${query}`);
  if (name !== byId('live-name').value.trim()) return;
  byId('live-count').textContent = lines.length === 0 ? 'nothing is served of it'
    : `${whole(lines.length)}${more ? ' of more' : ''} series`;
  const now = Date.now();
  const samples = lines.map(line => sampleOf(line, name, now));
  show(byId('live'), samples, () => samples.length === 0 ? [] : [make('table', {},
    make('thead', {}, make('tr', {}, make('th', {scope: 'col'}, 'Labels'),
      make('th', {scope: 'col', class: 'number'}, 'Value'), make('th', {scope: 'col', class: 'number'}, 'Last change'))),
    make('tbody', {}, ...samples.map(({labels, value, change}) => make('tr', {},
      make('th', {scope: 'row'}, make('code', {}, labels)),
      make('td', {class: 'number', 'data-label': 'value'}, value),
      make('td', {class: 'number', 'data-label': 'change'}, change)))))]);
}

/** A sample line is a name, labels in braces, and a value behind the last space. */
function sampleOf(line, name, now) {
  const space = line.lastIndexOf(' ');
  const series = line.slice(0, space);
  const value = Number(line.slice(space + 1));
  const known = before.get(series);
  const changed = known !== undefined && known.value !== value;
  const change = changed ? value - known.value : known?.change ?? null;
  before.set(series, {value, change, at: now});
  return {
    labels: series.slice(name.length) || '(no labels)',
    value: Number.isFinite(value) ? value.toLocaleString('en', {maximumFractionDigits: 4}) : line.slice(space + 1),
    change: change === null ? '' : `${change > 0 ? '+' : ''}${change.toLocaleString('en', {maximumFractionDigits: 4})}`,
  };
}

const grumble = error => { byId('live-count').textContent = error.message; };

export async function refreshMetrics() {
  await Promise.all([list(), live().catch(grumble)]);
}

keptField('family-words', 'family', showFamilies);
keptField('live-name', 'live', calmly(() => live().catch(grumble)));
keptField('live-words', 'with', calmly(() => live().catch(grumble)));
