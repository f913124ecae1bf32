// Tables: recent errors, firing alerts, and the numbers behind a chart.
import * as format from './format.js';
import {text} from './text.js';

/** Rows of cells, each a text or a node. The first of a row names it. */
export function table(label, heads, rows, numeric = []) {
  const made = document.createElement('table');
  const caption = made.createCaption();
  caption.className = 'hidden';
  caption.textContent = label;
  const head = made.createTHead().insertRow();
  heads.forEach((it, column) => {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = it;
    cell.classList.toggle('number', numeric.includes(column));
    head.append(cell);
  });
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    row.forEach((it, column) => {
      const cell = document.createElement(column === 0 ? 'th' : 'td');
      if (column === 0) {
        cell.scope = 'row';
      }
      cell.append(it);
      cell.classList.toggle('number', numeric.includes(column));
      line.append(cell);
    });
  }
  return made;
}

/** A table that scrolls by itself, by keyboard too, instead of making the page wider. */
export function scrolling(content, label) {
  const box = document.createElement('div');
  box.className = 'scroll';
  box.tabIndex = 0;
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', label);
  box.append(content);
  return box;
}

export function paragraph(content) {
  const made = document.createElement('p');
  made.className = 'quiet';
  made.textContent = content;
  return made;
}

/** The name of a class, which may be broken between its words. */
function breakable(name) {
  const made = document.createDocumentFragment();
  name.split(/(?<=[a-z])(?=[A-Z])/).forEach((word, index) =>
    made.append(...(index > 0 ? [document.createElement('wbr')] : []), word));
  return made;
}

function time(at) {
  const made = document.createElement('time');
  made.dateTime = new Date(at).toISOString();
  made.textContent = format.moment(at);
  return made;
}

export function errors(page) {
  if (page.errors.length === 0) {
    return [paragraph(text('no_errors'))];
  }
  const rows = page.errors.map(it =>
    [breakable(it.component === 'job' ? text(it.type) : it.type), it.component === 'job' ? text('job') : it.component, format.count(it.count), time(it.lastAt)]);
  const heads = [text('type'), text('component'), text('count'), text('last')];
  const made = [scrolling(table(text('errors'), heads, rows, [2]), text('errors'))];
  if (page.kinds > rows.length) {
    made.push(paragraph(text('more_errors', format.count(rows.length), format.count(page.kinds))));
  }
  return made;
}

export function alerts(page) {
  if (!page.reachable) {
    return [paragraph(text(page.askedAt ? 'alerts_lost' : 'alerts_wait'))];
  }
  if (page.alerts.length === 0) {
    return [paragraph(text('no_alerts'))];
  }
  const rows = page.alerts.map(it => [alertName(it), severity(it.severity), it.summary, it.since ? time(it.since) : format.NONE]);
  const heads = [text('alert'), text('severity'), text('summary'), text('since')];
  return [scrolling(table(text('alerts'), heads, rows), text('alerts'))];
}

function alertName(alert) {
  if (!alert.runbook) {
    return alert.name;
  }
  if (!/^https?:/.test(alert.runbook)) {
    const named = document.createDocumentFragment();
    const path = document.createElement('code');
    path.textContent = alert.runbook;
    named.append(alert.name, document.createElement('br'), path);
    return named;
  }
  const link = document.createElement('a');
  link.href = alert.runbook;
  link.rel = 'noreferrer';
  link.textContent = alert.name;
  return link;
}

function severity(name) {
  const badge = document.createElement('span');
  badge.className = `badge ${['critical', 'warning'].includes(name) ? name : 'info'}`;
  badge.textContent = name ? text(name) : format.NONE;
  return badge;
}
