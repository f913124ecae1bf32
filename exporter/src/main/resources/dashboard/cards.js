// The header's states and the numbers.
import * as format from './format.js';
import {text} from './text.js';

const groups = [
  ['users', [
    ['online', s => format.count(s.users?.online), () => text('online_note')],
    ['dau', s => format.count(s.users?.day), () => text('dau_note')],
    ['wau', s => format.count(s.users?.week), () => text('wau_note')],
    ['mau', s => format.count(s.users?.month), () => text('mau_note')],
  ]],
  ['today', [
    ['transcripts', s => format.count(s.today?.transcripts), s => s.total ? text('of_total', format.count(s.total.transcripts)) : ''],
    ['audio', s => format.minutes(s.today?.audioMinutes), s => s.total ? text('of_total', format.minutes(s.total.audioMinutes)) : ''],
    ['cost', cost, limit],
  ]],
  ['day', [
    ['failures', s => format.percent(s.day?.failureRate), s => s.day ? text('failures_note', format.count(s.day.failures)) : ''],
    ['fallbacks', s => format.percent(s.day?.fallbackRate), s => s.day ? text('fallbacks_note', format.count(s.day.fallbacks)) : ''],
    ['p95', s => format.seconds(s.day?.p95Seconds), () => text('p95_note')],
  ]],
  ['queue', [
    ['waiting', s => format.count(s.queue.waiting), places],
    ['running', s => format.count(s.queue.running), () => text('running_note')],
  ]],
];

function hasRubles(summary) {
  return summary.today?.costRubles !== null && summary.today?.costRubles !== undefined;
}

function cost(summary) {
  return hasRubles(summary) ? format.money(summary.today.costRubles, 'RUB') : format.money(summary.today?.costDollars, 'USD');
}

const isOver = summary => hasRubles(summary) && summary.today.costRubles > summary.costLimitRubles;

function limit(summary) {
  if (!hasRubles(summary)) {
    return summary.today ? text('no_rate') : '';
  }
  return text(isOver(summary) ? 'over_limit' : 'limit', format.money(summary.costLimitRubles, 'RUB'));
}

const isFull = ({waiting, capacity}) => capacity > 0 && waiting >= capacity;
const isNearlyFull = ({waiting, capacity}) => capacity > 0 && waiting > capacity * 0.8;

function places({queue}) {
  if (queue.capacity === null) {
    return '';
  }
  const key = isFull(queue) ? 'queue_full' : isNearlyFull(queue) ? 'queue_nearly_full' : 'waiting_note';
  return text(key, format.count(queue.capacity));
}

/** Makes the cards once. */
export function build(section) {
  for (const [group, cards] of groups) {
    const panel = document.createElement('div');
    panel.className = 'panel group';
    panel.id = `group-${group}`;
    const title = document.createElement('h2');
    title.dataset.text = group;
    const list = document.createElement('dl');
    for (const [card] of cards) {
      list.append(oneCard(card));
    }
    panel.append(title, list);
    section.append(panel);
  }
}

function oneCard(card) {
  const box = document.createElement('div');
  box.className = 'card';
  box.id = `card-${card}`;
  const name = document.createElement('dt');
  name.dataset.text = card;
  const value = document.createElement('dd');
  value.className = 'value';
  value.textContent = format.NONE;
  const note = document.createElement('dd');
  note.className = 'note';
  note.textContent = '\u00a0';
  box.append(name, value, note);
  if (card === 'cost') {
    const meter = document.createElement('meter');
    meter.min = 0;
    meter.hidden = true;
    note.after(meter);
    const wrap = document.createElement('dd');
    wrap.className = 'meter';
    wrap.append(meter);
    box.append(wrap);
  }
  return box;
}

export function show(summary) {
  for (const [, cards] of groups) {
    for (const [card, value, note] of cards) {
      const box = document.getElementById(`card-${card}`);
      setValue(box.querySelector('.value'), value(summary));
      set(box.querySelector('.note'), note(summary) || '\u00a0');
    }
  }
  showCost(summary);
  showQueue(summary);
}

function showCost(summary) {
  const box = document.getElementById('card-cost');
  const meter = box.querySelector('meter');
  meter.hidden = !hasRubles(summary);
  meter.max = summary.costLimitRubles;
  meter.high = summary.costLimitRubles * 0.8;
  meter.value = hasRubles(summary) ? summary.today.costRubles : 0;
  meter.setAttribute('aria-label', `${text('cost')}: ${cost(summary)}, ${limit(summary)}`);
  box.classList.toggle('bad', isOver(summary));
}

function showQueue({queue}) {
  document.getElementById('card-waiting').classList.toggle('bad', isNearlyFull(queue));
}

/** Both processes, as far as the last summary tells; what is lost is not live any more. */
export function showProcesses(summary, isLost, now) {
  const {bot, exporter} = summary;
  showProcess('bot', isLost ? 'unknown' : bot.state, bot, now);
  showProcess('exporter', isLost ? 'lost' : ownState(exporter), exporter, now);
}

/** A missing bot is told of beside it; the exporter itself is none the worse for it. */
function ownState({state, failing}) {
  return failing.every(it => it.check === 'bot') ? 'healthy' : state;
}

function showProcess(id, state, process, now) {
  const item = document.getElementById(id);
  item.dataset.state = state;
  set(item.querySelector('.state'), text(state));
  const parts = [];
  if (process.version) {
    parts.push(process.version);
  }
  if (process.startedAt && !['lost', 'unknown'].includes(state)) {
    parts.push(text('up', format.duration(now - process.startedAt)));
  }
  if (process.processes > 1) {
    parts.push(text('several', process.processes));
  }
  set(item.querySelector('.detail'), parts.join(' · '));
  item.title = process.revision ? `${process.version} (${process.revision})` : '';
}

/** What a person must know to judge the numbers. */
export function notices(summary, isLost, lastHeard) {
  if (isLost) {
    return [['bad', text('notice_lost', lastHeard ? format.moment(lastHeard) : format.NONE)]];
  }
  const found = [];
  const {bot} = summary;
  if (bot.state === 'stale' || bot.state === 'down') {
    found.push([bot.state === 'down' ? 'bad' : 'warn', text(`notice_${bot.state}`, format.moment(bot.lastPushAt))]);
  } else if (bot.state === 'unseen') {
    found.push(['warn', text('notice_unseen')]);
  }
  if (!summary.readAt) {
    found.push(['warn', text('notice_database')]);
  } else if (!summary.fresh) {
    found.push(['bad', text('notice_old', format.moment(summary.readAt))]);
  }
  for (const {check, message} of summary.exporter.failing) {
    if (check !== 'bot') {
      found.push(['warn', text('notice_check', check, message)]);
    }
  }
  return found;
}

/** The unit stands back behind the number. */
function setValue(element, shown) {
  if (element.textContent !== shown) {
    const [value, unit] = format.split(shown);
    element.textContent = value;
    if (unit) {
      const small = document.createElement('small');
      small.textContent = `\u00a0${unit}`;
      element.append(small);
    }
  }
}

/** Leaves alone what stays the same, so that nothing is read out twice and no selection is lost. */
export function set(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}
