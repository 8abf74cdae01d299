// Talks to the plugin's interface with the session of Cockpit.

let base = null;

/** Takes over what Cockpit hands to every plugin. */
export function connect(api) {
  base = `${api.cockpitApi}/plugin/kefu-audit/default/`;
}

/** Where Cockpit's own files and pages are: /camunda. */
export const appRoot = () => document.querySelector('base').getAttribute('app-root');

/** Query parameters without the empty ones. */
export function query(parameters) {
  const given = Object.entries(parameters || {}).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = given.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
  return text && `?${text}`;
}

/** The address of an answer, for downloads. */
export const address = (path, parameters) => base + path + query(parameters);

/** An answer in JSON. Refusals become a Problem whose message people can read. */
export async function get(path, parameters, signal) {
  return (await ask(path, parameters, signal, 'application/json')).json();
}

/** An answer in XML, as text. */
export async function xml(path, parameters, signal) {
  return (await ask(path, parameters, signal, 'text/xml')).text();
}

class Problem extends Error {}

async function ask(path, parameters, signal, accept) {
  let response;
  try {
    response = await fetch(address(path, parameters), { headers: { Accept: accept }, credentials: 'same-origin', signal });
  } catch (cause) {
    if (signal && signal.aborted) {
      throw cause;
    }
    throw new Problem('连接不上服务器，请检查网络后重试。');
  }
  if (!response.ok) {
    throw new Problem(await reason(response));
  }
  return response;
}

async function reason(response) {
  if (response.status === 401) {
    return '登录已失效，请重新登录后再试。';
  }
  let problem = null;
  try {
    problem = await response.json();
  } catch {
    // Not from us: a proxy, for instance.
  }
  return (problem && problem.detail) || `服务器没有给出结果（${response.status}），请稍后重试。`;
}
