// The zones of one account, asked for when somebody wants to see them, and zones by their names.
import {ask, byId, calmly, keptField, make, read, show} from './dom.js';

const MOST_SHOWN = 500;

/** A part that opens: which zones are collected, and why others are not. */
export function zonesOf(account) {
  const body = make('div', {class: 'scroll'});
  const root = make('details', {class: 'zones-list'}, make('summary', {}, 'Zones'), body);
  root.addEventListener('toggle', () => { if (root.open) fill(body, account); });
  return root;
}

async function fill(body, account) {
  try {
    const response = await ask(`zones.json?account=${encodeURIComponent(account)}`);
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    body.replaceChildren(...shown(answer.zones));
  } catch (error) {
    body.replaceChildren(make('p', {class: 'none'}, `Not known: ${error.message}`));
  }
}

/** Those left out first, because they are what somebody looks for. */
function shown(zones) {
  const sorted = [...zones].sort((a, b) => a.collected - b.collected || a.name.localeCompare(b.name, 'en'));
  const rows = sorted.slice(0, MOST_SHOWN).map(zone => row(zone));
  const rest = zones.length - rows.length;
  return [table(['Zone', 'Id', 'State'], rows),
    rest > 0 ? make('p', {class: 'none'}, `and ${rest} more`) : ''];
}

const table = (columns, rows) => make('table', {},
  make('thead', {}, make('tr', {}, ...columns.map(column => make('th', {scope: 'col'}, column)))),
  make('tbody', {}, ...rows));

const row = (zone, account) => make('tr', {},
  make('th', {scope: 'row'}, zone.name),
  account === undefined ? null : make('td', {'data-label': 'account'}, account),
  make('td', {'data-label': 'id'}, make('code', {}, zone.id)),
  make('td', {'data-label': 'state'}, zone.why));

let names = new Map(); // account id -> name
let asked = '';

async function search() {
  const words = byId('zone-words').value.trim();
  asked = words;
  if (words === '') {
    byId('zones-count').textContent = '';
    show(byId('zones-found'), '', () => []);
    return;
  }
  const answer = await read(`page/zones.json?search=${encodeURIComponent(words)}`);
  if (asked !== words) return; // somebody types on
  byId('zones-count').textContent = answer.all > answer.zones.length
    ? `${answer.zones.length} of ${answer.all}` : `${answer.all} found`;
  show(byId('zones-found'), answer, () => answer.zones.length === 0 ? []
    : [table(['Zone', 'Account', 'Id', 'State'],
      answer.zones.map(zone => row(zone, names.get(zone.account) ?? zone.account)))]);
}

export async function refreshZones(overview) {
  if (overview) names = new Map(overview.accounts.map(account => [account.id, account.name]));
  await search();
}

keptField('zone-words', 'zone', calmly(() => search().catch(error => {
  byId('zones-count').textContent = error.message;
})));
