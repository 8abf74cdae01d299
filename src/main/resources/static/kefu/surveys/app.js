// The page of survey reports. Texts from the server go into the document as text only; charts are drawn as SVG.
'use strict';

(() => {
  const API = '../../api/surveys';
  const SVG = 'http://www.w3.org/2000/svg';
  const STATES = { OPEN: '收集中', CLOSED: '已截止', FINISHED: '已完成' };
  const STARS = 5;
  const $ = (id) => document.getElementById(id);

  let mayImport = false;
  let current = null;

  // ---- talking to the server

  async function call(method, path, body) {
    // So marked, a request is refused without the browser asking for a password itself.
    const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' };
    const cookie = document.cookie.split('; ').find((entry) => entry.startsWith('XSRF-TOKEN='));
    if (cookie) {
      headers['X-XSRF-TOKEN'] = decodeURIComponent(cookie.slice('XSRF-TOKEN='.length));
    }
    let response;
    try {
      response = await fetch(API + path, { method, headers, body, credentials: 'same-origin' });
    } catch {
      throw { detail: '连接不上服务器，请检查网络后重试。' };
    }
    let json = null;
    try {
      json = await response.json();
    } catch {
      // Not from us: a proxy, for instance.
    }
    if (!response.ok) {
      throw json && json.detail ? json : { detail: `服务器没有接受请求（${response.status}）。` };
    }
    return json;
  }

  function say(text, bad) {
    $('message').textContent = text;
    $('message').classList.toggle('bad', Boolean(bad));
    $('message').hidden = !text;
  }

  function refused(problem) {
    if (!problem || !problem.detail) {
      throw problem;
    }
    say(problem.errors && problem.errors.length ? problem.errors.map((e) => e.message).join('\n') : problem.detail, true);
    if (problem.status === 401) {
      const login = element('a', '重新登录');
      login.href = '../../camunda/app/tasklist/default/';
      $('message').append(login);
    }
  }

  // ---- building the document

  function element(name, text, className) {
    const node = document.createElement(name);
    if (text !== undefined && text !== null) {
      node.textContent = text;
    }
    if (className) {
      node.className = className;
    }
    return node;
  }

  function shape(parent, name, attributes, text) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      node.setAttribute(key, value);
    }
    if (text !== undefined) {
      node.textContent = text;
    }
    parent.append(node);
    return node;
  }

  function canvas(width, height, description) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', description);
    return svg;
  }

  const shorten = (text, length) => (text.length > length ? text.slice(0, length - 1) + '…' : text);

  /** Horizontal bars: one line per entry, its value at the end. */
  function bars(entries, most) {
    const wide = Math.min(150, Math.max(...entries.map((entry) => Math.min(entry.name.length, 12) * 12)) + 10);
    const height = 26;
    const width = 400;
    const room = width - wide - 100;
    const svg = canvas(width, entries.length * height, entries.map((entry) => `${entry.name}：${entry.text}`).join('；'));
    entries.forEach((entry, index) => {
      const y = index * height;
      const label = shape(svg, 'text', { x: 0, y: y + 17 }, shorten(entry.name, 12));
      shape(label, 'title', {}, entry.name);
      shape(svg, 'rect', { x: wide, y: y + 5, width: room, height: 16, rx: 2, class: 'track' });
      shape(svg, 'rect', { x: wide, y: y + 5, width: most ? (room * entry.value) / most : 0, height: 16, rx: 2, class: 'bar' });
      shape(svg, 'text', { x: wide + room + 8, y: y + 17 }, entry.text);
    });
    return svg;
  }

  function line(months) {
    const width = 400;
    const height = 190;
    const left = 24;
    const bottom = 24;
    const svg = canvas(width, height, months.map((month) => `${month.name}：${month.average}分`).join('；'));
    // A month without answers keeps its place.
    const at = months.map((month) => Number(month.name.slice(0, 4)) * 12 + Number(month.name.slice(5)));
    const span = at[at.length - 1] - at[0];
    const room = width - left - 50;
    const x = (index) => left + 20 + (span ? ((at[index] - at[0]) * room) / span : room / 2);
    const y = (value) => 24 + ((STARS - value) * (height - bottom - 38)) / (STARS - 1);
    for (let value = 1; value <= STARS; value++) {
      shape(svg, 'line', { x1: left, x2: width, y1: y(value), y2: y(value), class: 'grid' });
      shape(svg, 'text', { x: 4, y: y(value) + 4, class: 'muted' }, String(value));
    }
    shape(svg, 'polyline', { points: months.map((month, index) => `${x(index)},${y(month.average)}`).join(' '), class: 'line' });
    const every = Math.ceil(months.length / 6);
    const isLow = (index) => [months[index - 1], months[index + 1]].some((other) => other && Number(other.average) > Number(months[index].average));
    months.forEach((month, index) => {
      const dot = shape(svg, 'circle', { cx: x(index), cy: y(month.average), r: 4, class: 'dot' });
      shape(dot, 'title', {}, `${month.name}：平均${month.average}分，${month.count}份`);
      if (index % every === 0) {
        shape(svg, 'text', { x: x(index), y: y(month.average) + (isLow(index) ? 18 : -8), 'text-anchor': 'middle' }, Number(month.average).toFixed(2));
        shape(svg, 'text', { x: x(index), y: height - 6, 'text-anchor': 'middle', class: 'muted' }, month.name);
      }
    });
    return svg;
  }

  function draw(id, entries, chart) {
    $(id).replaceChildren(entries.length ? chart(entries) : element('p', '还没有答卷', 'hint'));
  }

  const averages = (groups, unknown) => groups.filter((group) => group.count > 0).map((group) => ({
    name: group.name || unknown, value: Number(group.average), text: `${Number(group.average).toFixed(2)}（${group.count}份）`,
  }));

  // ---- list and report

  async function list(wanted) {
    const overview = await call('GET', '');
    mayImport = overview.mayImport;
    $('none').hidden = overview.surveys.length > 0;
    $('surveys').replaceChildren(...overview.surveys.map((survey) => {
      const item = element('li');
      const button = element('button', survey.title);
      button.type = 'button';
      button.dataset.id = survey.id;
      button.append(element('small', `${STATES[survey.state]} · 截止 ${survey.closesOn} · 发出${survey.invited}份，收回${survey.answered}份`));
      button.addEventListener('click', () => show(survey.id).catch(refused));
      item.append(button);
      return item;
    }));
    const first = overview.surveys.find((survey) => String(survey.id) === wanted) || overview.surveys[0];
    if (first) {
      await show(first.id);
    }
  }

  async function show(id) {
    const report = await call('GET', `/${id}/report`);
    say('');
    current = id;
    history.replaceState(null, '', `#${id}`);
    document.querySelectorAll('#surveys button').forEach((button) => button.setAttribute('aria-current', String(button.dataset.id === String(id))));
    $('title').textContent = report.title;
    $('about').textContent = `${STATES[report.state]} · 调查期间 ${report.from} 至 ${report.to} · 截止 ${report.closesOn} · ${report.anonymous ? '匿名' : '记名'} · 从${report.candidates}个客户中抽取（随机种子 ${report.seed}）`;
    const figures = [['平均得分', report.average === null ? '—' : Number(report.average).toFixed(2)], ['发出', report.invited], ['收回', report.answered],
      ['回收率', report.responseRate === null ? '—' : `${report.responseRate}%`], ['第三方结果', report.imported]];
    $('figures').replaceChildren(...figures.map(([name, value]) => {
      const group = element('div');
      group.append(element('dt', name), element('dd', value));
      return group;
    }));
    const total = report.distribution.reduce((sum, count) => sum + count, 0);
    draw('distribution', total ? report.distribution.map((count, index) => ({
      name: `${index + 1}星`, value: count, text: `${count}（${Math.round((100 * count) / total)}%）`,
    })).reverse() : [], (entries) => bars(entries, Math.max(...report.distribution)));
    draw('trend', report.months, line);
    draw('departments', averages(report.departments, '未注明'), (entries) => bars(entries, STARS));
    draw('products', averages(report.products, '未注明'), (entries) => bars(entries, STARS));
    draw('questions', averages(report.questions, '未注明'), (entries) => bars(entries, STARS));
    $('conclusions').replaceChildren(...[['分析结论', report.summary], ['销售政策调整建议', report.advice], ['工程部处理意见', report.engineeringNote]]
      .filter(([, text]) => text)
      .flatMap(([name, text]) => [element('h3', name), element('p', text, 'conclusion')]));
    $('comments').replaceChildren(...report.comments.map((comment) => {
      const row = element('tr');
      row.append(element('td', comment.on, 'nowrap'), element('td', comment.score, 'nowrap'), element('td', comment.text));
      return row;
    }));
    $('results').hidden = !mayImport || report.state !== 'OPEN';
    $('report').hidden = false;
  }

  $('results').addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector('button');
    button.disabled = true;
    try {
      const { imported } = await call('POST', `/${current}/results`, new FormData(form));
      form.reset();
      await list(String(current));
      say(`已导入${imported}份结果。`);
    } catch (problem) {
      refused(problem);
    } finally {
      button.disabled = false;
    }
  });

  list(location.hash.slice(1)).catch(refused);
})();
