// What goes wrong is said on the page.

let onMessage = () => {};
export const says = listener => { onMessage = listener; };

// Asks as the given function does. Where several questions are on their way, only the answer to the newest one counts; that to an earlier one, which may come later, is undefined.
export function newest(ask) {
  let asked = 0;
  return async (...question) => {
    const own = ++asked;
    const answer = await ask(...question);
    return own === asked ? answer : undefined;
  };
}

// Does something and shows what went wrong, if anything did.
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    onMessage(error.message);
    return undefined;
  }
}
