// What is looked at: the range and the language, which are kept in the address.
import {languages} from './text.js';

export const ranges = ['24h', '7d', '30d'];
const STORED = 'voice2text.language';

export function range() {
  const asked = new URLSearchParams(location.search).get('range');
  return ranges.includes(asked) ? asked : ranges[0];
}

export function language() {
  const candidates = [new URLSearchParams(location.search).get('lang'), stored(), ...navigator.languages.map(it => it.slice(0, 2))];
  return candidates.find(it => languages.includes(it)) ?? languages[0];
}

/** The address of the page with one thing changed. */
export function address(name, value) {
  const parameters = new URLSearchParams(location.search);
  parameters.set(name, value);
  return `?${parameters}`;
}

/** Calls back after each change, the browser's back and forward among them. */
export function follow(changed) {
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-range], a[data-lang]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    if (link.dataset.lang) {
      store(link.dataset.lang);
    }
    if (link.href !== location.href) {
      history.pushState(null, '', link.href);
    }
    changed();
  });
  addEventListener('popstate', changed);
}

function stored() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function store(value) {
  try {
    localStorage.setItem(STORED, value);
  } catch {
    // A browser may keep nothing; the address has it.
  }
}
