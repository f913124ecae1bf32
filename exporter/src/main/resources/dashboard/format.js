// Numbers and times as the viewer's language and zone have them.
import {text} from './text.js';

export const NONE = '–';
const UTC = 'UTC';
const browsers = Intl.DateTimeFormat().resolvedOptions().timeZone;

let inZone = isKnown(browsers) ? browsers : UTC;

let locale = 'en';

/** The viewer's own variant of the language, such as British English, if there is one. */
export function useLocale(language) {
  locale = navigator.languages.find(it => it.slice(0, 2) === language) ?? language;
}

/** The zone of all times that are shown: the viewer's, or UTC where that one is not known. */
export const zone = () => inZone;

/** What the browser calls its zone, if times cannot be shown in it; else null. */
export const unknownZone = () => inZone === browsers ? null : browsers ?? NONE;

/** @return whether it was another one before */
export function useUtc() {
  const isOther = inZone !== UTC;
  inZone = UTC;
  return isOther;
}

function isKnown(name) {
  try {
    return Boolean(name && Intl.DateTimeFormat('en', {timeZone: name}));
  } catch {
    return false;
  }
}

const made = new Map();

function number(options) {
  const key = locale + JSON.stringify(options);
  if (!made.has(key)) {
    made.set(key, new Intl.NumberFormat(locale, options));
  }
  return made.get(key);
}

function date(options) {
  const key = `date ${locale}${inZone}${JSON.stringify(options)}`;
  if (!made.has(key)) {
    made.set(key, new Intl.DateTimeFormat(locale, {...options, timeZone: inZone}));
  }
  return made.get(key);
}

const known = value => value !== null && value !== undefined;

export const count = value => known(value) ? number({maximumFractionDigits: 0}).format(value) : NONE;

export const percent = value =>
  known(value) ? number({style: 'percent', maximumFractionDigits: 1}).format(value) : NONE;

export const minutes = value => known(value) ? withUnit(value, value < 100 ? 1 : 0, 'unit_minutes') : NONE;

export const seconds = value => known(value) ? withUnit(value, value < 10 ? 1 : 0, 'unit_seconds') : NONE;

function withUnit(value, digits, unit) {
  return `${number({maximumFractionDigits: digits}).format(value)}\u00a0${text(unit)}`;
}

/** A value and its unit, if it has one behind it. */
export function split(shown) {
  const [, value, unit] = shown.match(/^(.*)\u00a0(\p{L}+)$/u) ?? [null, shown, ''];
  return [value, unit];
}

export function money(value, currency) {
  if (!known(value)) {
    return NONE;
  }
  const small = value !== 0 && Math.abs(value) < 1;
  const digits = small ? 4 : Math.abs(value) < 1000 ? 2 : 0;
  const least = small || Number.isInteger(value) ? 0 : digits;
  return number({
    style: 'currency', currency, currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: least, maximumFractionDigits: digits,
  }).format(value);
}

/** By the unit of a series. */
export function value(it, unitName) {
  switch (unitName) {
    case 'count': return count(it);
    case 'minutes': return minutes(it);
    case 'seconds': return seconds(it);
    default: return money(it, unitName);
  }
}

/** How long something has lasted, in its two largest units. */
export function duration(millis) {
  const total = Math.max(0, Math.floor(millis / 1000));
  const parts = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const first = parts.findIndex(([, size]) => total >= size);
  const unit = (value, name) => number({style: 'unit', unit: name, unitDisplay: 'narrow'}).format(value);
  if (first < 0) {
    return unit(0, 'second');
  }
  let left = total;
  const shown = [];
  for (const [name, size] of parts.slice(first, first + 2)) {
    const many = Math.floor(left / size);
    left -= many * size;
    if (many > 0) {
      shown.push(unit(many, name));
    }
  }
  return shown.join(' ');
}

export const clock = at => date({hour: '2-digit', minute: '2-digit'}).format(at);

const day = at => date({year: 'numeric', month: 'numeric', day: 'numeric'}).format(at);
const isToday = at => day(at) === day(Date.now());

/** A moment: today the time alone is enough. */
export const moment = at =>
  date(isToday(at)
    ? {hour: '2-digit', minute: '2-digit', second: '2-digit'}
    : {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'}).format(at);

/** The label of a step below a chart. */
export function step(at, stepSeconds) {
  if (stepSeconds < 6 * 3600) {
    return clock(at);
  }
  return date(stepSeconds < 86400 ? {weekday: 'short', day: 'numeric'} : {day: 'numeric', month: 'short'}).format(at);
}

/** The whole time of a step. */
export function stepLong(at, stepSeconds) {
  if (stepSeconds >= 86400) {
    return date({weekday: 'short', day: 'numeric', month: 'long'}).format(at);
  }
  return date({weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'})
    .formatRange(at, at + stepSeconds * 1000);
}

export const name = key => text(key === 'p95' ? 'p95_name' : key === 'audio' ? 'minutes_name' : key);
