import { createGenerator } from 'ts-json-schema-generator';
import Ajv from 'ajv';
import fs from 'node:fs';
const gen = createGenerator({ path: 'entry.ts', tsconfig: 'tsconfig.json', skipTypeCheck: true, additionalProperties: false, expose: 'all' });
const ajv = new Ajv({ strict: false, allErrors: true });
const v = {};
for (const t of ['VDashboard','VPanel','VRow','Vtimeseries','Vstat','Vtable','Vheatmap','Vgauge','Vlogs','Vtext','Vgraphfield']) {
  try { v[t] = ajv.compile(gen.createSchema(t)); } catch (e) { console.log('schema', t, String(e).slice(0,300)); }
}
const show = (where, t, data) => { if (v[t] && !v[t](data)) { const seen=new Set(); for (const e of v[t].errors) { if (/^.links.0/.test(e.instancePath) && e.keyword==='required') continue; if (/^.annotations.list/.test(e.instancePath) && e.keyword==='additionalProperties') continue; const m = `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`; seen.add(m);} if(!seen.size) return 0; console.log('##', where, t); [...seen].slice(0,6).forEach(m=>console.log('    ',m)); return 1;} return 0; };
let n=0,bad=0;
for (const f of process.argv.slice(2)) {
  const d = JSON.parse(fs.readFileSync(f));
  const panels = d.panels.flatMap(p => p.type==='row' ? p.panels : [p]);
  bad += show(f,'VDashboard',{...d,panels:[]});
  for (const r of d.panels.filter(p=>p.type==='row')) bad += show(f+' row '+r.title,'VRow',{...r,panels:[]});
  for (const p of panels) { n++;
    bad += show(f+' '+p.title,'VPanel',p);
    bad += show(f+' '+p.title,'V'+p.type,p.options);
    if (p.type==='timeseries') bad += show(f+' '+p.title,'Vgraphfield',p.fieldConfig.defaults.custom);
  }
}
console.log(n,'panels',bad,'bad');
