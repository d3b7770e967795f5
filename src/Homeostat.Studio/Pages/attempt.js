// What goes wrong is said on the page.

let onMessage = () => {};
export const says = listener => { onMessage = listener; };

// Does something and shows what went wrong, if anything did.
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    onMessage(error.message);
    return undefined;
  }
}
