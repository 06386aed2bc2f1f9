// One camera as large as the page: at an address of its own, with the others a swipe or a key away.
const grid = document.getElementById('cameras');
const bar = document.getElementById('large-bar');
const SWIPE = 60;

export class Large {
  /** cards: by camera. */
  constructor(cards) {
    this.cards = cards;
    this.camera = null;
    addEventListener('popstate', () => this.follow());
    document.getElementById('large-back').addEventListener('click', () => this.leave());
    document.getElementById('large-previous').addEventListener('click', () => this.step(-1));
    document.getElementById('large-next').addEventListener('click', () => this.step(1));
    grid.addEventListener('click', (e) => {
      if (e.target.closest('[data-action=large]')) this.open(e.target.closest('.camera').dataset.camera);
    });
    this.listenToFingers();
  }

  listenToFingers() {
    let from = null;
    grid.addEventListener('pointerdown', (e) => {
      const free = e.pointerType === 'touch' && e.isPrimary && e.target.closest('.screen');
      from = this.camera && free ? { x: e.clientX, y: e.clientY } : null;
    });
    grid.addEventListener('pointercancel', () => { from = null; });
    grid.addEventListener('pointerup', (e) => {
      if (!from) return;
      const [x, y] = [e.clientX - from.x, e.clientY - from.y];
      from = null;
      if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) this.step(x < 0 ? 1 : -1);
    });
  }

  names() {
    return [...grid.children].map(({ dataset }) => dataset.camera);
  }

  open(camera) {
    if (this.camera === camera) return;
    const address = `${location.pathname}?camera=${encodeURIComponent(camera)}`;
    // From one camera to the next: back leads to all of them, not through each.
    if (this.camera) history.replaceState(history.state, '', address);
    else history.pushState({ large: true }, '', address);
    this.show(camera);
    bar.querySelector('#large-back').focus({ preventScroll: true });
  }

  leave() {
    if (history.state?.large) {
      history.back();
    } else {
      history.replaceState(null, '', location.pathname);
      this.show(null);
    }
  }

  step(by) {
    const names = this.names();
    if (!this.camera || names.length < 2) return;
    this.open(names.at((names.indexOf(this.camera) + by) % names.length));
  }

  /** Shows what the address asks for, as far as there is such a camera. */
  follow() {
    const wanted = new URLSearchParams(location.search).get('camera');
    this.show(this.cards.has(wanted) ? wanted : null);
  }

  show(camera) {
    if (this.camera === camera) return;
    if (!this.camera) this.scrolled = scrollY;
    const former = this.cards.get(this.camera);
    former?.root.classList.remove('large');
    this.camera = camera;
    grid.classList.toggle('has-large', camera !== null);
    bar.hidden = camera === null;
    if (camera) {
      const card = this.cards.get(camera);
      card.root.classList.add('large');
      card.detail();
      document.getElementById('large-name').textContent = camera;
      const alone = this.cards.size < 2;
      document.getElementById('large-previous').hidden = alone;
      document.getElementById('large-next').hidden = alone;
      scrollTo(0, 0);
    } else {
      scrollTo(0, this.scrolled ?? 0);
      former?.root.querySelector('[data-action=large]').focus({ preventScroll: true });
    }
  }

  /** A camera is there no more. */
  gone(camera) {
    if (this.camera === camera) this.leave();
  }
}
