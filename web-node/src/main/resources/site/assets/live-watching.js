// Whether anybody can see a camera's picture: what nobody sees is not sent.
const HIDDEN = 5_000;
// Scrolled past is not scrolled away.
const AWAY = 1_000;

/** Until `signal`: calls seen() whenever somebody may have begun to see `picture`, and unseen() when nobody has for
 * a while or the page is left. Answers a function that says whether somebody can see it now. */
export function watch(picture, signal, seen, unseen) {
  let onScreen = false;
  let leaving;
  // Not in a hidden tab and not scrolled away, but in a window of its own.
  const visible = () => document.pictureInPictureElement === picture || (onScreen && !document.hidden);
  const review = () => {
    clearTimeout(leaving);
    if (visible()) seen();
    else leaving = setTimeout(unseen, document.hidden ? HIDDEN : AWAY);
  };
  document.addEventListener('visibilitychange', review, { signal });
  addEventListener('pagehide', unseen, { signal });
  addEventListener('pageshow', (e) => { if (e.persisted) review(); }, { signal });
  picture.addEventListener('enterpictureinpicture', review, { signal });
  picture.addEventListener('leavepictureinpicture', review, { signal });
  const watching = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1).isIntersecting;
    review();
  }, { rootMargin: '100px' });
  watching.observe(picture);
  signal.addEventListener('abort', () => {
    watching.disconnect();
    clearTimeout(leaving);
  });
  return visible;
}
