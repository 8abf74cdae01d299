// Draws process diagrams with bpmn-js and marks what happened on them.

import { appRoot } from './api.js';
import { el, icon } from './dom.js';

// Comes from the webjar that the pom names; Cockpit's own viewer is out of reach for plugins.
const LIBRARY = '../webjars/bpmn-js/8.0.0/dist/bpmn-navigated-viewer.production.min.js';

let viewerClass = null;

async function library() {
  if (!viewerClass) {
    await import(new URL(LIBRARY, `${location.origin}${appRoot()}/`).href);
    viewerClass = globalThis.BpmnJS;
  }
  return viewerClass;
}

/**
 * Draws a diagram.
 * @param {Element} node where; it must be in the document
 * @param {string} xml the model
 * @param {string} label what the diagram shows, for people who do not see it
 * @returns {Object} {mark, badge, home, onSelect}
 */
export async function diagram(node, xml, label) {
  const Viewer = await library();
  const canvasNode = el('div.kefu-canvas', { tabindex: '0', role: 'application', 'aria-label': `${label}。方向键移动，加号和减号缩放，0显示全图，1为原始大小。` });
  const viewer = new Viewer({ container: canvasNode });
  const buttons = el('div.kefu-zoom', { role: 'group', 'aria-label': '缩放流程图' });
  node.replaceChildren(canvasNode, buttons);
  await viewer.importXML(xml);
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const elements = viewer.get('elementRegistry');
  const fit = () => canvas.zoom('fit-viewport', 'auto');
  let home = null;
  const full = () => {
    canvas.zoom(1);
    const { width, height } = canvas.viewbox().outer;
    const { x, y, width: wide = 0, height: high = 0 } = home || canvas.viewbox().inner;
    canvas.viewbox({ x: x + wide / 2 - width / 2, y: y + high / 2 - height / 2, width, height });
  };
  const zoom = (factor) => canvas.zoom(Math.min(4, Math.max(0.1, canvas.zoom() * factor)));
  const actions = {
    '+': () => zoom(1.25), '=': () => zoom(1.25), '-': () => zoom(0.8), 0: fit, 1: full,
    ArrowLeft: () => canvas.scroll({ dx: 80, dy: 0 }), ArrowRight: () => canvas.scroll({ dx: -80, dy: 0 }),
    ArrowUp: () => canvas.scroll({ dx: 0, dy: 80 }), ArrowDown: () => canvas.scroll({ dx: 0, dy: -80 }),
  };
  for (const [key, sign, text] of [['+', 'plus', '放大'], ['-', 'minus', '缩小'], [1, 'search', '原始大小'], [0, 'resize-full', '显示全图']]) {
    buttons.append(el('button.btn.btn-default.btn-sm', { type: 'button', title: text, 'aria-label': text, onclick: actions[key] }, icon(sign)));
  }
  canvasNode.addEventListener('keydown', (event) => {
    const action = !event.ctrlKey && !event.metaKey && !event.altKey && actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  // The wheel scrolls the page until somebody works in the diagram.
  const wheel = viewer.get('zoomScroll');
  wheel.toggle(false);
  canvasNode.addEventListener('focusin', () => wheel.toggle(true));
  canvasNode.addEventListener('focusout', () => wheel.toggle(false));
  canvasNode.addEventListener('pointerdown', () => canvasNode.focus({ preventScroll: true }));
  fit();

  return {
    /** Gives an element a class of its own; what the model does not have is left out. */
    mark(id, className) {
      if (elements.get(id)) {
        canvas.addMarker(id, className);
      }
    },
    /** Puts a text at the upper right corner of an element. */
    badge(id, text, title, { minZoom = 0 } = {}) {
      if (elements.get(id)) {
        overlays.add(id, 'kefu', {
          position: { top: -10, right: 14 },
          show: { minZoom, maxZoom: 10 },
          scale: { min: 0.75, max: 1.2 },
          html: el('span.kefu-badge', { title }, text),
        });
      }
    },
    /** What to look at in full size. */
    home(id) {
      home = elements.get(id) || null;
    },
    onSelect(listener) {
      viewer.get('eventBus').on('element.click', (event) => listener(event.element.labelTarget ? event.element.labelTarget.id : event.element.id));
    },
  };
}

/** What the marks on a diagram mean. */
export function legend(entries) {
  return el('ul.kefu-legend', { 'aria-label': '图例' }, entries.map(([className, text, sample]) => el('li', {},
    el('span', { class: `kefu-swatch ${className}`, 'aria-hidden': 'true' }, sample || ''), ' ', text)));
}
