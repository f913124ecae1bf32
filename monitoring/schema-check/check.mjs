// Holds dashboards against the types that Grafana publishes, and their queries of Loki against Grafana's grammar of LogQL.
// Called by `run`; arguments: the files.
//
// Two things are left out, because the types do not say what Grafana itself writes: links of a panel, which are typed as
// links of a dashboard, and the fields of annotations that belong to the data source. The list of alerts has no published type.
import fs from 'node:fs';
import { parser } from '@grafana/lezer-logql';
import Ajv from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

const generator = createGenerator({
  path: 'schema.ts',
  tsconfig: 'tsconfig.json',
  skipTypeCheck: true,
  additionalProperties: false,
  expose: 'all',
});
const ajv = new Ajv({ strict: false, allErrors: true });
const validators = new Map();

function validator(type) {
  if (!validators.has(type)) {
    validators.set(type, ajv.compile(generator.createSchema(type)));
  }
  return validators.get(type);
}

function excused(error) {
  return (
    (/^\/links\/\d+$/.test(error.instancePath) && error.keyword === 'required') ||
    (/^\/annotations\/list\/\d+$/.test(error.instancePath) && error.keyword === 'additionalProperties')
  );
}

let problems = 0;

function check(place, type, value) {
  const validate = validator(type);
  if (validate(value)) {
    return;
  }
  for (const error of validate.errors.filter((it) => !excused(it))) {
    problems++;
    console.log(`${place}: ${type}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  }
}

function checkQuery(place, target) {
  if (target.datasource.type !== 'loki') {
    return; // promtool reads those of Prometheus, in a test
  }
  const query = target.expr.replaceAll('$__auto', '1m').replace(/\$\w+/g, '.+');
  parser.parse(query).iterate({
    enter: (node) => {
      if (node.type.isError) {
        problems++;
        console.log(`${place}: not LogQL from character ${node.from} on: ${query}`);
      }
    },
  });
}

let panels = 0;
for (const file of process.argv.slice(2)) {
  const dashboard = JSON.parse(fs.readFileSync(file, 'utf8'));
  check(file, 'ADashboard', { ...dashboard, panels: [] });
  for (const top of dashboard.panels) {
    const isRow = top.type === 'row';
    if (isRow) {
      check(`${file}: ${top.title}`, 'ARow', { ...top, panels: [] });
    }
    for (const panel of isRow ? top.panels : [top]) {
      const place = `${file}: ${panel.title}`;
      panels++;
      check(place, 'APanel', panel);
      (panel.targets ?? []).forEach((target) => checkQuery(place, target));
      if (panel.type !== 'alertlist') {
        check(place, `OptionsOf${panel.type}`, panel.options);
      }
      if (panel.type === 'timeseries') {
        check(place, 'TimeSeriesField', panel.fieldConfig.defaults.custom);
      }
    }
  }
}
console.log(`${panels} panels, ${problems} problems`);
process.exit(problems === 0 ? 0 : 1);
