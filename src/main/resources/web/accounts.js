// The accounts, worst first, each with its query kinds while it is open.
import {byId, cell, duration, keep, kept, keptField, make, read, whole, wordsOf} from './dom.js';
import {kindsTable} from './kinds.js';
import {zonesOf} from './zones.js';

const WORST_FIRST = ['failing', 'late', 'waiting', 'ok', 'off'];
const COLUMNS = [
  {name: 'state', title: 'State', order: (a, b) => severity(a) - severity(b) || lagOf(b) - lagOf(a)},
  {name: 'name', title: 'Account', order: (a, b) => a.name.localeCompare(b.name, 'en', {numeric: true})},
  {name: 'zones', title: 'Zones', number: true, order: (a, b) => b.zones - a.zones},
  {name: 'lag', title: 'Analytics lag', number: true, order: (a, b) => lagOf(b) - lagOf(a)},
  {name: 'rest', title: 'REST age', number: true, order: (a, b) => restOf(b) - restOf(a)},
  {name: 'series', title: 'Series', number: true, order: (a, b) => b.series - a.series},
];

const views = new Map(); // account id -> what shows it
let latest = null;

const worst = account => WORST_FIRST.find(state => account.states[state]) ?? 'waiting';
const severity = account => WORST_FIRST.indexOf(worst(account));
const lagOf = account => account.watermark === undefined ? -1 : latest.at - account.watermark;
const restOf = account => account.rest === undefined ? -1 : latest.at - account.rest;
const age = seconds => seconds < 0 ? '–' : duration(seconds);

const openIds = () => kept('open').split(',').filter(Boolean);

function view(id) {
  const name = make('button', {type: 'button', class: 'opener', 'aria-expanded': 'false'});
  const states = make('td', {'data-label': 'state', class: 'states'});
  const number = label => make('td', {class: 'number', 'data-label': label});
  const [zones, lag, rest, series] = ['zones', 'lag', 'REST age', 'series'].map(number);
  const row = make('tr', {}, states, make('th', {scope: 'row'}, name), zones, lag, rest, series);
  const inside = make('td', {colspan: COLUMNS.length});
  const detail = make('tr', {class: 'detail', hidden: ''}, inside);
  const kinds = kindsTable();
  inside.append(kinds.element, zonesOf(id));
  const self = {rows: [row, detail], account: null};
  self.update = account => {
    self.account = account;
    name.textContent = account.name;
    name.title = account.id;
    states.replaceChildren(...WORST_FIRST.filter(state => account.states[state]).map(state =>
      make('span', {class: `chip ${state}`}, cell(state), `${account.states[state]} ${state}`)));
    zones.textContent = account.zones === account.found ? whole(account.zones)
      : `${whole(account.zones)} of ${whole(account.found)}`;
    lag.textContent = age(lagOf(account));
    rest.textContent = age(restOf(account));
    series.textContent = whole(account.series);
    if (!detail.hidden) fill();
  };
  const fill = async () => {
    try {
      kinds.update(await read(`page/account.json?id=${encodeURIComponent(id)}`));
    } catch (error) {
      kinds.fail(error);
    }
  };
  self.open = isOpen => {
    detail.hidden = !isOpen;
    name.setAttribute('aria-expanded', String(isOpen));
    if (isOpen && self.account) fill();
  };
  name.addEventListener('click', () => {
    const others = openIds().filter(other => other !== id);
    keep('open', (detail.hidden ? [...others, id] : others).join(','));
    self.open(detail.hidden);
  });
  return self;
}

function sorting() {
  const [name, backwards] = kept('sort').split('-');
  const column = COLUMNS.find(one => one.name === name) ?? COLUMNS[0];
  return {column, sign: backwards === 'reverse' ? -1 : 1};
}

function makeHead() {
  byId('accounts-head').replaceChildren(...COLUMNS.map(column => {
    const button = make('button', {type: 'button', class: 'sorter'}, column.title);
    button.addEventListener('click', () => {
      const now = sorting();
      keep('sort', now.column === column && now.sign > 0 ? `${column.name}-reverse` : column.name);
      arrange();
    });
    return make('th', {scope: 'col', class: column.number ? 'number' : '', 'data-column': column.name}, button);
  }));
}

function makeChips() {
  byId('chips').replaceChildren(...WORST_FIRST.map(state => {
    const chip = make('button', {type: 'button', class: `chip ${state}`, 'data-state': state, 'aria-pressed': 'false'});
    chip.addEventListener('click', () => {
      keep('state', kept('state') === state ? '' : state);
      arrange();
    });
    return chip;
  }));
}

/** Sorts and filters; what does not move keeps the focus. */
function arrange() {
  if (latest === null) return;
  const {column, sign} = sorting();
  for (const head of byId('accounts-head').children) {
    head.setAttribute('aria-sort', head.dataset.column !== column.name ? 'none' : sign > 0 ? 'descending' : 'ascending');
  }
  const all = [...views.values()];
  all.sort((a, b) => sign * column.order(a.account, b.account)
    || a.account.name.localeCompare(b.account.name, 'en', {numeric: true}));
  const words = wordsOf(byId('words'));
  const state = kept('state');
  const counts = {};
  let shown = 0;
  let place = byId('accounts').firstChild;
  const open = openIds();
  for (const one of all) {
    const {account, rows: [row, detail]} = one;
    const text = [account.id, account.name, account.error ?? '', ...Object.keys(account.states)].join(' ').toLowerCase();
    const matches = words.every(word => text.includes(word));
    const is = worst(account);
    if (matches) counts[is] = (counts[is] ?? 0) + 1;
    const visible = matches && (state === '' || state === is);
    row.hidden = !visible;
    const isOpen = visible && open.includes(account.id);
    if (detail.hidden === isOpen) one.open(isOpen);
    shown += visible ? 1 : 0;
    for (const part of one.rows) {
      if (part === place) place = place.nextSibling;
      else byId('accounts').insertBefore(part, place);
    }
  }
  for (const chip of byId('chips').children) {
    const is = chip.dataset.state;
    chip.replaceChildren(cell(is), `${is} ${whole(counts[is] ?? 0)}`);
    chip.setAttribute('aria-pressed', String(state === is));
    chip.hidden = !counts[is] && state !== is;
  }
  byId('shown').textContent = `${whole(shown)} of ${whole(all.length)}`;
  byId('accounts-none').hidden = shown > 0;
}

export function showAccounts(overview) {
  latest = overview;
  const known = new Set(overview.accounts.map(account => account.id));
  for (const [id, one] of views) {
    if (!known.has(id)) {
      one.rows.forEach(row => row.remove());
      views.delete(id);
    }
  }
  for (const account of overview.accounts) {
    if (!views.has(account.id)) views.set(account.id, view(account.id));
    views.get(account.id).update(account);
  }
  arrange();
}

makeHead();
makeChips();
keptField('words', 'q', arrange);
addEventListener('popstate', arrange);
