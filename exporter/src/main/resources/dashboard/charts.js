// The charts: what each shows, how it is drawn, and the same as a table.
import * as format from './format.js';
import {scrolling, table} from './tables.js';
import {text} from './text.js';

const MOST_NAMES = 6;

/** `colors` of series whose meaning is known; the others get theirs by rank. */
const definitions = [
  {metric: 'transcripts', kind: 'bar', colors: {stored: '--c1', failed: '--c2'}},
  {metric: 'audio', kind: 'bar', colors: {audio: '--c3'}},
  {metric: 'cost', kind: 'bar', open: true},
  {metric: 'latency', kind: 'line', colors: {p50: '--c3', p95: '--c1', p99: '--c2'}, dashes: {p95: [6, 3], p99: [2, 3]}},
  {metric: 'users', kind: 'bar', separate: true, colors: {active: '--c1', new: '--c5'}},
  {metric: 'operations', kind: 'bar', open: true},
  {metric: 'payments', kind: 'bar', colors: {success: '--c3', failed: '--c2', refunded: '--c4'}},
];

export const metrics = definitions.map(it => it.metric);

const charts = new Map();

/** Makes the frames once. */
export function build(section) {
  for (const definition of definitions) {
    const {metric} = definition;
    const figure = document.createElement('figure');
    figure.className = 'panel chart';
    figure.id = `chart-${metric}`;
    figure.dataset.state = 'loading';
    figure.innerHTML = `
      <figcaption><h3 data-text="chart_${metric}"></h3><button type="button" aria-expanded="false"></button></figcaption>
      <ul class="legend"></ul>
      <div class="plot"><canvas role="img"></canvas><p class="empty"></p></div>
      <div class="as-table" hidden></div>`;
    figure.querySelector('button').addEventListener('click', () => toggle(metric));
    section.append(figure);
    charts.set(metric, {definition, figure, chart: null, page: null, open: false});
  }
}

function toggle(metric) {
  const it = charts.get(metric);
  it.open = !it.open;
  render(it);
  fit();
}

/** @param page null if it could not be read: what was shown before of the same range stays */
export function show(metric, range, page) {
  const it = charts.get(metric);
  if (page) {
    it.page = page;
    it.range = range;
  } else if (it.range !== range) {
    it.page = null;
    it.figure.dataset.state = 'failed';
  }
  render(it);
}

/** Lets the charts fill their frames, which may have grown with their neighbours. */
export function fit() {
  charts.forEach(it => it.chart?.resize());
}

/** Draws everything anew: after a change of language, colours or width. */
export function redraw() {
  charts.forEach(render);
}

function render(it) {
  const {figure, page} = it;
  const button = figure.querySelector('button');
  button.textContent = text(it.open ? 'hide_table' : 'show_table');
  button.setAttribute('aria-expanded', it.open);
  button.setAttribute('aria-label', `${button.textContent}: ${text(`chart_${it.definition.metric}`)}`);
  if (!page) {
    figure.querySelector('.empty').textContent = figure.dataset.state === 'failed' ? text('not_read') : '';
    figure.querySelector('canvas').setAttribute('aria-label', text(`chart_${it.definition.metric}`));
    button.hidden = true;
    figure.querySelector('.legend').replaceChildren();
    it.chart?.destroy();
    it.chart = null;
    return;
  }
  const series = it.definition.open ? largest(page.series) : page.series;
  const isEmpty = series.every(one => one.values.every(value => !value));
  figure.dataset.state = !page.readAt ? 'waiting' : isEmpty ? 'empty' : 'ready';
  figure.querySelector('.empty').textContent =
    figure.dataset.state === 'ready' ? '' : text(page.readAt ? 'nothing' : 'waiting_data');
  button.hidden = isEmpty;
  figure.querySelector('.plot').hidden = it.open && !isEmpty;
  const asTable = figure.querySelector('.as-table');
  asTable.hidden = !it.open || isEmpty;
  asTable.replaceChildren(...(asTable.hidden ? [] : [numbers(it.definition, page, series)]));
  legend(figure.querySelector('.legend'), it.definition, page, isEmpty ? [] : series);
  draw(it, page, series);
  describe(figure.querySelector('canvas'), it.definition, page, series, isEmpty);
}

/** The largest by their sums, and the others together. */
function largest(series) {
  const sorted = series.map(one => ({...one, sum: sum(one.values)})).sort((a, b) => b.sum - a.sum);
  const kept = sorted.filter(one => one.name !== 'other').slice(0, MOST_NAMES);
  const rest = sorted.filter(one => !kept.includes(one));
  if (rest.length > 0) {
    const values = rest[0].values.map((_, step) => sum(rest.map(one => one.values[step])));
    if (sum(values) > 0) {
      kept.push({name: 'other', values});
    }
  }
  return kept;
}

