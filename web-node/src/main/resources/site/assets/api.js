// The JSON API, as any script would call it.
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem?.detail ?? `HTTP ${status}`);
    this.status = status;
    this.slug = (problem?.type ?? '').split(':').pop();
    this.retryAfter = retryAfter;
  }
}

/** Answers the JSON body; throws a Refusal, or a TypeError when there is no connection. */
export async function call(method, path, body) {
  try {
    return await ask(method, path, body);
  } catch (refusal) {
    if (refusal.slug !== 'stale-form') throw refusal;
    // Another tab has brought this browser another cookie since.
    const page = await (await fetch('/')).text();
    const csrf = /data-csrf="([^"]*)"/.exec(page)?.[1] ?? '';
    document.body.dataset.csrf = csrf;
    for (const field of document.querySelectorAll('form[action="/logout"] [name="csrf"]')) field.value = csrf;
    return ask(method, path, body);
  }
}

async function ask(method, path, body) {
  const headers = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const { csrf } = document.body.dataset;
  if (csrf && method !== 'GET') headers['X-CSRF-Token'] = csrf;
  const response = await fetch(`/api/v1${path}`, {
    method, headers, body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Refusal(response.status, answer, Number(response.headers.get('Retry-After')));
  }
  return answer;
}

// Who signs out is led on by the form's own answer.
let leaving = false;
addEventListener('submit', ({ target }) => {
  if (!target.matches('form[action="/logout"]')) return;
  leaving = true;
  setTimeout(() => { leaving = false; }, 30_000);
});

/** Leads to the start page when the session is over; answers whether it still stands. */
export async function stillSignedIn() {
  try {
    await call('GET', '/session');
  } catch (refusal) {
    if (refusal.status === 401) {
      const here = encodeURIComponent(location.pathname + location.search);
      if (!leaving) location.assign(`/?next=${here}${location.hash}`);
      return false;
    }
  }
  return true;
}
