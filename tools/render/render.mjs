/*
 * Renders bpmn/<key>/<key>.bpmn to docs/processes/<key>.svg with bpmn-js in a headless Chromium.
 *
 *   npm ci --prefix tools/render        (once)
 *   node tools/render/render.mjs [key…] [--png DIR] [--scale N]
 *
 * Without keys every model is rendered. --png also writes a picture to look at; --scale enlarges it (default 2).
 * CHROMIUM names another browser than /usr/bin/chromium.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');

// Every Chinese glyph is one em wide, so whichever of these is installed, labels break at the same place.
const FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', Arial, sans-serif";

const { values: options, positionals } = parseArgs({
  options: { png: { type: 'string' }, scale: { type: 'string', default: '2' } },
  allowPositionals: true
});

const keys = positionals.length ? positionals : await modelKeys();
const svgDir = join(root, 'docs/processes');
await mkdir(svgDir, { recursive: true });
if (options.png) {
  await mkdir(options.png, { recursive: true });
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
});
try {
  // Texts are measured here, so the scale of the photograph must not matter.
  const page = await browser.newPage({ deviceScaleFactor: 1 });
  await page.setContent('<!doctype html><meta charset="utf-8"><style>html,body{margin:0;background:#fff}</style><div id="canvas" style="width:1200px;height:800px"></div>');
  await page.addScriptTag({ path: join(here, 'node_modules/bpmn-js/dist/bpmn-viewer.production.min.js') });
  for (const key of keys) {
    const xml = await readFile(join(root, 'bpmn', key, `${key}.bpmn`), 'utf8');
    const { svg, warnings } = await page.evaluate(draw, { xml, font: FONT });
    if (warnings.length) {
      throw new Error(`${key}: ${warnings.join('; ')}`);
    }
    const file = join(svgDir, `${key}.svg`);
    await writeFile(file, normalised(svg));
    console.log(file);
    if (options.png) {
      await photograph(browser, normalised(svg), join(options.png, `${key}.png`));
    }
  }
}
finally {
  await browser.close();
}

async function modelKeys() {
  const folders = await readdir(join(root, 'bpmn'), { withFileTypes: true });
  return folders.filter(folder => folder.isDirectory() && existsSync(join(root, 'bpmn', folder.name, `${folder.name}.bpmn`)))
    .map(folder => folder.name)
    .sort();
}

/** Runs in the browser. */
async function draw({ xml, font }) {
  const viewer = new window.BpmnJS({
    container: '#canvas',
    textRenderer: { defaultStyle: { fontFamily: font }, externalStyle: { fontFamily: font } }
  });
  try {
    const { warnings } = await viewer.importXML(xml);
    const { svg } = await viewer.saveSVG();
    return { svg, warnings: warnings.map(warning => warning.message) };
  }
  finally {
    viewer.destroy();
  }
}

/**
 * The same model must give the same file, and a small one: bpmn-js numbers its arrow heads at random and adds invisible
 * areas for the mouse.
 */
function normalised(svg) {
  const arrows = new Map();
  return svg
    .replace(/( id="|#)(marker-[\w-]+)/g, (_, before, name) => {
      if (!arrows.has(name)) {
        arrows.set(name, `arrow-${arrows.size + 1}`);
      }
      return before + arrows.get(name);
    })
    .replace(/<!--[\s\S]*?-->\s*/g, '')
    .replace(/<(rect|polyline|circle|path)\b[^>]* class="djs-hit[^>]*?(\/>|><\/\1>)/g, '')
    .replace(/(\d+\.\d{2})\d+/g, '$1')
    .replace(/ width="[\d.]+" height="[\d.]+" viewBox="([^"]+)"/, wholePixels)
    .replace(/(<g class="djs-group">)/g, '\n$1')
    .trim() + '\n';
}

function wholePixels(_, viewBox) {
  const [x, y, width, height] = viewBox.split(' ').map(Number);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [w, h] = [Math.ceil(x + width) - left, Math.ceil(y + height) - top];
  return ` width="${w}" height="${h}" viewBox="${left} ${top} ${w} ${h}" style="background: white"`;
}

async function photograph(browser, svg, file) {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  const page = await browser.newPage({
    deviceScaleFactor: Number(options.scale),
    viewport: { width: Math.ceil(width), height: Math.ceil(height) }
  });
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>html,body{margin:0;background:#fff}svg{display:block}</style>${svg.slice(svg.indexOf('<svg'))}`);
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
}
