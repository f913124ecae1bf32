import type * as D from './node_modules/@grafana/schema/dist/types/raw/dashboard/x/types.gen';
import type * as C from './node_modules/@grafana/schema/dist/types/common/common.gen';
import type * as TS from './node_modules/@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';
import type * as ST from './node_modules/@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
import type * as TA from './node_modules/@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen';
import type * as HM from './node_modules/@grafana/schema/dist/types/raw/composable/heatmap/panelcfg/x/types.gen';
import type * as GA from './node_modules/@grafana/schema/dist/types/raw/composable/gauge/panelcfg/x/types.gen';
import type * as LO from './node_modules/@grafana/schema/dist/types/raw/composable/logs/panelcfg/x/types.gen';
import type * as TX from './node_modules/@grafana/schema/dist/types/raw/composable/text/panelcfg/x/types.gen';
export interface VDashboard extends D.Dashboard {}
export interface VPanel extends D.Panel {}
export interface VRow extends D.RowPanel {}
export interface Vtimeseries extends TS.Options {}
export interface Vstat extends ST.Options {}
export interface Vtable extends TA.Options {}
export interface Vheatmap extends HM.Options {}
export interface Vgauge extends GA.Options {}
export interface Vlogs extends LO.Options {}
export interface Vtext extends TX.Options {}
export interface Vgraphfield extends C.GraphFieldConfig {}
