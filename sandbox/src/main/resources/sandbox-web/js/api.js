import { t } from "./i18n.js";

// The sandbox's own endpoints. A refusal becomes an Error with the sandbox's sentence.
async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? t("connection.status", response.status));
  return body;
}

// Without an answer the browser's own words would be in a language of its choice.
export const reach = (path, options) =>
  fetch(path, options).catch(() => { throw new Error(t("connection.none")); });

const ask = (path, options) => reach(`/chat/${path}`, options).then(answer);

export const get = (path) => ask(path);

export const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const remove = (path) => ask(path, { method: "DELETE" });

export function upload(fields, file, name) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) {
    if (value !== null && value !== undefined) form.append(key, value);
  }
  form.append("file", file, name);
  return reach("/chat/upload", { method: "POST", body: form }).then((response) => {
    if (response.status === 413) throw new Error(t("file.tooLarge", name));
    return answer(response);
  });
}
