// What the exporter is asked, and how the page hears of changes.

const DEADLINE = 10_000;
const SILENCE = 25_000;
const LONGEST_PAUSE = 10_000;

/** Without a name and a password, which the page's own address may hold and a request's may not. */
const address = path => `${location.origin}${location.pathname}api/${path}`;

export async function get(path, parameters = {}, signal = null) {
  const signals = [AbortSignal.timeout(DEADLINE), ...(signal ? [signal] : [])];
  const response = await fetch(`${address(path)}?${new URLSearchParams(parameters)}`, {signal: AbortSignal.any(signals)});
  if (!response.ok) {
    throw Object.assign(new Error(`${path} answered with status ${response.status}`), {status: response.status});
  }
  return response.json();
}

/**
 * Listens for summaries, for as long as somebody may see the page: one in a hidden tab takes none of the exporter's places.
 * Where events cannot be had, the summary is asked for from time to time; while it cannot be had either, `lost` is called.
 */
export function listen({summary, lost}) {
  let source = null;
  let silence = 0;
  let timer = 0;
  let failures = 0;
  let attempt = 0;

  /** Of several attempts the last one counts: two streams would take two of the exporter's places for pages. */
  async function connect() {
    rest();
    if (document.hidden) {
      return;
    }
    const mine = attempt;
    try {
      const found = await get('summary');
      if (mine !== attempt) {
        return;
      }
      summary(found);
    } catch {
      if (mine !== attempt) {
        return;
      }
      lost();
      again();
      return;
    }
    source = new EventSource(address('events'));
    source.addEventListener('summary', event => {
      alive();
      summary(JSON.parse(event.data));
    });
    source.addEventListener('beat', alive);
    source.addEventListener('error', again);
    watch();
  }

  function alive() {
    failures = 0;
    watch();
  }

  function watch() {
    clearTimeout(silence);
    silence = setTimeout(again, SILENCE);
  }

  function rest() {
    attempt += 1;
    source?.close();
    source = null;
    clearTimeout(silence);
    clearTimeout(timer);
  }

  function again() {
    rest();
    timer = setTimeout(connect, Math.min(500 * 2 ** failures, LONGEST_PAUSE));
    failures += 1;
  }

  addEventListener('online', () => source || connect());
  addEventListener('pagehide', rest);
  document.addEventListener('visibilitychange', connect);
  addEventListener('pageshow', event => event.persisted && connect());
  connect();
}
