// The forms of who is not signed in yet: sent once at a time, and what is wrong is said below.
/** send() throws a refusal, of which refused(refusal) answers what to say. */
export function entryForm(name, send, refused) {
  const form = document.getElementById(name);
  const error = document.getElementById(`${name}-error`);
  const button = document.getElementById(`${name}-button`);
  const say = (text) => {
    error.textContent = text;
    error.hidden = !text;
  };
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    say('');
    button.disabled = true;
    try {
      await send();
    } catch (refusal) {
      button.disabled = false;
      say(refused(refusal));
    }
  });
  return { form, say };
}
