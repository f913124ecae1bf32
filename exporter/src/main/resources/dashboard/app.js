// Puts the page together: what is looked at, what has changed, and what is shown of it.
import * as api from './api.js';
import * as cards from './cards.js';
import * as charts from './charts.js';
import * as format from './format.js';
import * as place from './place.js';
import * as tables from './tables.js';
import {text, useLanguage} from './text.js';

const TICK = 1_000;
const ALERTS_EVERY = 15_000;
const READ_ANYWAY = 300_000;
const READ_AGAIN = 5_000;

const element = id => document.getElementById(id);
const state = {summary: null, isLost: false, heardAt: null, readAt: 0, version: null, errors: null, alerts: null, reading: null, errorsRange: null};

function frame() {
  cards.build(element('cards'));
  const section = element('charts');
  charts.build(section);
  const panel = document.createElement('section');
  panel.className = 'panel errors';
  panel.id = 'errors';
  panel.setAttribute('aria-labelledby', 'errors-title');
  panel.innerHTML = '<h3 id="errors-title" data-text="errors"></h3><div class="content"></div>';
  section.append(panel);
}

/** After a change of the address: language, range, and all that depends on them. */
function arrive() {
  const language = place.language();
  format.useLocale(language);
  useLanguage(language);
  for (const link of document.querySelectorAll('[data-lang]')) {
    link.href = place.address('lang', link.dataset.lang);
    mark(link, link.dataset.lang === language);
  }
  for (const link of document.querySelectorAll('[data-range]')) {
    link.href = place.address('range', link.dataset.range);
    link.textContent = text(`range_${link.dataset.range}`);
    mark(link, link.dataset.range === place.range());
  }
  showAll();
  read();
}

function mark(link, isCurrent) {
  if (isCurrent) {
    link.setAttribute('aria-current', 'true');
  } else {
    link.removeAttribute('aria-current');
  }
}

function showAll() {
  charts.redraw();
  showSummary();
  showErrors();
  showAlerts();
}

/** Charts and errors of the range; a newer reading takes the place of one that is under way. */
async function read() {
  state.reading?.abort();
  const reading = new AbortController();
  state.reading = reading;
  const range = place.range();
  const section = element('charts');
  section.setAttribute('aria-busy', 'true');
  clearTimeout(state.readAgain);
  const pages = await Promise.all([
    ...charts.metrics.map(async metric => {
      const page = await attempt(api.get('series', {metric, range, zone: format.zone()}, reading.signal), refused);
      show(reading, page, found => charts.show(metric, range, found));
      return page;
    }),
    attempt(api.get('errors', {range}, reading.signal)).then(page => {
      show(reading, page, found => {
        state.errors = found ?? (state.errorsRange === range ? state.errors : null);
        state.errorsRange = range;
        showErrors();
      });
      return page;
    }),
  ]);
  if (state.reading === reading) {
    state.readAt = Date.now();
    if (pages.includes(null)) {
      state.readAgain = setTimeout(() => !state.isLost && read(), READ_AGAIN);
    }
    section.setAttribute('aria-busy', 'false');
    section.dataset.shown = range;
    charts.fit();
  }
}

const attempt = (promise, failed = () => {}) => promise.catch(error => {
  failed(error);
  return null;
});

/** What is asked for is right but for the time zone, which a browser may know and the exporter not. */
function refused({status}) {
  if (status === 400 && format.useUtc()) {
    showAll();
    read();
  }
}

function show(reading, page, shown) {
  if (!reading.signal.aborted) {
    shown(page);
  }
}

function showSummary() {
  const {summary, isLost} = state;
  document.body.classList.toggle('lost', isLost);
  if (!summary) {
    showNotices(isLost ? [['bad', text('notice_lost', format.NONE)]] : []);
    return;
  }
  cards.show(summary);
  cards.showProcesses(summary, isLost, Date.now());
  document.body.dataset.bot = summary.bot.state;
  showNotices(cards.notices(summary, isLost, state.heardAt));
  cards.set(element('read-at'), summary.readAt
    ? text('read_at', format.moment(summary.readAt), format.duration(summary.refreshSeconds * 1000)) : '');
  cards.set(element('zone'), format.unknownZone()
    ? text('zone_unknown', format.unknownZone(), summary.zone) : text('zone', format.zone(), summary.zone));
}

function showNotices(notices) {
  const box = element('notices');
  const key = JSON.stringify(notices);
  if (box.dataset.key !== key) {
    box.dataset.key = key;
    box.replaceChildren(...notices.map(([kind, content]) => {
      const notice = document.createElement('p');
      notice.className = `notice ${kind}`;
      notice.textContent = content;
      return notice;
    }));
  }
}

/** What stays the same is left alone: somebody may be reading or scrolling it. */
function showErrors() {
  const content = element('errors').querySelector('.content');
  const key = JSON.stringify([state.errors, place.language(), state.errorsRange]);
  if (content.dataset.key !== key) {
    content.dataset.key = key;
    content.replaceChildren(...(state.errors
      ? tables.errors(state.errors)
      : [tables.paragraph(text(state.errorsRange ? 'not_read' : 'loading'))]));
  }
}

function showAlerts() {
  const panel = element('alerts');
  panel.hidden = !state.alerts?.configured;
  if (!panel.hidden) {
    panel.querySelector('.content').replaceChildren(...tables.alerts(state.alerts));
  }
}

async function readAlerts() {
  const page = await attempt(api.get('alerts'));
  if (page && JSON.stringify(page) !== JSON.stringify(state.alerts)) {
    state.alerts = page;
    showAlerts();
  }
}

function heard(summary) {
  const version = `${summary.exporter.startedAt}/${summary.dataVersion}`;
  const isBack = state.isLost || state.version !== version;
  const isFirst = state.summary === null;
  Object.assign(state, {summary, isLost: false, heardAt: Date.now(), version});
  showSummary();
  if (isBack && !isFirst) {
    read();
  }
}

function lost() {
  state.isLost = true;
  showSummary();
}

frame();
// The numbers first: a browser asks one server for six things at a time.
api.listen({summary: heard, lost});
arrive();
place.follow(arrive);
readAlerts();
setInterval(() => state.summary && cards.showProcesses(state.summary, state.isLost, Date.now()), TICK);
const isWatched = () => !state.isLost && !document.hidden;
setInterval(() => isWatched() && readAlerts(), ALERTS_EVERY);
setInterval(() => isWatched() && read(), READ_ANYWAY);
document.addEventListener('visibilitychange', () => {
  if (isWatched()) {
    readAlerts();
    if (Date.now() - state.readAt > READ_ANYWAY) {
      read();
    }
  }
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', charts.redraw);
