// The sandbox's own endpoints. A refusal becomes an Error with the sandbox's sentence.
async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `The sandbox answered ${response.status}`);
  return body;
}

export const get = (path) => fetch(`/chat/${path}`).then(answer);

export const post = (path, body = {}) =>
  fetch(`/chat/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }).then(answer);

export const remove = (path) => fetch(`/chat/${path}`, { method: "DELETE" }).then(answer);

export function upload(fields, file, name) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined) form.append(key, value);
  }
  form.append("file", file, name);
  return fetch("/chat/upload", { method: "POST", body: form }).then(answer);
}
