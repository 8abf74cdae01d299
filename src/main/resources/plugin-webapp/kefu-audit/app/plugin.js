// The audit pages of Cockpit: its entry in the navigation, its routes, and the switch from
// a running process or instance to its history.

import { connect } from './api.js';
import { instancesPage } from './instances.js';
import { instancePage } from './instance.js';
import { overviewPage } from './overview.js';
import { decisionsPage } from './decisions.js';
import { operationsPage } from './operations.js';
import { sealsPage } from './seals.js';
import { enter, forward, leave, link, place } from './page.js';

const VIEWS = {
  instances: instancesPage,
  overview: overviewPage,
  decisions: decisionsPage,
  operations: operationsPage,
  seals: sealsPage,
};

function route(id, path, draw) {
  return {
    id,
    pluginPoint: 'cockpit.route',
    properties: { path },
    render(node, { api }) {
      connect(api);
      enter(() => draw(node, place()));
    },
    unmount: leave,
  };
}

export default [
  { id: 'audit', pluginPoint: 'cockpit.navigation', priority: 5, properties: { label: '审计', pagePath: '#/audit/instances', path: '/audit' } },

  route('kefu-audit', '/audit', () => forward(link('instances'))),
  route('kefu-audit-view', '/audit/:view', (node, { path, parameters }) => {
    const page = VIEWS[path[1]];
    return page ? page(node, parameters) : forward(link('instances'));
  }),

  // Cockpit offers the history of an instance as soon as a view of this id is there.
  { id: 'history', pluginPoint: 'cockpit.processInstance.view', priority: 10, properties: { label: '历史' }, render() {} },
  route('kefu-audit-instance', '/process-instance/:id/history', (node, { path, parameters }) => instancePage(node, path[1], parameters)),

  // Cockpit's list of processes has a link to their history.
  { id: 'history', pluginPoint: 'cockpit.processDefinition.view', priority: 10, properties: { label: '历史' }, render() {} },
  route('kefu-audit-definition', '/process-definition/:id/history', (node, { path }) => {
    const [process, version] = path[1].split(':');
    forward(link('overview', { process, version }));
  }),
];
