// What began and ended, errors, and the end of the log.
import {byId, clock, keptField, make, orNone, read, show, wordsOf} from './dom.js';

const MOST_LINES = 500;
const SORTS = {began: 'began', ended: 'ended', note: 'note'};

let lines = [];
let last = 0;

export async function refreshEvents() {
  const [told] = await Promise.all([read('page/events.json'), tail()]);
  show(byId('events'), told.events, () => orNone(told.events.map(event => make('li', {},
    make('span', {class: 'when'}, clock(event.at)),
    make('span', {class: `badge ${event.sort === 'ended' ? 'ok' : event.level || 'quiet'}`}, SORTS[event.sort]),
    ' ', event.sentence)), 'None.'));
  show(byId('errors'), told.recent_errors, () => orNone(told.recent_errors.map(
    ({at, account, kind, code, message}) => make('li', {},
      make('div', {class: 'split'},
        make('span', {}, make('code', {}, code), ` ${[account, kind].filter(Boolean).join(' · ')}`),
        clock(Date.parse(at) / 1_000)),
      make('div', {}, message))), 'None.'));
}

async function tail() {
  const answer = await read(`page/log.json?after=${last}`);
  if (answer.lines.length > 0) {
    if (answer.lines[0].number > last + 1 && last > 0) lines = []; // some were missed: begin anew
    lines = [...lines, ...answer.lines].slice(-MOST_LINES);
    last = lines[lines.length - 1].number;
  }
  showLog();
}

/** The newest at the bottom, and in sight unless somebody has scrolled up. */
function showLog() {
  const words = wordsOf(byId('log-words'));
  const serious = byId('log-warnings').checked;
  const some = lines.filter(({level, text}) => (!serious || level === 'WARN' || level === 'ERROR')
    && words.every(word => text.toLowerCase().includes(word)));
  const log = byId('log');
  const follows = log.scrollTop + log.clientHeight >= log.scrollHeight - 20;
  show(log, some.map(line => line.number), () => orNone(some.map(({millis, level, text}) =>
    make('li', {class: level.toLowerCase()},
      make('time', {}, new Date(millis).toISOString().slice(11, 23)), ' ', make('b', {}, level), ' ', text)), 'Nothing.'));
  byId('log-count').textContent = `${some.length} of the latest ${lines.length} lines, UTC`;
  if (follows) log.scrollTop = log.scrollHeight;
}

keptField('log-words', 'log', showLog);
byId('log-warnings').addEventListener('change', showLog);
