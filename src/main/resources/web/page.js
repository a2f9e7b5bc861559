// Shows /page/overview.json and asks for it again every few seconds.
import {showAccounts} from './accounts.js';
import {chart} from './chart.js';
import {refreshConfig} from './config.js';
import {showConnect} from './connect.js';
import {ask, byId, clock, duration, keep, kept, make, show, whole} from './dom.js';
import {refreshEvents} from './events.js';
import {refreshMetrics} from './metrics.js';
import {refreshCheck, refreshSystem} from './system.js';
import {refreshZones} from './zones.js';

const EVERY_MS = 5_000;

/** Name in the address, title, and what to do again while the part is open. */
const PARTS = [
  ['accounts', 'Accounts', null],
  ['zones', 'Zones', refreshZones],
  ['metrics', 'Metrics', refreshMetrics],
  ['events', 'Events and log', refreshEvents],
  ['connect', 'Connect Prometheus', null],
  ['check', 'Credentials and plans', refreshCheck],
  ['system', 'Nodes and process', refreshSystem],
  ['config', 'Configuration', refreshConfig],
];
const LEVELS = {ok: 'OK', degraded: 'Degraded', broken: 'Broken', silent: 'Silent'};

let latest = null;

const MOST_AT_A_GLANCE = 150;

/** Of a long sentence what is read at a glance, and the details behind the first colon with a space. */
function parts(sentence) {
  const end = sentence.indexOf(': ');
  return sentence.length > MOST_AT_A_GLANCE && end > 0
    ? [`${sentence.slice(0, end)}.`, sentence.slice(end + 2)] : [sentence, ''];
}

/** Changes the document only when there is something new to say, for those who have it read out. */
function tell(level, word, since, reasons) {
  const key = JSON.stringify([level, word, since?.dateTime, reasons.map(reason => reason.textContent)]);
  const verdict = byId('verdict');
  if (verdict.dataset.said !== key) {
    verdict.dataset.said = key;
    verdict.className = `verdict ${level}`;
    byId('verdict-level').textContent = LEVELS[level];
    const [head, rest] = parts(word);
    byId('verdict-word').textContent = head;
    byId('verdict-detail').textContent = rest;
    byId('reasons').replaceChildren(...reasons);
  }
  document.title = `${level === 'ok' ? '' : '⚠ '}Cloudflare exporter`;
}

const sentence = cause => cause.sentence.charAt(0).toUpperCase() + cause.sentence.slice(1);

function showVerdict() {
  const {level, causes} = latest.verdict;
  const [first, ...others] = causes;
  tell(level, first ? sentence(first) : 'All is well: every account is collected, and its data is as new as can be.',
    null, others.map(cause => make('li', {}, sentence(cause), ' ',
      make('span', {class: 'quiet'}, 'since ', clock(cause.since)))));
  byId('verdict-since').replaceChildren(...(first
    ? [...(first.sentence.includes(' since ') ? [] : ['since ', clock(first.since), ' ']), `(${duration(latest.at - first.since)})`] : []));
  byId('advice').hidden = !latest.token_form;
  if (latest.token_form) {
    show(byId('advice'), latest.token_form, () => [
      make('a', {href: latest.token_form, rel: 'noreferrer', target: '_blank'},
        'Make a token with all permissions filled in'),
      ', and put it where the present one is: into the token file, where it is tried at once, or into the environment.']);
  }
}

const sum = of => latest.accounts.reduce((total, account) => total + of(account), 0);

/** Seconds since the oldest of some instants; null when there is none. */
function ageOf(instants) {
  const known = instants.filter(instant => instant !== undefined);
  return known.length === 0 ? null : Math.max(0, latest.at - Math.min(...known));
}

function showFigures() {
  const lag = ageOf(latest.accounts.map(account => account.watermark));
  const rest = ageOf(latest.accounts.map(account => account.rest));
  const figures = [
    ['accounts', whole(latest.accounts.length)],
    ['zones', whole(sum(account => account.zones)), `of ${whole(sum(account => account.found))} found`],
    ['series', whole(sum(account => account.series))],
    ['analytics lag', lag === null ? '–' : duration(lag), `late after ${duration(latest.late_after_seconds)}`],
    ['age of REST data', rest === null ? '–' : duration(rest), 'certificates, weights'],
  ];
  const without = sum(account => account.without);
  if (without > 0) figures[1][2] += `, ${whole(without)} without analytics`;
  show(byId('figures'), figures, () => figures.map(([name, value, note]) => make('div', {},
    make('dt', {}, name, note ? make('small', {}, note) : null), make('dd', {}, value))));
  byId('about').textContent = `version ${latest.version}, up ${duration(latest.at - latest.started_at)}`;
  byId('metrics-link').setAttribute('href', `.${latest.metrics_path}`);
  byId('demo').hidden = !latest.demo;
}

function showCharts() {
  const {history: {step_seconds: step, lag, failures}, late_after_seconds: late} = latest;
  const newest = lag.length > 0 ? lag[lag.length - 1] : 0;
  const calls = latest.budgets.map(budget => ({
    title: budget.api === 'graphql' ? 'GraphQL calls in 5 min' : 'REST calls in 5 min',
    samples: budget.history, step: budget.step_seconds, limit: budget.limit, limitName: 'budget',
    mood: budget.waiting > 0 && budget.used >= .95 * budget.limit ? 'bad' : budget.used >= .8 * budget.limit ? 'warn' : 'good',
    spelt: whole,
  }));
  const all = [
    {title: 'Analytics lag', samples: lag, step, limit: late, limitName: 'late after', mood: newest > late ? 'bad' : 'good', spelt: duration},
    ...calls,
    {title: `Failed calls in ${step} s`, samples: failures, step, limit: 0, mood: failures.slice(-4).some(Boolean) ? 'bad' : 'good', spelt: whole},
  ];
  show(byId('charts'), all, () => all.map(chart));
}

function openPart() {
  const [name] = PARTS.find(([part]) => part === kept('tab')) ?? PARTS[0];
  for (const [part] of PARTS) byId(`part-${part}`).hidden = part !== name;
  for (const link of byId('tabs').children) {
    if (link.dataset.part === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  return name;
}

function makeTabs() {
  byId('tabs').replaceChildren(...PARTS.map(([part, title]) => {
    const link = make('a', {href: `#tab=${part}`, 'data-part': part}, title);
    link.addEventListener('click', event => {
      event.preventDefault();
      keep('tab', part, true);
      openPart();
      refreshPart();
    });
    return link;
  }));
}

async function refreshPart() {
  const part = PARTS.find(([name]) => !byId(`part-${name}`).hidden);
  try {
    await part[2]?.(latest);
  } catch (error) {
    console.warn(`${part[0]} is not up to date: ${error.message}`);
  }
}

async function refresh() {
  try {
    const response = await ask('page/overview.json');
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    latest = await response.json();
    [showVerdict, showFigures, showCharts].forEach(part => part());
    showAccounts(latest);
    showConnect(latest);
    await refreshPart();
  } catch (error) {
    const stale = latest === null ? [] : [make('li', {}, 'What is shown below is the last that it said.')];
    tell('silent', `The exporter does not answer: ${error.message}; asking again.`, null, stale);
    byId('verdict-since').replaceChildren();
  }
}

/** Asks again after each answer, so that questions never overlap; not while nobody looks. */
async function keepFresh() {
  if (!document.hidden) await refresh();
  setTimeout(keepFresh, EVERY_MS);
}

makeTabs();
openPart();
addEventListener('popstate', () => { openPart(); refreshPart(); });
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
keepFresh();
