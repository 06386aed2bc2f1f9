// A walk through the page with the Tab key. `begin` sets out before the first control; `step` says what is wrong with
// the one that has the focus now (WCAG 2.2, 2.4.7 and 2.4.11), and `over` once the round is done; `end` names what
// was never reached (2.1.1).
(what) => {
  const name = (e) => `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ''}.${[...e.classList].join('.')} `
    + `"${(e.getAttribute('aria-label') || e.textContent || '').trim().slice(0, 40)}"`;
  if (what === 'begin') {
    window.walked = new Set();
    scrollTo(0, 0);
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    return [];
  }
  if (what === 'end') {
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }))
      .filter((e) => !window.walked.has(e))
      .map((e) => `${name(e)} is not reached by the Tab key`);
  }
  const e = document.activeElement;
  if (!e || e === document.body || window.walked.has(e)) return ['over'];
  window.walked.add(e);
  const flaws = [];
  const { outlineStyle, outlineWidth } = getComputedStyle(e);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) flaws.push(`${name(e)} does not show that it has the focus`);
  const box = e.getBoundingClientRect();
  const fixed = (top) => {
    for (let at = top; at && !at.contains(e); at = at.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  const free = [0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => {
    const [left, top] = [box.left + x * box.width, box.top + y * box.height];
    const there = document.elementFromPoint(left, top);
    return there && !fixed(there);
  }));
  if (!free) flaws.push(`${name(e)} has the focus where nobody sees it, at ${Math.round(box.top)} px`);
  return flaws;
}