const sum = values => values.reduce((all, value) => all + (value ?? 0), 0);
const most = values => values.reduce((all, value) => value === null ? all : Math.max(all ?? 0, value), null);

/** One number for all of a series: the sum, or the largest where a sum would say nothing. */
function total(definition, one) {
  return definition.metric === 'latency' || one.name === 'active' ? most(one.values) : sum(one.values);
}

function colorOf(definition, name, rank) {
  return definition.colors?.[name] ?? (name === 'other' ? '--c7' : `--c${rank % MOST_NAMES + 1}`);
}

function legend(list, definition, page, series) {
  list.replaceChildren(...series.map((one, rank) => {
    const item = document.createElement('li');
    const swatch = document.createElement('span');
    swatch.className = `swatch ${definition.kind}`;
    swatch.style.setProperty('--swatch', `var(${colorOf(definition, one.name, rank)})`);
    const value = document.createElement('strong');
    const isMost = definition.metric === 'latency';
    const shown = format.value(total(definition, one), page.unit);
    value.textContent = isMost ? text('highest', shown) : shown;
    item.append(swatch, `${format.name(one.name)} `, value);
    return item;
  }));
}

function describe(canvas, definition, page, series, isEmpty) {
  const parts = series.map(one => `${format.name(one.name)}: ${format.value(total(definition, one), page.unit)}`);
  const what = `${text(`chart_${definition.metric}`)}, ${text(`long_${page.range}`)}`;
  canvas.setAttribute('aria-label', text('chart_summary', what, isEmpty ? text('nothing') : parts.join('; ')));
}

function numbers(definition, page, series) {
  const label = text(`chart_${definition.metric}`);
  const rows = page.starts.map((at, step) =>
    [format.stepLong(at, page.stepSeconds), ...series.map(one => format.value(one.values[step], page.unit))]);
  const heads = [text('time'), ...series.map(one => format.name(one.name))];
  return scrolling(table(label, heads, rows.reverse(), series.map((_, index) => index + 1)), label);
}

function draw(it, page, series) {
  const style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  const labels = page.starts.map(at => format.step(at, page.stepSeconds));
  const datasets = series.map((one, rank) => dataset(it.definition, one, color(colorOf(it.definition, one.name, rank)), color));
  if (it.chart) {
    it.chart.data = {labels, datasets};
    it.chart.options = options(it.definition, page, color);
    it.chart.update('none');
    return;
  }
  const canvas = it.figure.querySelector('canvas');
  it.chart = new window.Chart(canvas, {
    type: it.definition.kind, data: {labels, datasets}, options: options(it.definition, page, color),
  });
}

function dataset(definition, one, color, colors) {
  const common = {label: format.name(one.name), data: one.values, backgroundColor: color, borderColor: color};
  if (definition.kind === 'line') {
    return {
      ...common, borderWidth: 2, borderDash: definition.dashes?.[one.name] ?? [], pointRadius: 2.5, pointHoverRadius: 4,
      tension: 0.25, cubicInterpolationMode: 'monotone', spanGaps: true,
    };
  }
  return {
    ...common, borderColor: colors('--panel'), borderWidth: {top: 1, right: 0, bottom: 0, left: 0}, borderRadius: 2,
    borderSkipped: false, categoryPercentage: 0.82, barPercentage: definition.separate ? 0.95 : 1, maxBarThickness: 28,
  };
}

function options(definition, page, color) {
  const font = {family: 'Inter, system-ui, sans-serif', size: 11};
  const stacked = definition.kind === 'bar' && !definition.separate;
  const whole = page.unit === 'count';
  return {
    responsive: true, maintainAspectRatio: false, locale: document.documentElement.lang,
    animation: false,
    interaction: {mode: 'index', intersect: false},
    scales: {
      x: {stacked, grid: {display: false}, border: {color: color('--line')},
        ticks: {color: color('--soft'), font, maxRotation: 0, autoSkip: true, autoSkipPadding: 14}},
      y: {stacked, beginAtZero: true, border: {display: false}, grid: {color: color('--grid')},
        ticks: {color: color('--soft'), font, maxTicksLimit: 5, ...(whole ? {precision: 0} : {}),
          callback: value => format.value(value, page.unit)}},
    },
    plugins: {
      legend: {display: false},
      tooltip: {
        backgroundColor: color('--tip'), titleColor: color('--tip-text'), bodyColor: color('--tip-text'),
        titleFont: {...font, weight: '600'}, bodyFont: font, padding: 10, cornerRadius: 6, boxPadding: 4, usePointStyle: true,
        filter: item => item.raw !== 0 || definition.kind === 'line' || item.chart.data.datasets.length < 3,
        callbacks: {
          title: items => items.length ? format.stepLong(page.starts[items[0].dataIndex], page.stepSeconds) : '',
          label: item => `${item.dataset.label}: ${format.value(item.raw, page.unit)}`,
        },
      },
    },
  };
}
