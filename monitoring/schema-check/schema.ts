// What Grafana publishes of the form of its dashboards, by the names that check.mjs asks for.
import type * as dashboard from './node_modules/@grafana/schema/dist/types/raw/dashboard/x/types.gen';
import type * as common from './node_modules/@grafana/schema/dist/types/common/common.gen';
import type * as timeseries from './node_modules/@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';
import type * as stat from './node_modules/@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
import type * as table from './node_modules/@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen';
import type * as heatmap from './node_modules/@grafana/schema/dist/types/raw/composable/heatmap/panelcfg/x/types.gen';
import type * as gauge from './node_modules/@grafana/schema/dist/types/raw/composable/gauge/panelcfg/x/types.gen';
import type * as logs from './node_modules/@grafana/schema/dist/types/raw/composable/logs/panelcfg/x/types.gen';
import type * as text from './node_modules/@grafana/schema/dist/types/raw/composable/text/panelcfg/x/types.gen';

export interface ADashboard extends dashboard.Dashboard {}
export interface APanel extends dashboard.Panel {}
export interface ARow extends dashboard.RowPanel {}
export interface TimeSeriesField extends common.GraphFieldConfig {}
export interface OptionsOftimeseries extends timeseries.Options {}
export interface OptionsOfstat extends stat.Options {}
export interface OptionsOftable extends table.Options {}
export interface OptionsOfheatmap extends heatmap.Options {}
export interface OptionsOfgauge extends gauge.Options {}
export interface OptionsOflogs extends logs.Options {}
export interface OptionsOftext extends text.Options {}
