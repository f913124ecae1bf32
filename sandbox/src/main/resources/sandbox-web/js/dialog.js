import { element, iconButton } from "./dom.js";
import { t } from "./i18n.js";

// A box above the page; Esc closes it and the focus goes back to where it was.
export function openDialog(title, ...content) {
  const id = `dialog-${Math.random().toString(36).slice(2)}`;
  const close = () => dialog.close();
  const dialog = element("dialog", { className: "box", attributes: { "aria-labelledby": id } },
    element("header", {}, element("h2", { id }, title), iconButton("close", t("dialog.close"), close)),
    element("div", { className: "box-body" }, ...content));
  const opener = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    // The browser gives a field its focus back, but not the caret: without it nothing can be typed.
    if (opener?.isConnected) {
      opener.blur();
      opener.focus({ preventScroll: true });
    }
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  document.body.append(dialog);
  dialog.showModal();
  return { close, body: dialog.querySelector(".box-body"), dialog };
}

// A form in a box; what it promises to do closes the box once it is done.
export function openForm(title, fields, submitText, action) {
  const error = element("p", { className: "form-error", attributes: { role: "alert" } });
  const submit = element("button", { className: "primary", type: "submit" }, submitText);
  const form = element("form", { className: "form" }, ...fields, error,
    element("div", { className: "form-foot" },
      element("button", { type: "button", onclick: () => box.close() }, t("dialog.cancel")), submit));
  form.onsubmit = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      await action(form);
      box.close();
    } catch (failure) {
      error.textContent = failure.message;
      submit.disabled = false;
    }
  };
  const box = openDialog(title, form);
  (form.querySelector("[type=radio]:checked") ?? form.querySelector("input, textarea, select"))?.focus();
  return box;
}

export const field = (label, control, hint) =>
  element("label", { className: "field" }, element("span", {}, label), control,
    hint ? element("small", { className: "hint" }, hint) : null);

export function select(name, options, chosen) {
  return element("select", { name }, ...options.map(([value, text]) =>
    element("option", { value, selected: value === chosen }, text)));
}

export function alertBox(text) {
  const box = openDialog("Voice2Text", element("p", { className: "alert-text" }, text),
    element("div", { className: "form-foot" },
      element("button", { type: "button", className: "primary", onclick: () => box.close() }, t("dialog.ok"))));
  box.body.querySelector(".primary").focus();
}
