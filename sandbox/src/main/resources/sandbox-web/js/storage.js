// What the browser remembers for the page. One that keeps nothing, as some do by their settings, only forgets.
const storage = (name) => ({
  get(key) {
    try {
      return window[name].getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      window[name].setItem(key, value);
    } catch {
      // It lasts as long as the page, then.
    }
  },
});

export const kept = storage("localStorage");
export const keptInTab = storage("sessionStorage");
