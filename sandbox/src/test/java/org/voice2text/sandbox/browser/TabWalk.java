package org.voice2text.sandbox.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/// A walk through a page by the Tab key, from its first control to its last.
///
/// @param controls what can be used, in the order of the page; of radio buttons the chosen one
/// @param reached those of them that the walk came to, in its order
/// @param unseen those of them that, with what they stand in, look no other with the focus than
///   without, or are off the screen then
public record TabWalk(List<String> controls, List<String> reached, List<String> unseen) {
  /// Finds the controls, notes how each looks, and puts the focus on the first.
  private static final String BEGIN =
      """
      const canBeUsed = it => it.tabIndex >= 0 && !it.disabled && it.checkVisibility({visibilityProperty: true})
        && it.getBoundingClientRect().width > 0
        && (it.type !== 'radio' || it.checked || !document.querySelector(`[name="${it.name}"]:checked`));
      const look = it => JSON.stringify([it, it.parentElement].map(node => getComputedStyle(node))
        .filter(style => Number(style.opacity) > 0)
        .map(style => [style.outline, style.boxShadow, style.borderColor, style.backgroundColor]));
      const name = it => `${it.tagName.toLowerCase()}${it.id ? '#' + it.id : ''} ${
        it.getAttribute('aria-label') ?? it.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40)}`.trim();
      document.activeElement.blur();
      const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex]')]
        .filter(canBeUsed);
      window.tabWalk = {all, look, without: all.map(look)};
      all[0].focus({focusVisible: true});
      return all.map(name);
      """;

  /// Where the focus is: the number of the control, or -1, and whether that can be seen.
  private static final String WHERE =
      """
      const {all, look, without} = window.tabWalk;
      const at = all.indexOf(document.activeElement);
      if (at < 0) return {at};
      const box = all[at].getBoundingClientRect();
      const onScreen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
      return {at, seen: onScreen && look(all[at]) !== without[at]};
      """;

  private static final int OTHER_STOPS = 20;

  static TabWalk through(ChromeDriver driver) {
    List<String> controls =
        ((List<?>) Objects.requireNonNull(driver.executeScript(BEGIN)))
            .stream().map(String::valueOf).toList();
    List<String> reached = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    int last = -1;
    for (int step = 0; step < controls.size() + OTHER_STOPS; step++) {
      Map<?, ?> where = (Map<?, ?>) Objects.requireNonNull(driver.executeScript(WHERE));
      int at = ((Number) Objects.requireNonNull(where.get("at"))).intValue();
      if (at >= 0 && at != last) {
        if (at == 0 && !reached.isEmpty()) {
          break;
        }
        reached.add(controls.get(at));
        if (!Boolean.TRUE.equals(where.get("seen"))) {
          unseen.add(controls.get(at));
        }
        last = at;
      }
      new Actions(driver).sendKeys(Keys.TAB).perform();
    }
    return new TabWalk(controls, reached, unseen);
  }
}
